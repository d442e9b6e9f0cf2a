using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static class autograd
    {
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Run([.. tensors], [.. grad_tensors ?? []], retain_graph ?? create_graph, create_graph, [.. inputs ?? []]);

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Run([tensor], [.. grad_tensors ?? []], retain_graph ?? create_graph, create_graph, [.. inputs ?? []]);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Run([tensor], [grad_tensor], retain_graph ?? create_graph, create_graph, [.. inputs ?? []]);

        /// <summary>
        /// The gradients of the sum of the outputs by each input; what an input that was not used has, where that is allowed, is invalid.
        /// </summary>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            Tensor[] from = [.. outputs], by = [.. inputs], given = [.. grad_outputs ?? []];
            var results = new nint[by.Length];
            fixed (nint* fromHandles = Handles(from), byHandles = Handles(by), givenHandles = Handles(given), resultHandles = results)
                NativeMethods.Check(NativeMethods.sweep_autograd_grad(
                    fromHandles, from.Length, byHandles, by.Length, givenHandles, given.Length, Flag(retain_graph || create_graph), Flag(create_graph), Flag(allow_unused), resultHandles));
            KeepAlive(from, by, given);
            return [.. results.Select(result => result == 0 ? new Tensor(new TensorHandle()) : new Tensor(result))];
        }

        private static unsafe void Run(Tensor[] tensors, Tensor[] gradients, bool retainGraph, bool createGraph, Tensor[] inputs)
        {
            fixed (nint* handles = Handles(tensors), gradientHandles = Handles(gradients), inputHandles = Handles(inputs))
                NativeMethods.Check(NativeMethods.sweep_backward(
                    handles, tensors.Length, gradientHandles, gradients.Length, Flag(retainGraph), Flag(createGraph), inputHandles, inputs.Length));
            KeepAlive(tensors, gradients, inputs);
        }

        private static nint[] Handles(Tensor[] tensors) => Array.ConvertAll(tensors, tensor => (nint)tensor.Handle);

        private static int Flag(bool value) => value ? 1 : 0;

        private static void KeepAlive(params Tensor[][] all)
        {
            foreach (var tensors in all)
                GC.KeepAlive(tensors);
        }
    }
}
