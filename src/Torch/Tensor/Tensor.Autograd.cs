using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Describe().RequiresGrad != 0;
            set => NativeMethods.Check(NativeMethods.sweep_set_requires_grad(Handle, value ? 1 : 0));
        }

        /// <summary>The gradient that <see cref="backward()"/> left, null where there is none.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                nint gradient;
                NativeMethods.Check(NativeMethods.sweep_grad(Handle, &gradient));
                return gradient == 0 ? null : new Tensor(gradient);
            }

            set
            {
                NativeMethods.Check(NativeMethods.sweep_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public Tensor detach() => Operators.Detach.Call(this);

        public Tensor detach_() => Operators.DetachInPlace.Call(this);

        public void backward() => autograd.backward(this, (IList<Tensor>?)null);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>The gradient in no scope: for code that reads it and lets it go at once.</summary>
        internal unsafe Tensor? TakeGrad()
        {
            nint gradient;
            NativeMethods.Check(NativeMethods.sweep_grad(Handle, &gradient));
            return gradient == 0 ? null : new Tensor(gradient, register: false);
        }
    }
}
