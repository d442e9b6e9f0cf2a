using System.Buffers.Binary;
using System.Text.Json;

namespace SweepRunner.Experiments.Checkpoints;

/// <summary>
/// Files of named tensors that PyTorch and others read: https://github.com/huggingface/safetensors#format. Eight bytes
/// with the header's length, the header as JSON, then the values, little-endian and row-major.
/// </summary>
internal static class Safetensors
{
    private const string MetadataKey = "__metadata__";
    private const int Alignment = 8;
    private const long LongestHeader = 100_000_000;

    private static readonly Dictionary<ScalarType, string> Names = new()
    {
        [ScalarType.Byte] = "U8",
        [ScalarType.Int64] = "I64",
        [ScalarType.Float32] = "F32",
        [ScalarType.Float64] = "F64",
    };

    /// <summary>Writes tensors of bytes, 64-bit integers, float32 or float64, from any device.</summary>
    public static void Write(
        Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var values = tensors.Select(pair => (pair.Key, Value: pair.Value.detach().cpu().contiguous())).ToList();
        var header = Header(values, metadata);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, value) in values)
            stream.Write(value.bytes);
    }

    /// <summary>Reads a file. The tensors are on the CPU, in the current scope.</summary>
    /// <exception cref="InvalidDataException">The bytes do not have the format.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Read(
        ReadOnlySpan<byte> file)
    {
        var length = file.Length < sizeof(long) ? -1 : BinaryPrimitives.ReadInt64LittleEndian(file);
        if (length is < 2 or > LongestHeader || length > file.Length - sizeof(long))
            throw new InvalidDataException("The file is not in the safetensors format: its header is cut off.");

        try
        {
            var values = file[(sizeof(long) + (int)length)..];
            using var header = JsonDocument.Parse(file.Slice(sizeof(long), (int)length).ToArray());
            var tensors = new Dictionary<string, Tensor>();
            var metadata = new Dictionary<string, string>();
            foreach (var entry in header.RootElement.EnumerateObject())
            {
                if (entry.NameEquals(MetadataKey))
                    metadata = entry.Value.Deserialize<Dictionary<string, string>>()!;
                else
                    tensors[entry.Name] = ReadTensor(entry.Value, values);
            }

            return (tensors, metadata);
        }
        catch (Exception exception) when (exception
            is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException(
                $"The file is not in the safetensors format: {exception.Message}", exception);
        }
    }

    private static byte[] Header(List<(string Name, Tensor Value)> values, IReadOnlyDictionary<string, string> metadata)
    {
        var entries = new Dictionary<string, object>() { [MetadataKey] = metadata };
        long offset = 0;
        foreach (var (name, value) in values)
        {
            var end = offset + (value.numel() * value.ElementSize);
            entries[name] = new { dtype = Names[value.dtype], value.shape, data_offsets = new[] { offset, end } };
            offset = end;
        }

        // Padded with spaces: a reader can map aligned values.
        var json = JsonSerializer.SerializeToUtf8Bytes(entries);
        var padded = new byte[(json.Length + Alignment - 1) / Alignment * Alignment];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded.AsSpan());
        return padded;
    }

    private static Tensor ReadTensor(JsonElement entry, ReadOnlySpan<byte> values)
    {
        var name = entry.GetProperty("dtype").GetString();
        var type = Names.Where(pair => pair.Value == name).Select(pair => (ScalarType?)pair.Key).SingleOrDefault()
            ?? throw new InvalidDataException($"The file has a tensor of type '{name}', which is not read here.");
        var shape = entry.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ToArray();
        var offsets = entry.GetProperty("data_offsets");
        var (begin, end) = (offsets[0].GetInt32(), offsets[1].GetInt32());
        var tensor = empty(shape, type);
        if (end - begin != tensor.numel() * tensor.ElementSize)
            throw new InvalidDataException(
                "The file is not in the safetensors format: a tensor's length does not fit its shape.");
        values[begin..end].CopyTo(tensor.bytes);
        return tensor;
    }
}
