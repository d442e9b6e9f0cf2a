using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Tests.Training;
using SweepRunner.Experiments.Trials;
using SweepRunner.Reports.Formatting;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Runner.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.Trials;

/// <summary>A sweep in a store of its own: LeNet at a tenth of its width for four steps a trial, on a few made
/// images.</summary>
internal sealed class TinySweep : IDisposable
{
    public const string Name = "tiny";

    // Validation and test parts are taken from the real set's size at planning and from these images at training.
    private static readonly Dataset Images = SyntheticData.Create(train: 60, test: 20);

    private const string Text = """
        {
          "name": "tiny",
          "trial": {
            "data": {
              "name": "fashion-mnist",
              "batchSize": 16,
              "trainSamples": 32,
              "testSamples": 10,
              "validationSamples": 10
            },
            "model": { "name": "lenet", "width": 0.1 },
            "optimizer": { "name": "sgd", "lr": 0.1 },
            "epochs": 2
          },
          "device": "cpu"
        }
        """;

    public static SweepCommands Commands { get; } = new(SweepCommands.DefaultLauncher, null);

    private readonly TemporaryFolder _folder = new();

    public TinySweep(params string[] overrides)
    {
        Store = new StoreDouble(TrackingStores.Open(_folder.File("sweeps.db"), StoreAccess.Create, Time));
        Sweep = Create(Store, overrides);
    }

    public ManualTime Time { get; } = new();

    public StoreDouble Store { get; }

    public SweepRecord Sweep { get; }

    public RecordingProgress Progress { get; } = new();

    /// <summary>Called before a trial gets its images.</summary>
    public Action OnData { get; set; } = () => { };

    public WorkerOptions Setting { get; init; } = new() { Owner = LeaseOwners.Current() };

    public TrialExecution Execution =>
        new(Store, Setting, TrialCatalog.BuiltIn, _ => { OnData(); return Images; }, Progress, Time);

    /// <summary>Writes the sweep into a store.</summary>
    public static SweepRecord Create(ITrackingStore store, params string[] overrides)
    {
        return new SweepCreation(store, _ => null, Commands).Open(SweepTexts.Plan(Text, overrides));
    }

    public static SweepPlan Plan(params string[] overrides) => SweepTexts.Plan(Text, overrides);

    public Claim Claim() => Store.ClaimNext(Name, LeaseOwners.Current())!;

    public TrialRecord Trial(int number = 0) => Store.FindTrial(new TrialId(Name, number))!;

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }
}
