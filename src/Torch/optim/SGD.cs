using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Stochastic gradient descent with momentum, in PyTorch's form: the velocity is not scaled by the rate.</summary>
    public class SGD : OptimizerHelper
    {
        private double momentum;
        private double dampening;
        private double weightDecay;
        private bool nesterov;

        public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, lr, tensors: 1, maximize)
        {
            if (nesterov && (momentum <= 0 || dampening != 0))
                throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
            (this.momentum, this.dampening, weightDecay, this.nesterov) = (momentum, dampening, weight_decay, nesterov);
        }

        private protected override bool HasStep => false;

        private protected override void Update(ParameterState state, Tensor parameter, Tensor gradient, double learningRate)
        {
            var direction = weightDecay == 0 ? gradient : gradient.add(parameter, weightDecay);
            if (momentum != 0)
            {
                var velocity = Velocity(state, direction);
                direction = nesterov ? direction.add(velocity, momentum) : velocity;
            }
            Operators.AddInPlace.Invoke(parameter, direction, -learningRate);
        }

        private protected override void SaveOptions(BinaryWriter writer)
        {
            writer.Write(momentum);
            writer.Write(dampening);
            writer.Write(weightDecay);
            writer.Write(nesterov);
            writer.Write(IsMaximizing);
        }

        private protected override void LoadOptions(BinaryReader reader)
        {
            (momentum, dampening, weightDecay) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            (nesterov, IsMaximizing) = (reader.ReadBoolean(), reader.ReadBoolean());
        }

        private Tensor Velocity(ParameterState state, Tensor direction)
        {
            if (state.Tensors[0] is not { } velocity)
                return state.Set(0, direction.clone());
            Operators.MulScalarInPlace.Invoke(velocity, momentum);
            Operators.AddInPlace.Invoke(velocity, direction, 1 - dampening);
            return velocity;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(
                IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters.Select(entry => entry.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
