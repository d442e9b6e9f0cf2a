using System.Buffers.Binary;

namespace SweepRunner.Reports.Tests.Export.TensorBoard;

/// <summary>A point as it stands in a file.</summary>
internal sealed record ReadScalar(string Tag, long Step, float Value, double WallTime);

/// <summary>An event file read by its format's definition; every checksum is checked.</summary>
internal sealed class ReadEventFile
{
    private readonly List<ReadMessage> _events = [];

    public ReadEventFile(string path)
    {
        var rest = File.ReadAllBytes(path).AsSpan();
        while (rest.Length > 0)
        {
            var length = rest[..8].ToArray();
            Assert.Equal(BitwiseChecksum.Masked(length), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..12]));
            var data = rest.Slice(12, (int)BinaryPrimitives.ReadInt64LittleEndian(length)).ToArray();
            Assert.Equal(
                BitwiseChecksum.Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(rest.Slice(12 + data.Length, 4)));
            _events.Add(new ReadMessage(data));
            rest = rest[(16 + data.Length)..];
        }
    }

    public IReadOnlyList<ReadMessage> Events => _events;

    public IReadOnlyList<ReadScalar> Scalars =>
        [
            .. _events
                .Where(each => each.Has(5))
                .Select(each => (Event: each, Value: Value(each)))
                .Where(each => each.Value.Has(2))
                .Select(each => new ReadScalar(
                    each.Value.Text(1), each.Event.Get<long>(2), each.Value.Get<float>(2), each.Event.Get<double>(1))),
        ];

    /// <summary>The content of the hparams plugin under a tag, or null.</summary>
    public ReadMessage? Hyperparameters(string tag)
    {
        var value = _events.Where(each => each.Has(5)).Select(Value).SingleOrDefault(value => value.Text(1) == tag);
        if (value is null)
            return null;
        var metadata = value.Message(9);
        Assert.Equal("hparams", metadata.Message(1).Text(1));
        Assert.Equal(2, metadata.Get<long>(4));
        return metadata.Message(1).Message(2);
    }

    private static ReadMessage Value(ReadMessage record) => record.Message(5).Message(1);
}
