using System.Text;
using SweepRunner.Runner.Programs;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Programs;

public sealed class BoundedLogTests : IDisposable
{
    private const int Bound = 100;

    private const string Note =
        "... Of what follows, the last 100 bytes are kept; while the program runs, they are in log.end.";

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_FewLines_KeepsThemAll()
    {
        System.IO.File.WriteAllText(File, "begin\n");
        Write(9);

        Assert.Equal(["begin", .. Lines(0, 9)], Read());
    }

    [Fact]
    public void Write_UpToTwiceTheBound_KeepsThemAll()
    {
        Write(18);

        Assert.Equal(
            [
                .. Lines(0, 10), Note,
                .. Lines(10, 18),
            ],
            Read());
        Assert.Equal([File], Directory.EnumerateFiles(_folder.Path));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(30)]
    [InlineData(47)]
    [InlineData(1000)]
    public void Write_MoreLines_KeepsTheFirstAndTheLastWithTheNumberOfOthers(int lines)
    {
        Write(lines);

        Assert.Equal(
            [
                .. Lines(0, 10), Note,
                $"... {(lines - 20) * 10} bytes are left out here.", .. Lines(lines - 10, lines),
            ],
            Read());
        Assert.Equal([File], Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public void Write_LinesOfOtherLength_BeginsTheLastPartAtALine()
    {
        using (var log = new BoundedLog(File, Bound))
            for (var line = 0; line < 100; line++)
                log.Write(Encoding.UTF8.GetBytes(new string('x', line % 37)));

        var lines = Read();
        var begin = Array.FindIndex(lines, line => line.EndsWith("left out here.", StringComparison.Ordinal)) + 1;
        Assert.Equal(
            Enumerable.Range(100 - (lines.Length - begin), lines.Length - begin).Select(line => line % 37),
            lines[begin..].Select(line => line.Length));
        Assert.InRange(lines[begin..].Sum(line => line.Length + 1), Bound - 38, Bound);
    }

    [Fact]
    public void Flush_WhileItRuns_ShowsTheBeginAndTheLatest()
    {
        using var log = new BoundedLog(File, Bound);
        Write(log, 0, 25);
        log.Flush();

        Assert.Equal(Lines(0, 10), Read()[..10]);
        Assert.Equal(Lines(20, 25), System.IO.File.ReadAllLines($"{File}.end"));
    }

    [Fact]
    public void Write_OthersAppendToTheFile_KeepsTheirLines()
    {
        using (var log = new BoundedLog(File, Bound))
        {
            Write(log, 0, 1);
            log.Flush();
            System.IO.File.AppendAllText(File, "another\n");
            Write(log, 1, 2);
        }

        Assert.Equal(["line 0000", "another", "line 0001"], Read());
    }

    [Fact]
    public void Write_FileCannotBeOpened_IsIgnored()
    {
        Directory.CreateDirectory(File);
        Write(1000);

        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public void Write_DiskIsFull_KeepsWhatThereIs()
    {
        using var disk = new SmallDisk(kilobytes: 256);
        using (var log = new BoundedLog(disk.File("log"), 1 << 20))
            for (var line = 0; line < 1000; line++)
                log.Write(new byte[1000]);

        Assert.InRange(new FileInfo(disk.File("log")).Length, 1000, 256 << 10);
    }

    [Fact]
    public void LastLines_ManyLines_AreTheLastTwenty()
    {
        var last = new LastLines();
        for (var line = 0; line < 1234; line++)
            last.Add(Encoding.UTF8.GetBytes($"line {line}"));

        Assert.Equal(Enumerable.Range(1214, 20).Select(line => $"line {line}"), last.ToList());
    }

    private void Write(int lines)
    {
        using var log = new BoundedLog(File, Bound);
        Write(log, 0, lines);
    }

    private static void Write(BoundedLog log, int begin, int end)
    {
        foreach (var line in Lines(begin, end))
            log.Write(Encoding.UTF8.GetBytes(line));
    }

    // Each is ten bytes long with its end.
    private static IEnumerable<string> Lines(int begin, int end) =>
        Enumerable.Range(begin, end - begin).Select(line => $"line {line:0000}");

    private string[] Read() => System.IO.File.ReadAllLines(File);
}
