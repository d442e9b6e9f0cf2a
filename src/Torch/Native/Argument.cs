namespace TorchSharp.Native;

/// <summary>One argument of an operator, made from what C# has at hand without a heap allocation.</summary>
internal readonly struct Argument
{
    internal readonly object? Reference;
    internal readonly long Bits;
    internal readonly Tag Tag;

    private Argument(Tag tag, object? reference, long bits = 0) => (Tag, Reference, Bits) = (tag, reference, bits);

    /// <summary>The schema's own default, or none where it has none.</summary>
    internal static Argument Default => new(Tag.Default, null);

    internal static Argument None => default;

    /// <summary>How many longs the argument's list or text takes, zero where it has none.</summary>
    internal int Length => Reference switch
    {
        long[] list => list.Length,
        double[] list => list.Length,
        torch.Tensor?[] list => list.Length,
        byte[] text => (text.Length + 7) / 8,
        _ => 0,
    };

    /// <summary>Packed as the C API reads it: the type above eight bits, and the index plus one below them.</summary>
    internal static long Pack(torch.Device device) => ((long)device.type << 8) | (uint)(device.index + 1);

    public static implicit operator Argument(torch.Tensor? tensor) => tensor is null ? default : new(Tag.Tensor, tensor);

    public static implicit operator Argument(long value) => new(Tag.Int, null, value);

    public static implicit operator Argument(long? value) => value is { } some ? new(Tag.Int, null, some) : default;

    public static implicit operator Argument(double value) => new(Tag.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is { } some ? some : default(Argument);

    public static implicit operator Argument(bool value) => new(Tag.Bool, null, value ? 1 : 0);

    public static implicit operator Argument(torch.ScalarType type) => new(Tag.Int, null, (long)type);

    public static implicit operator Argument(torch.ScalarType? type) => type is { } some ? new(Tag.Int, null, (long)some) : default;

    public static implicit operator Argument(torch.Device? device) => device is null ? default : new(Tag.Device, null, Pack(device));

    public static implicit operator Argument(torch.Generator? generator) => generator is null ? default : new(Tag.Generator, generator);

    public static implicit operator Argument(long[]? list) => list is null ? default : new(Tag.IntList, list);

    public static implicit operator Argument(double[]? list) => list is null ? default : new(Tag.DoubleList, list);

    public static implicit operator Argument(torch.Tensor?[] list) => new(Tag.TensorList, list);

    public static implicit operator Argument(byte[]? text) => text is null ? default : new(Tag.String, text);

    public static implicit operator Argument(Scalar? scalar) => scalar is null ? default : new(scalar.Tag, null, scalar.Bits);
}
