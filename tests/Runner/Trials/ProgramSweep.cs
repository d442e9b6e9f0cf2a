using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Programs;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Runner.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.Trials;

/// <summary>A sweep of one trial in a store of its own: a program that runs for real, with the objective <c>acc</c>.
/// The folder <c>Place</c> is its working directory.</summary>
internal sealed class ProgramSweep : IDisposable
{
    public const string Name = "program";

    private readonly TemporaryFolder _folder = new();

    private ProgramSweep(string[] command, string[] overrides)
    {
        Store = new StoreDouble(
            TrackingStores.Open(_folder.File("sweeps.db"), StoreAccess.Create, TimeProvider.System));
        Directory.CreateDirectory(Place);
        var file = new JsonObject
        {
            ["name"] = Name,
            ["trial"] = new JsonObject
            {
                ["command"] = JsonSerializer.SerializeToNode(command),
                ["workingDirectory"] = Place,
                ["parameters"] = JsonNode.Parse("""{ "optimizer": { "lr": 0.1, "name": "sgd" }, "sizes": [1, 2] }"""),
            },
            ["seeds"] = new JsonArray(7),
            ["objective"] = JsonNode.Parse("""{ "metric": "acc", "goal": "maximize" }"""),
            ["device"] = "cpu",
        };
        Sweep = new SweepCreation(Store, _ => null, TinySweep.Commands)
            .Open(SweepTexts.Plan(file.ToJsonString(), overrides));
    }

    public StoreDouble Store { get; }

    public SweepRecord Sweep { get; }

    public RecordingProgress Progress { get; } = new();

    public WorkerOptions Setting { get; } = new() { Owner = LeaseOwners.Current() };

    public TrialExecution Execution =>
        new(
            Store, Setting, TrialCatalog.BuiltIn, _ => throw new InvalidOperationException(), Progress,
            TimeProvider.System);

    public TrialId Id => new(Name, 0);

    public TrialRecord Trial => Store.FindTrial(Id)!;

    public TrialEnd End => Trial.End!;

    public string Place => _folder.File("place");

    public string Checkpoints => Path.Join(Store.TrialArtifacts(Id), "checkpoints");

    /// <summary>The lines of the newest attempt's log, without the times of the sweep's own lines.</summary>
    public IReadOnlyList<string> Log =>
        File.ReadAllText(Path.Join(Store.TrialArtifacts(Id), $"attempt-{Store.Attempts(Id).Count}.log"))
            .TrimEnd('\n').Split('\n');

    /// <summary>What the program printed besides metrics.</summary>
    public IEnumerable<string> Printed => Log.Skip(1).SkipLast(1);

    /// <summary>The points as <c>metric@step/epoch=value</c>.</summary>
    public IEnumerable<string> Points => Store.Metrics(Id).Select(point => FormattableString.Invariant(
        $"{point.Point.Metric}@{point.Point.Step}/{point.Point.Epoch}={point.Point.Value}"));

    public IEnumerable<string> Events => Store.Events(Id).Select(each => $"{each.Event.Kind}: {each.Event.Message}");

    /// <summary>The processes of the trial that live.</summary>
    public IReadOnlyList<int> Living => new ProgramProcesses(
        new ProgramMark($"{Id}", Path.Join(Store.TrialArtifacts(Id), "parameters.json"), null), null).Living();

    /// <summary>True if the process lives whose id the program has written to a file.</summary>
    public bool Lives(string file) =>
        LeaseOwners.Find(int.Parse(File.ReadAllText(Path.Join(Place, file)), CultureInfo.InvariantCulture)) is not null;

    public static ProgramSweep OfBash(string script, params string[] overrides) =>
        new(["bash", "-c", script.Replace("{", "{{").Replace("}", "}}")], overrides);

    public static ProgramSweep OfPython(string script, params string[] overrides) =>
        new(["/usr/bin/python3", "-c", script.Replace("{", "{{").Replace("}", "}}")], overrides);

    public static ProgramSweep Of(string[] command, params string[] overrides) => new(command, overrides);

    public Claim Claim() => Store.ClaimNext(Name, Setting.Owner, keepsLog: true)!;

    public ExecutionResult Run(CancellationToken cancellationToken = default) =>
        Execution.Run(Sweep, Claim(), cancellationToken);

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }
}
