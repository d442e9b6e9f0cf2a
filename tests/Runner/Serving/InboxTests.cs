using SweepRunner.Runner.Serving;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Serving;

public sealed class InboxTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();
    private readonly Inbox _inbox;

    public InboxTests() => _inbox = new Inbox(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TakeNext_Empty_IsNull()
    {
        Assert.Null(_inbox.TakeNext());
        Assert.Equal(0, _inbox.Waiting);
    }

    [Fact]
    public void TakeNext_FileStillGrows_LeavesItAlone()
    {
        Drop("a", "{");
        Assert.Null(_inbox.TakeNext());
        File.AppendAllText(_folder.File("a.json"), "}");
        Assert.Null(_inbox.TakeNext());

        Assert.Equal(_folder.File("running/a.json"), _inbox.TakeNext());
        Assert.Equal("{}", File.ReadAllText(_folder.File("running/a.json")));
    }

    [Fact]
    public void TakeNext_SeveralFiles_ComeAsTheyWereSeenAndByAgeWhereSeenTogether()
    {
        Drop("young", minutes: 2);
        Drop("old", minutes: 1);
        Drop("also-old", minutes: 1);
        Look();
        Drop("late-but-dated-back", minutes: 0);

        Assert.Equal(["also-old", "old", "young", "late-but-dated-back"], TakeAll());
    }

    [Fact]
    public void TakeNext_TheFirstIsStillBeingCopied_IsNotOvertaken()
    {
        Drop("large", "{");
        Drop("small", minutes: 1);
        Look();
        File.AppendAllText(_folder.File("large.json"), "}");
        File.SetLastWriteTimeUtc(_folder.File("large.json"), Noon.AddSeconds(1));

        Assert.Null(_inbox.TakeNext());
        Assert.Equal(["large", "small"], TakeAll());
    }

    [Fact]
    public void TakeNext_OneWasLeftRunning_ComesFirst()
    {
        Drop("a");
        Directory.CreateDirectory(_folder.File("running"));
        File.WriteAllText(_folder.File("running/b.json"), "{}");

        Assert.Equal(["b", "a"], TakeAll());
    }

    [Fact]
    public void TakeNext_OtherFiles_AreLeftAlone()
    {
        foreach (var name in new[] { "a.txt", ".hidden.json", "a.json.part", ServiceHealth.FileName })
            File.WriteAllText(_folder.File(name), "{}");

        Assert.Empty(TakeAll());
        Assert.Equal(0, _inbox.Waiting);
    }

    [Fact]
    public void Observe_WhileOneRuns_KeepsTheOrderOfArrivalWhateverTheDates()
    {
        Drop("first", minutes: 9);
        _inbox.Observe();
        Drop("second-but-older", minutes: 1);
        _inbox.Observe();

        Assert.Equal(["first", "second-but-older"], TakeAll());
    }

    [Fact]
    public void PutBack_AFileThatCouldNotBeRun_ComesBehindThoseThatWait()
    {
        Drop("a");
        Look();
        var file = _inbox.TakeNext()!;
        Drop("b", minutes: 5);
        _inbox.PutBack(file);

        Assert.Equal(["b", "a"], TakeAll());
    }

    [Theory]
    [InlineData("done", "a.report.txt", "a-2.report.txt")]
    [InlineData("stopped", "a.report.txt", "a-2.report.txt")]
    [InlineData("rejected", "a.faults.txt", "a-2.faults.txt")]
    public void Close_TwoFilesOfOneName_KeepsBothWithTheirReports(string place, string first, string second)
    {
        foreach (var (content, report) in new[] { ("{}", first), ("[]", second) })
        {
            Drop("a", content);
            Look();
            var file = _inbox.TakeNext()!;
            var closed = _inbox.Close(file, place, $"{file}(1,2): wrong\n");

            Assert.Equal(_folder.File($"{place}/{report}"), closed.Path);
            Assert.Equal(closed.Report, File.ReadAllText(closed.Path));
        }

        Assert.Equal("{}", File.ReadAllText(_folder.File($"{place}/a.json")));
        Assert.Equal("[]", File.ReadAllText(_folder.File($"{place}/a-2.json")));
        Assert.Equal($"{_folder.File($"{place}/a-2.json")}(1,2): wrong\n", File.ReadAllText(_folder.File($"{place}/{second}")));
        Assert.Empty(Directory.EnumerateFiles(_folder.File("running")));
    }

    private void Drop(string name, string content = "{}", int minutes = 0)
    {
        File.WriteAllText(_folder.File($"{name}.json"), content);
        File.SetLastWriteTimeUtc(_folder.File($"{name}.json"), Noon.AddMinutes(minutes));
    }

    private void Look() => Assert.Null(_inbox.TakeNext());

    private List<string> TakeAll()
    {
        var taken = new List<string>();
        for (var look = 0; look < 10; look++)
        {
            if (_inbox.TakeNext() is not { } file)
                continue;
            taken.Add(Path.GetFileNameWithoutExtension(file));
            _inbox.Close(file, "done", "");
        }

        return taken;
    }
}
