using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Steps divided by the root of the sum of all squared gradients so far (Duchi et al. 2011).</summary>
    public class Adagrad : OptimizerHelper
    {
        private double lrDecay;
        private double weightDecay;
        private double initialAccumulator;
        private double eps;

        public Adagrad(IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
            : base(parameters, lr, tensors: 1, maximize: false)
        {
            (lrDecay, weightDecay, initialAccumulator, this.eps) = (lr_decay, weight_decay, initial_accumulator_value, eps);
            foreach (var state in States)
                state.Fill(0, initial_accumulator_value);
        }

        private protected override int RequiredTensors => 1;

        private protected override void Update(ParameterState state, Tensor parameter, Tensor gradient, double learningRate)
        {
            state.Step++;
            var direction = weightDecay == 0 ? gradient : gradient.add(parameter, weightDecay);
            var sum = state.Tensors[0]!;
            Operators.AddCMulInPlace.Invoke(sum, direction, direction, 1.0);
            var size = sum.sqrt();
            Operators.AddScalarInPlace.Invoke(size, eps);
            Operators.AddCDivInPlace.Invoke(parameter, direction, size, -(learningRate / (1 + ((state.Step - 1) * lrDecay))));
        }

        private protected override void SaveOptions(BinaryWriter writer)
        {
            writer.Write(lrDecay);
            writer.Write(initialAccumulator);
            writer.Write(eps);
            writer.Write(weightDecay);
        }

        private protected override void LoadOptions(BinaryReader reader) =>
            (lrDecay, initialAccumulator, eps, weightDecay) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static Adagrad Adagrad(
                IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new(parameters, lr, lr_decay, weight_decay, initial_accumulator_value, eps);

            public static Adagrad Adagrad(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new(parameters.Select(entry => entry.parameter), lr, lr_decay, weight_decay, initial_accumulator_value, eps);
        }
    }
}
