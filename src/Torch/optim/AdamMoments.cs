using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What Adam and AdamW share: running means of the gradient and of its square, corrected for their start at zero (Kingma and Ba 2015, arXiv:1412.6980).</summary>
internal sealed class AdamMoments(double beta1, double beta2, double eps, double weightDecay, bool amsgrad, bool isDecoupled)
{
    internal const int Tensors = 3;
    internal const int RequiredTensors = 2;

    internal void Initialize(ParameterState state)
    {
        state.Fill(0, 0);
        state.Fill(1, 0);
        if (amsgrad)
            state.Fill(2, 0);
    }

    // The order of operations is that of PyTorch's single-tensor form, to the last bit.
    internal void Update(ParameterState state, Tensor parameter, Tensor gradient, double learningRate)
    {
        var (mean, square) = (state.Tensors[0]!, state.Tensors[1]!);
        state.Step++;
        if (isDecoupled)
            Operators.MulScalarInPlace.Invoke(parameter, 1 - (learningRate * weightDecay));
        else if (weightDecay != 0)
            gradient = gradient.add(parameter, weightDecay);
        Operators.MulScalarInPlace.Invoke(mean, beta1);
        Operators.AddInPlace.Invoke(mean, gradient, 1 - beta1);
        Operators.MulScalarInPlace.Invoke(square, beta2);
        Operators.AddCMulInPlace.Invoke(square, gradient, gradient, 1 - beta2);
        var size = learningRate / (1 - Math.Pow(beta1, state.Step));
        var correction = Math.Sqrt(1 - Math.Pow(beta2, state.Step));
        if (amsgrad)
        {
            using var largest = state.Tensors[2]!.maximum(square);
            Operators.CopyInPlace.Invoke(state.Tensors[2]!, largest);
            square = state.Tensors[2]!;
        }
        using var denominator = square.sqrt();
        Operators.DivScalarInPlace.Invoke(denominator, correction, Argument.None);
        Operators.AddScalarInPlace.Invoke(denominator, eps);
        Operators.AddCDivInPlace.Invoke(parameter, mean, denominator, -size);
    }

    internal void Save(BinaryWriter writer, bool isMaximizing)
    {
        writer.Write(beta1);
        writer.Write(beta2);
        writer.Write(eps);
        writer.Write(weightDecay);
        writer.Write(amsgrad);
        writer.Write(isMaximizing);
    }

    /// <summary>Reads the options back and answers the one that is not kept here, whether the optimizer maximizes.</summary>
    internal bool Load(BinaryReader reader)
    {
        (beta1, beta2, eps, weightDecay) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        amsgrad = reader.ReadBoolean();
        return reader.ReadBoolean();
    }
}
