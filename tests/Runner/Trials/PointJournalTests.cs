using SweepRunner.Runner.Trials;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Trials;

public sealed class PointJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EndLine_FileIsLong_StoresThePointsBeforeTheFileBeginsAnew()
    {
        var path = _folder.File("points.jsonl");
        var lengths = new List<long>();
        using var journal = new PointJournal(path, () => lengths.Add(new FileInfo(path).Length));

        for (var step = 0; lengths.Count < 2; step++)
        {
            journal.Add(new("loss", step, 0, 0.5));
            journal.EndLine();
        }

        journal.Add(new("loss", 1, 0, 0.5));
        journal.EndLine();

        Assert.All(lengths, length => Assert.InRange(length, 1 << 20, (1 << 20) + 100));
        Assert.Equal("{\"step\":1,\"loss\":0.5}\n", File.ReadAllText(path));
    }
}
