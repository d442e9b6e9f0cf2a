using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns.</summary>
    public class Parameter : torch.Tensor
    {
        /// <param name="data">A tensor, which is emptied: the parameter takes over its elements and its place in its scope.</param>
        /// <param name="requires_grad">Whether a backward pass leaves a gradient in it.</param>
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(MoveHandle(data.with_requires_grad(requires_grad))) => DisposeScope.Replace(data, this);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
