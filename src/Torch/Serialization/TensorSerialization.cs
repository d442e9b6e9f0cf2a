using static TorchSharp.torch;

namespace TorchSharp.Serialization;

/// <summary>A tensor in a file: element type, number of dimensions and sizes in LEB128, then the elements.</summary>
internal static class TensorSerialization
{
    internal static void Write(Tensor tensor, BinaryWriter writer)
    {
        writer.Encode((long)tensor.dtype);
        var shape = tensor.shape;
        writer.Encode(shape.Length);
        foreach (var size in shape)
            writer.Encode(size);
        writer.Flush();
        tensor.WriteBytesToStream(writer.BaseStream);
    }

    internal static Tensor Read(BinaryReader reader)
    {
        var (type, shape) = ReadHeader(reader);
        var tensor = empty(shape, type, CPU);
        tensor.ReadBytesFromStream(reader.BaseStream);
        return tensor;
    }

    internal static void Skip(BinaryReader reader)
    {
        var (type, shape) = ReadHeader(reader);
        var left = shape.TotalSize() * type.ElementSize();
        while (left > 0)
        {
            var read = reader.ReadBytes((int)Math.Min(left, 1 << 20)).Length;
            if (read == 0)
                throw new EndOfStreamException("The file ends inside a tensor.");
            left -= read;
        }
    }

    /// <exception cref="ArgumentException">What is read has another type or shape than the tensor that is to hold it.</exception>
    internal static void ReadInto(Tensor tensor, BinaryReader reader)
    {
        var (type, shape) = ReadHeader(reader);
        if (type != tensor.dtype)
            throw new ArgumentException("Mismatched tensor data types while loading. Make sure that the model you are loading into is exactly the same as the origin.");
        if (!shape.AsSpan().SequenceEqual(tensor.shape))
            throw new ArgumentException("Mismatched tensor shape while loading. Make sure that the model you are loading into is exactly the same as the origin.");
        tensor.ReadBytesFromStream(reader.BaseStream);
    }

    private static (ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var type = (ScalarType)reader.Decode();
        if (!Enum.IsDefined(type))
            throw new InvalidDataException($"The file holds no tensor where one is expected: {(sbyte)type} is no element type.");
        var shape = new long[reader.Decode()];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = reader.Decode();
        return (type, shape);
    }
}
