using TorchSharp.Native;
using TorchSharp.Serialization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter: how many steps it took, and a few tensors of the parameter's shape.</summary>
internal sealed class ParameterState(Parameter parameter, int tensors) : IDisposable
{
    internal Parameter Parameter => parameter;

    internal long Step { get; set; }

    internal Tensor?[] Tensors { get; } = new Tensor?[tensors];

    public void Dispose()
    {
        foreach (var tensor in Tensors)
            tensor?.Dispose();
    }

    internal Tensor Fill(int index, double value)
    {
        using var guard = no_grad();
        return Set(index, full_like(parameter, value));
    }

    internal Tensor Set(int index, Tensor tensor)
    {
        Tensors[index]?.Dispose();
        return Tensors[index] = tensor.DetachFromDisposeScope();
    }

    internal void MoveTo(Device device)
    {
        for (var i = 0; i < Tensors.Length; i++)
        {
            if (Tensors[i] is { } tensor)
                Set(i, tensor.to(device));
        }
    }

    /// <param name="writer">Where to.</param>
    /// <param name="hasStep">Whether the number of steps is part of the state.</param>
    /// <param name="required">How many of the tensors, from the first on, are always there; a flag stands before each other one.</param>
    internal void Save(BinaryWriter writer, bool hasStep, int required)
    {
        if (hasStep)
            writer.Write(Step);
        for (var i = 0; i < Tensors.Length; i++)
        {
            if (i >= required)
                writer.Write(Tensors[i] is not null);
            if (Tensors[i] is { } tensor)
                TensorSerialization.Write(tensor, writer);
        }
    }

    internal void Load(BinaryReader reader, bool hasStep, int required)
    {
        if (hasStep)
            Step = reader.ReadInt64();
        for (var i = 0; i < Tensors.Length; i++)
        {
            if (i < required || reader.ReadBoolean())
            {
                Read(reader, i);
                continue;
            }
            Tensors[i]?.Dispose();
            Tensors[i] = null;
        }
    }

    private void Read(BinaryReader reader, int index)
    {
        using var read = TensorSerialization.Read(reader);
        using var guard = no_grad();
        // A copy into the parameter's own layout, which the state had when it was first made.
        var tensor = empty_like(parameter);
        Operators.CopyInPlace.Invoke(tensor, read);
        Set(index, tensor);
    }
}
