using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.Tests;

/// <summary>Machines are folders here: each finds the folder of the artifacts at a path of its own.</summary>
public sealed class SharedFolderTests : IDisposable
{
    private const string Url = "postgres://me@db:5432/sweep";

    private readonly TemporaryFolder _folder = new();
    private readonly Home _home = new("1234");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prepare_NobodyNamedAFolder_MakesTheDefaultOneAndKeepsItsPath()
    {
        Assert.Null(On(named: null).Prepare());

        Assert.Equal([_folder.File("default")], _home.Paths);
        Assert.Equal("1234\nlayout 2\n", File.ReadAllText(_folder.File("default/store-id")));
        Assert.Equal(_folder.File("default/sweeps/s/3"), On(named: null).PrepareTrial(new TrialId("s", 3)));
    }

    [Fact]
    public void Prepare_FolderNamedOnce_IsFoundByTheNextThatIsToldNothing()
    {
        On(_folder.File("shared")).Prepare();

        var other = On(named: null);
        other.Prepare();

        Assert.Equal(_folder.File("shared"), other.Folder);
        Assert.False(Directory.Exists(_folder.File("default")));
    }

    // Renamed, or mounted elsewhere on this machine.
    [Fact]
    public void Prepare_FolderAtAnotherPath_IsNamedOnceAndThenFoundAtEither()
    {
        On(_folder.File("shared")).Prepare();
        Directory.Move(_folder.File("shared"), _folder.File("moved"));

        On(_folder.File("moved")).Prepare();

        Assert.Equal([_folder.File("shared"), _folder.File("moved")], _home.Paths);
        var other = On(named: null);
        other.Prepare();
        Assert.Equal(_folder.File("moved"), other.Folder);
        Directory.Move(_folder.File("moved"), _folder.File("shared"));
        other.Prepare();
        Assert.Equal(_folder.File("shared"), other.Folder);
    }

    [Fact]
    public void Prepare_FolderNotOnThisMachine_SaysWhereItWasSoughtAndMakesNone()
    {
        On(_folder.File("shared")).Prepare();
        Directory.Delete(_folder.File("shared"), recursive: true);

        Assert.Equal(
            $"The folder of the artifacts of '{Url}' is not on this machine, '{Environment.MachineName}', at "
                + $"'{_folder.File("shared")}'. Every machine that runs trials has to mount it. If it is somewhere "
                + "else here, name it once with SWEEP_ARTIFACTS=FOLDER.",
            Refusal(() => On(named: null).PrepareTrial(new TrialId("s", 0))));
        Assert.Equal(
            $"The folder of the artifacts of '{Url}' is not on this machine, '{Environment.MachineName}', at "
                + $"'{_folder.File("other")}'. Every machine that runs trials has to mount it. Name the folder whose "
                + "file 'store-id' has the store's id, or leave out SWEEP_ARTIFACTS and the option 'artifacts'.",
            Refusal(() => On(_folder.File("other")).Prepare()));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    // What reads every file, such as a copy, would otherwise find none.
    [Fact]
    public void ThrowIfAbsent_FolderNotOnThisMachine_Throws()
    {
        On(named: null).ThrowIfAbsent();
        On(_folder.File("shared")).Prepare();
        On(named: null).ThrowIfAbsent();
        Directory.Delete(_folder.File("shared"), recursive: true);

        Assert.StartsWith(
            $"The folder of the artifacts of '{Url}' is not on this machine",
            Assert.Throws<TrackingException>(() => On(named: null).ThrowIfAbsent()).Message, StringComparison.Ordinal);
    }

    // The mount is lost while a worker runs.
    [Fact]
    public void PrepareTrial_FolderGoneMeanwhile_IsRefused()
    {
        var worker = On(_folder.File("shared"));
        worker.PrepareTrial(new TrialId("s", 0));
        Directory.Delete(_folder.File("shared"), recursive: true);

        Assert.StartsWith(
            $"The folder of the artifacts of '{Url}' is not on this machine", Refusal(() => worker.Prepare()),
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("shared")));
    }

    [Fact]
    public void Prepare_FolderOfAnotherStore_IsRefused()
    {
        new SharedFolder("postgres://me@db:5432/other", _folder.File("shared"), "/", new Home("5678")).Prepare();

        Assert.Equal(
            $"The artifacts in '{_folder.File("shared")}' belong to another store than '{Url}'. Name another folder "
                + "with SWEEP_ARTIFACTS=FOLDER.",
            Refusal(() => On(_folder.File("shared")).Prepare()));
        Assert.Empty(_home.Paths);
    }

    [Fact]
    public void Prepare_FileInTheWay_SaysWhere()
    {
        File.WriteAllText(_folder.File("shared"), "");

        Assert.Equal(
            $"Cannot change the artifacts in '{_folder.File("shared")}': '{_folder.File("shared")}' is a file, not a "
                + "folder.",
            Refusal(() => On(_folder.File("shared")).Prepare()));
        Assert.Empty(_home.Paths);
    }

    [Fact]
    public void Prepare_ReadOnlyDisk_IsRefused()
    {
        using var disk = new SmallDisk(kilobytes: 256);
        var folder = On(disk.File("shared"));
        folder.Prepare();
        disk.SetReadOnly(true);

        Assert.Equal(
            $"Cannot write to '{disk.File("shared")}', which holds the store's artifacts. Change its permissions, or "
                + "name another store with --store.",
            Refusal(() => folder.Prepare()));
        disk.SetReadOnly(false);
        Assert.Null(folder.Prepare());
    }

    [Fact]
    public void Folder_NotOnThisMachine_IsThePathThatIsKnown()
    {
        Assert.Equal(_folder.File("default"), On(named: null).Folder);
        On(_folder.File("shared")).Prepare();
        Directory.Delete(_folder.File("shared"), recursive: true);

        Assert.Equal(_folder.File("shared"), On(named: null).Folder);
        Assert.Equal(
            _folder.File("shared/sweeps/s/0/attempt-1.log"), On(named: null).Locate("sweeps/s/0/attempt-1.log"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Prepare_ManyAtOnce_AgreeOnOneFolder()
    {
        var folders = Enumerable.Range(0, 8).Select(number => On(_folder.File($"f{number % 2}"))).ToList();

        await Task.WhenAll(folders.Select(folder => Task.Run(() => Record.Exception(() => folder.Prepare()))))
            .WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Single(_home.Paths);
        Assert.Equal(_home.Paths, Directory.GetFileSystemEntries(_folder.Path));
    }

    private SharedFolder On(string? named) => new(Url, named, _folder.File("default"), _home);

    private static string Refusal(Action action) => Assert.Throws<TrackingException>(action).Message;

    private sealed class Home(string id) : ISharedHome
    {
        private readonly Lock _gate = new();

        public List<string> Paths { get; } = [];

        public SharedHome Read()
        {
            lock (_gate)
                return new SharedHome(id, [.. Paths]);
        }

        public void Add(string path, Func<IReadOnlyList<string>, bool> action)
        {
            lock (_gate)
            {
                if (!Paths.Contains(path) && action(Paths))
                    Paths.Add(path);
            }
        }
    }
}
