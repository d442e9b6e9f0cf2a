using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Adam with a weight decay that is apart from the gradient (Loshchilov and Hutter 2019, arXiv:1711.05101).</summary>
    public class AdamW : OptimizerHelper
    {
        private readonly AdamMoments moments;

        public AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, lr, AdamMoments.Tensors, maximize)
        {
            moments = new AdamMoments(beta1, beta2, eps, weight_decay, amsgrad, isDecoupled: true);
            Array.ForEach([.. States], moments.Initialize);
        }

        private protected override int RequiredTensors => AdamMoments.RequiredTensors;

        private protected override void Update(ParameterState state, Tensor parameter, Tensor gradient, double learningRate) => moments.Update(state, parameter, gradient, learningRate);

        private protected override void SaveOptions(BinaryWriter writer) => moments.Save(writer, IsMaximizing);

        private protected override void LoadOptions(BinaryReader reader) => IsMaximizing = moments.Load(reader);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static AdamW AdamW(
                IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static AdamW AdamW(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters.Select(entry => entry.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
