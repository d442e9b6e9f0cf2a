using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Trials;
using SweepRunner.Reports.Formatting;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Launchers.Local;
using SweepRunner.Runner.Tests.Commands;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Launchers;

[SupportedOSPlatform("linux")]
public sealed class SlurmSubmissionTests : IDisposable
{
    private readonly FakeSlurm _slurm = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private TinySweep _tiny = new("seeds=3");

    public void Dispose()
    {
        _tiny.Dispose();
        _slurm.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Run_NewSweep_SubmitsATaskForEachTrialAndTellsWhatToTypeNext()
    {
        Assert.Null(await RunAsync());

        Assert.Equal(
            [
                $"squeue --array --noheader --name=sweep-tiny --format=%F|%K|%T|%r|%N|%S|%V|%k",
                $"sbatch --parsable --job-name=sweep-tiny --comment=sweep tiny in {Url} --array=0-2 {Script}",
            ],
            _slurm.Calls);
        Assert.Equal(
            $"""
            Submitted job 17 with 3 tasks: {Script}
            'sweep status tiny --store {Url}' shows its tasks and trials.
            'sweep stop tiny --store {Url}' ends its tasks; 'sweep resume tiny --store {Url}' submits what is left.
            'sweep report tiny --store {Url}' writes its report, also while it runs.

            """,
            _output.ToString());
        Assert.Equal("Sweep 'tiny': 3 trials.\n", _error.ToString().ReplaceLineEndings("\n"));
        Assert.Equal(
            "slurm: job 17 with 3 tasks",
            Assert.Single(_tiny.Store.Events(TinySweep.Name), each => each.Event.Kind == "submitted").Event.Message);
    }

    [Theory]
    [InlineData(2, "0-1", "launcher.parallel=2")]
    [InlineData(2, "0-1", "launcher.cpus=2", "threads=1")] // two trials share a task
    [InlineData(5, "0-4", "launcher.parallel=5", "search.name=tpe", "search.trials=9", "space.optimizer.lr=[0.1,0.2]")]
    public async Task Run_FewerTasksThanTrials_SubmitsAsManyAsAreOfUse(
        int tasks, string array, params string[] overrides)
    {
        Use(["seeds=3", "launcher.name=slurm", .. overrides]);
        await RunAsync();

        Assert.Contains($" --array={array} ", _slurm.Calls[^1], StringComparison.Ordinal);
        Assert.StartsWith($"Submitted job 17 with {tasks} tasks: ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TasksOfTheSweepLive_SubmitsOnlyWhatIsMissing()
    {
        var comment = $"sweep tiny in {Url}";
        _slurm.Answer(
            "squeue",
            $"""
            16|0|RUNNING|None|n1|2026-03-04T05:00:00|2026-03-04T04:00:00|{comment}
            16|1|COMPLETING|None|n1|2026-03-04T05:00:00|2026-03-04T04:00:00|{comment}
            16|2|PENDING|Priority||N/A|2026-03-04T04:00:00|sweep tiny in postgres://elsewhere/db

            """);
        await RunAsync();

        Assert.Contains(" --array=0-1 ", _slurm.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EnoughTasksLive_SubmitsNone()
    {
        _slurm.Answer("squeue", string.Concat(Enumerable.Range(0, 3).Select(number =>
            $"16|{number}|PENDING|Resources||N/A|2026-03-04T04:00:00|sweep tiny in {Url}\n")));
        Assert.Null(await RunAsync());

        Assert.StartsWith("squeue ", Assert.Single(_slurm.Calls), StringComparison.Ordinal);
        Assert.Contains(
            "\n3 tasks of it wait or run already, which is enough.\n",
            _error.ToString().ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Json_IsOneDocument()
    {
        await RunAsync(new RunOptions { IsJson = true });

        var document = JsonNode.Parse(_output.ToString())!;
        Assert.Equal(
            ("tiny", "17", 3, 0, Script),
            ((string?)document["name"], (string?)document["job"], (int)document["submitted"]!,
                (int)document["waitOrRun"]!, (string?)document["script"]));
    }

    [Fact]
    public async Task Run_EverySetting_IsInTheScript()
    {
        Use(
            "launcher.name=slurm", "launcher.partition=gpu", "launcher.account=lab", "launcher.time=1-12:00:00",
            "launcher.gpus=2", "launcher.cpus=8", "launcher.memory=16G", "launcher.setup=[\"module load cuda\"]",
            "launcher.options={\"constraint\": \"a100&nvlink\", \"exclusive\": true, \"nice\": 100, \"mail-user\": "
                + "\"a b\"}");
        await RunAsync();

        var text = (await File.ReadAllTextAsync(Script))
            .Replace(Path.GetDirectoryName(Script)!, "FOLDER", StringComparison.Ordinal)
            .Replace(Url, "URL", StringComparison.Ordinal)
            .Replace(Path.GetFullPath("data"), "DATA", StringComparison.Ordinal)
            .Replace(SweepCommands.Line(WorkerProcess.Command()), "PROGRAM", StringComparison.Ordinal);
        text = Regex.Replace(text, "(# written by sweep: )[0-9a-f]{64}\n", "$1HASH\n");
        GoldenFile.Matches("job.sh", text);
    }

    [Fact]
    public async Task Run_ScriptWasChanged_SubmitsItAsItIsAndSaysSo()
    {
        await RunAsync();
        await File.WriteAllTextAsync(Script, "#!/bin/bash\necho mine\n");
        await RunAsync();

        Assert.Equal("#!/bin/bash\necho mine\n", await File.ReadAllTextAsync(Script));
        Assert.EndsWith(
            $"The script was changed and is submitted as it is; delete it to have it written anew: {Script}\n",
            _error.ToString().ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ScriptIsAsItWasWritten_IsWrittenAnewWithTheSettingsOfNow()
    {
        await RunAsync();
        Assert.DoesNotContain("--time", await File.ReadAllTextAsync(Script), StringComparison.Ordinal);
        var launch = Launch(new RunOptions(), _tiny.Store.FindSweep(TinySweep.Name)!);
        var launcher = TinySweep.Plan("launcher.name=slurm", "launcher.time=0:30").Config.Launcher;
        await launcher.RunAsync(launch, CancellationToken.None);

        Assert.Contains("\n#SBATCH --time=0:30\n", await File.ReadAllTextAsync(Script), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_SbatchRefuses_HasItsWordsAndWritesNothing()
    {
        _slurm.Answer(
            "sbatch",
            "",
            exitCode: 1,
            "sbatch: error: invalid partition specified: nope\nallocation failure: Invalid partition name specified\n");
        var fault = await RefusalAsync();

        Assert.Equal(
            "sbatch refuses: invalid partition specified: nope; allocation failure: Invalid partition name specified. "
                + "Its options are the key launcher of the sweep file; 'sinfo' lists the partitions.",
            fault.Message);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Script)));
    }

    [Fact]
    public async Task Require_NodesAreDownNow_LetsTheJobWait()
    {
        _slurm.Answer(
            "sbatch", "", exitCode: 1, "allocation failure: Requested node configuration is not available\n");
        await RequireAsync();

        Assert.StartsWith("sbatch --test-only ", Assert.Single(_slurm.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_NoSbatch_SaysWhereToRunTheCommand()
    {
        _slurm.Remove("sbatch");

        Assert.Equal(
            "There is no sbatch on the PATH of this machine. Run the command where jobs are submitted to Slurm, such "
                + "as on its login node; '--launcher local' runs the trials on this machine.",
            (await RefusalAsync()).Message);
    }

    [Fact]
    public async Task Require_NumberOfWorkers_NamesTheKeyForIt() => Assert.Equal(
        "--workers and --workers-per-device are for the launcher local. For Slurm, launcher.parallel in the sweep file "
            + "says how many tasks run at a time: --set launcher.parallel=4.",
        (await RefusalAsync(new RunOptions { Workers = 2 })).Message);

    private string Url => _tiny.Store.Url;

    private string Script => Path.Join(_tiny.Store.SweepArtifacts(TinySweep.Name), "slurm", "job.sh");

    private LauncherConfig Launcher => _tiny.Sweep.Config().Launcher.Or("slurm");

    private void Use(params string[] overrides)
    {
        _tiny.Dispose();
        _tiny = new TinySweep(overrides);
    }

    private Task<ServiceResult?> RunAsync(RunOptions? options = null) =>
        Launcher.RunAsync(Launch(options ?? new RunOptions(), _tiny.Sweep), CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(60));

    private Launch Launch(RunOptions options, SweepRecord sweep) =>
        new(Context, _tiny.Store, sweep, TrialCatalog.BuiltIn, options);

    private Task RequireAsync(RunOptions? options = null) =>
        Launcher.RequireAsync(
            new LaunchPlace(Context, _tiny.Store, TinySweep.Name), options ?? new RunOptions(), CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(60));

    private Task<CommandException> RefusalAsync(RunOptions? options = null) =>
        Assert.ThrowsAnyAsync<CommandException>(() => RequireAsync(options));

    private CommandContext Context => CommandHarness.Context(_output, _error) with
    {
        Variable = _slurm.Variable,
        Data = new DataFolders("data"),
        Time = _tiny.Time,
    };
}
