using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in .NET: in place where it lives on the CPU and is contiguous, a copy otherwise.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor elements;
    private readonly bool isCopy;

    internal TensorAccessor(torch.Tensor tensor)
    {
        isCopy = !(tensor.is_cpu() && tensor.is_contiguous());
        elements = isCopy ? tensor.LocalCopy() : tensor;
    }

    public long Count => elements.NumberOfElements;

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => elements.Elements<T>()[Offset(indices)];
        set => elements.Elements<T>()[Offset(indices)] = value;
    }

    public T[] ToArray() => elements.Elements<T>().ToArray();

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies the elements from <paramref name="tensorIndex"/> on, as many as there is room for.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = elements.Elements<T>()[(int)tensorIndex..];
        var target = array[arrayIndex..];
        source[..Math.Min(source.Length, target.Length)].CopyTo(target);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var target = elements.Elements<T>()[(int)tensorIndex..];
        source[..Math.Min(source.Length, target.Length)].CopyTo(target);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return elements.Elements<T>()[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        if (isCopy)
            elements.Dispose();
    }

    private int Offset(long[] indices)
    {
        var shape = elements.shape;
        if (indices.Length == 1 && shape.Length != 1)
            return checked((int)indices[0]);
        long offset = 0;
        for (var i = 0; i < indices.Length; i++)
            offset = (offset * shape[i]) + indices[i];
        return checked((int)offset);
    }
}
