using System.Net.Sockets;
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
        Assert.Equal(
            $"{_folder.File($"{place}/a-2.json")}(1,2): wrong\n", File.ReadAllText(_folder.File($"{place}/{second}")));
        Assert.Empty(Directory.EnumerateFiles(_folder.File("running")));
    }

    [Fact]
    public void TakeNext_WhatIsNoRegularFile_IsLeftAloneAndTold()
    {
        Directory.CreateDirectory(_folder.File("running"));
        Directory.CreateDirectory(_folder.File("folder.json"));
        File.CreateSymbolicLink(_folder.File("dangling.json"), "nowhere.json");
        File.CreateSymbolicLink(_folder.File("device.json"), "/dev/zero");
        Shell.Run("mkfifo", _folder.File("fifo.json"), _folder.File("running/left.json"));
        File.CreateSymbolicLink(_folder.File("to-fifo.json"), "fifo.json");
        Shell.Run("bash", "-c", $"touch {_folder.Path}/$'caf\\xe9.json'");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("socket.json")));
        Drop("good");

        var (taken, leftAlone) = (TakeAll(), _inbox.LeftAlone());
        // .NET can no more remove such a name than open it.
        Shell.Run("find", _folder.Path, "-name", "caf*", "-delete");

        Assert.Equal(["good"], taken);
        Assert.Equal((0, null), (_inbox.Waiting, _inbox.Next));
        Assert.Equal(
            [
                Left("caf\uFFFD.json", "its name is not UTF-8"),
                Left("dangling.json", "it is a link to 'nowhere.json', which is not there"),
                Left("device.json", "it is a device"),
                Left("fifo.json", "it is a FIFO"),
                Left("folder.json", "it is a folder"),
                Left("running/left.json", "it is a FIFO"),
                Left("socket.json", "it is a socket"),
                Left("to-fifo.json", "it is a FIFO"),
            ],
            leftAlone);
    }

    [Fact]
    public void TakeNext_LinkToAFileNearby_StillLeadsThereFromRunning()
    {
        Directory.CreateDirectory(_folder.File("configs"));
        File.WriteAllText(_folder.File("configs/a.json"), "{}");
        File.CreateSymbolicLink(_folder.File("linked.json"), "configs/a.json");
        Look();
        var file = _inbox.TakeNext()!;

        Assert.Equal("{}", File.ReadAllText(file));
        Assert.Equal(_folder.File("running/linked.json"), file);
        Assert.Equal(["running/linked.json"], FilesOf(_folder.Path, "linked*"));
    }

    [Fact]
    public void TakeNext_EndingInCapitals_IsASweepFile()
    {
        File.WriteAllText(_folder.File("a.JSON"), "{}");

        Assert.Equal(["a"], TakeAll());
    }

    [Theory]
    [InlineData("a", 250)]
    [InlineData("\u00e9", 125)]
    [InlineData("\ud83d\ude00", 62)]
    public void Close_LongestNames_AreCutToLeaveRoomForTheReport(string character, int count)
    {
        var name = string.Concat(Enumerable.Repeat(character, count));
        for (var number = 1; number <= 2; number++)
        {
            Drop(name);
            Look();
            var file = _inbox.TakeNext()!;
            var report = _inbox.Close(file, "rejected", $"{file}: wrong\n").Path;

            var ending = number == 1 ? ".faults.txt" : "-2.faults.txt";
            Assert.EndsWith(character + ending, report, StringComparison.Ordinal);
            Assert.True(File.Exists(report));
        }

        Assert.Equal(4, Directory.EnumerateFiles(_folder.File("rejected")).Count());
    }

    [Fact]
    public void Next_SeveralFiles_IsTheOldest()
    {
        Drop("young", minutes: 2);
        Drop("old", minutes: 1);
        _inbox.Observe();

        Assert.Equal("old.json", _inbox.Next);
    }

    private static string Left(string name, string why) =>
        $"{name} is ignored: {why}. Only regular files whose names are UTF-8 are run.";

    private static IEnumerable<string> FilesOf(string folder, string pattern) => Directory
        .EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file));

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
