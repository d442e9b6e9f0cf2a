using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Steps divided by a running mean of the gradient's size (Tieleman and Hinton 2012), plain or centred, with or without momentum.</summary>
    public class RMSProp : OptimizerHelper
    {
        private double alpha;
        private double eps;
        private double weightDecay;
        private double momentum;
        private bool centered;

        public RMSProp(
            IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-08, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
            : base(parameters, lr, tensors: 3, maximize)
        {
            (this.alpha, this.eps, weightDecay, this.momentum, this.centered) = (alpha, eps, weight_decay, momentum, centered);
            foreach (var state in States)
                Initialize(state);
        }

        private protected override int RequiredTensors => 1;

        private protected override void Update(ParameterState state, Tensor parameter, Tensor gradient, double learningRate)
        {
            state.Step++;
            var direction = weightDecay == 0 ? gradient : gradient.add(parameter, weightDecay);
            var size = Size(state, direction);
            if (momentum <= 0)
            {
                Operators.AddCDivInPlace.Invoke(parameter, direction, size, -learningRate);
                return;
            }
            var velocity = state.Tensors[1]!;
            Operators.MulScalarInPlace.Invoke(velocity, momentum);
            Operators.AddCDivInPlace.Invoke(velocity, direction, size);
            Operators.AddInPlace.Invoke(parameter, velocity, -learningRate);
        }

        private protected override void SaveOptions(BinaryWriter writer)
        {
            writer.Write(IsMaximizing);
            writer.Write(momentum);
            writer.Write(alpha);
            writer.Write(eps);
            writer.Write(weightDecay);
            writer.Write(centered);
        }

        private protected override void LoadOptions(BinaryReader reader)
        {
            (IsMaximizing, momentum, alpha) = (reader.ReadBoolean(), reader.ReadDouble(), reader.ReadDouble());
            (eps, weightDecay, centered) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadBoolean());
        }

        private void Initialize(ParameterState state)
        {
            state.Fill(0, 0);
            if (momentum > 0)
                state.Fill(1, 0);
            if (centered)
                state.Fill(2, 0);
        }

        /// <summary>The running deviation of the gradient, by which the step is divided.</summary>
        private Tensor Size(ParameterState state, Tensor gradient)
        {
            var square = state.Tensors[0]!;
            Operators.MulScalarInPlace.Invoke(square, alpha);
            Operators.AddCMulInPlace.Invoke(square, gradient, gradient, 1 - alpha);
            if (centered)
            {
                var mean = state.Tensors[2]!;
                Operators.MulScalarInPlace.Invoke(mean, alpha);
                Operators.AddInPlace.Invoke(mean, gradient, 1 - alpha);
                square = square.addcmul(mean, mean, -1);
            }
            var size = square.sqrt();
            Operators.AddScalarInPlace.Invoke(size, eps);
            return size;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static RMSProp RMSProp(
                IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-08, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);

            public static RMSProp RMSProp(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-08, double weight_decay = 0, double momentum = 0, bool centered = false,
                bool maximize = false) =>
                new(parameters.Select(entry => entry.parameter), lr, alpha, eps, weight_decay, momentum, centered, maximize);
        }
    }
}
