using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SweepRunner.Experiments.Programs;

namespace SweepRunner.Experiments.Tests.Programs;

public sealed class OutputLinesTests
{
    private readonly List<(string Line, bool IsPiece)> _read = [];
    private readonly OutputLines _lines;

    public OutputLinesTests() =>
        _lines = new OutputLines((line, isPiece) => _read.Add((Encoding.UTF8.GetString(line), isPiece)));

    [Fact]
    public void Add_LinesInAnyParts_ReadsEachOnce() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>[]>(),
        ArbMap.Default.ArbFor<PositiveInt>(),
        (texts, size) =>
        {
            var lines = texts.Select(text => text.Get.Replace('\n', ' ').Replace('\ud800', ' ')).ToList();
            var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
            var read = new List<byte[]>();
            var splitter = new OutputLines((line, _) => read.Add(line.ToArray()));
            foreach (var part in bytes.Chunk(size.Get))
                splitter.Add(part);
            splitter.End();
            return read.SelectMany(line => line.Append((byte)'\n')).SequenceEqual(bytes) && read.Count == lines.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void End_HalfALine_ReadsIt()
    {
        _lines.Add("one\ntw"u8);
        Assert.Equal([("one", false)], _read);
        _lines.End();

        Assert.Equal([("one", false), ("tw", false)], _read);
    }

    [Fact]
    public void Add_LineThatIsTooLong_ReadsItInPieces()
    {
        var block = new byte[100_000];
        block.AsSpan().Fill((byte)'x');
        for (var count = 0; count < 25; count++)
            _lines.Add(block);
        _lines.Add("\nnext\n"u8);

        Assert.Equal(
            [(1 << 20, true), (1 << 20, true), (2_500_000 - (2 << 20), true), (4, false)],
            _read.Select(each => (each.Line.Length, each.IsPiece)));
    }

    [Fact]
    public void Add_LongestLine_IsWhole()
    {
        var line = new byte[OutputLines.LongestLine];
        _lines.Add(line.AsSpan(0, 1000));
        _lines.Add(line.AsSpan(1000));
        _lines.Add("\n"u8);

        Assert.False(Assert.Single(_read).IsPiece);
    }
}
