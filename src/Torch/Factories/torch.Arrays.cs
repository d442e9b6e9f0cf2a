using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A tensor with the shape and the elements of an array of any rank.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var shape = new long[rawArray.Rank];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = rawArray.GetLongLength(i);
        var type = TypeOf(rawArray.GetType().GetElementType()!);
        return Copy(Bytes(rawArray, type), type, shape, dtype, device, requires_grad);
    }

    /// <summary>A tensor of one dimension over <paramref name="count"/> elements of an array from <paramref name="offset"/> on; here it is a copy.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var type = TypeOf(rawArray.GetType().GetElementType()!);
        if (count < 0)
            count = rawArray.LongLength - offset;
        if (offset < 0 || offset + count > rawArray.LongLength)
            throw new ArgumentException($"{count} elements from {offset} on do not fit in an array of {rawArray.LongLength}.");
        var size = type.ElementSize();
        var bytes = Bytes(rawArray, type).Slice(checked((int)(offset * size)), checked((int)(count * size)));
        return Copy(bytes, type, [count], dtype, null, requires_grad);
    }

    private static ReadOnlySpan<byte> Bytes(Array array, ScalarType type) =>
        array.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), checked(array.Length * type.ElementSize()));

    private static Tensor Copy<T>(ReadOnlySpan<T> elements, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requiresGrad)
        where T : unmanaged => Copy(MemoryMarshal.AsBytes(elements), TypeOf(typeof(T)), shape, dtype, device, requiresGrad);

    private static Tensor Copy(ReadOnlySpan<byte> elements, ScalarType type, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        var target = InitializeDevice(device);
        var tensor = Operators.Empty.Call(shape.ToArray(), type, Argument.Default, CPU);
        var bytes = tensor.RawBytes();
        if (bytes.Length != elements.Length)
            throw new ArgumentException($"{elements.Length / type.ElementSize()} elements do not fill the shape [{string.Join(", ", shape.ToArray())}].");
        elements.CopyTo(bytes);
        if (target.type == DeviceType.CPU && (dtype ?? type) == type)
            return Finish(tensor, requiresGrad);
        return Finish(tensor.to(dtype ?? type, target, disposeAfter: true), requiresGrad);
    }
}
