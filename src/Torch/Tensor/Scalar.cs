using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A single number on its way into an operator; every number of .NET converts to it.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly Tag Tag;
    internal readonly long Bits;

    private Scalar(Tag tag, long bits, torch.ScalarType type) => (Tag, Bits, Type) = (tag, bits, type);

    public torch.ScalarType Type { get; }

    internal double AsDouble => Tag == Tag.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64 => Tag == Tag.Double ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    public static implicit operator Scalar(byte value) => new(Tag.Int, value, torch.ScalarType.Byte);

    public static implicit operator Scalar(sbyte value) => new(Tag.Int, value, torch.ScalarType.Int8);

    public static implicit operator Scalar(short value) => new(Tag.Int, value, torch.ScalarType.Int16);

    public static implicit operator Scalar(int value) => new(Tag.Int, value, torch.ScalarType.Int32);

    public static implicit operator Scalar(long value) => new(Tag.Int, value, torch.ScalarType.Int64);

    public static implicit operator Scalar(Half value) => new(Tag.Double, BitConverter.DoubleToInt64Bits((double)value), torch.ScalarType.Float16);

    public static implicit operator Scalar(float value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value), torch.ScalarType.Float32);

    public static implicit operator Scalar(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value), torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(Tag.Bool, value ? 1 : 0, torch.ScalarType.Bool);

    /// <summary>Nothing to release: the number is held here, not in libtorch.</summary>
    public void Dispose()
    {
    }
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static float ToSingle(this Scalar value) => (float)value.AsDouble;

    public static double ToDouble(this Scalar value) => value.AsDouble;

    public static int ToInt32(this Scalar value) => (int)value.AsInt64;

    public static long ToInt64(this Scalar value) => value.AsInt64;

    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;
}
