using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>A folder with the quickstart made small: two trials, a second or so each.</summary>
/// <param name="folder">The folder; null for one of its own.</param>
internal sealed class SmallSweep(string? folder = null) : IDisposable
{
    public const string Name = "quickstart";

    private static readonly string[] Command =
    [
        "run",
        Repository.File("configs/quickstart.json"),
        "--no-report",
        "--set",
        "seeds=[3]",
        "--set",
        "space.optimizer.lr=[0.1, 0.5]",
        "--set",
        "trial.optimizer={\"name\":\"sgd\",\"lr\":0.5}",
        "--set",
        """trial.data={"name":"fashion-mnist","batchSize":16,"trainSamples":"""
            + """2000,"testSamples":100,"validationSamples":100}""",
        "--set",
        "trial.epochs=2",
        "--set",
        "trial.model.width=0.5",
    ];

    private readonly TemporaryFolder _folder = new();

    public string Folder => folder ?? _folder.Path;

    public string StoreFile => Path.Join(Folder, "runs/sweeps.db");

    /// <summary>The command that runs the sweep, with more of it overridden.</summary>
    public static string[] Run(params string[] overrides) =>
        [.. Command, .. overrides.SelectMany(each => new[] { "--set", each })];

    /// <summary>The same command without workers, for where they are not the point: the start of each costs more than a
    /// small trial.</summary>
    public static string[] RunInline(params string[] overrides) => [.. Run(overrides), "--inline"];

    /// <summary>The overrides that make a trial two steps long.</summary>
    public static string[] TwoSteps { get; } =
    ["trial.data.trainSamples=64", "trial.data.testSamples=10", "trial.data.validationSamples=10", "trial.epochs=1"];

    public Task<SweepResult> RunAsync(params string[] arguments) => SweepProcess.RunAsync(Folder, arguments);

    public SweepProcess Start(params string[] arguments) => SweepProcess.Start(Folder, arguments);

    /// <summary>The store, once a command has made it.</summary>
    public async Task<ITrackingStore> OpenStoreAsync()
    {
        await Eventually.HoldsAsync(() => File.Exists(StoreFile));
        return TrackingStores.Open(StoreFile, StoreAccess.Create, TimeProvider.System);
    }

    /// <summary>All numbers of the sweep that do not depend on the clock or the machine, as exported.</summary>
    public async Task<string> NumbersAsync()
    {
        var export = await RunAsync("export", Name, "--csv", "out");
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        return Tables.WithoutTime(Path.Join(Folder, "out/trials.csv"))
            + Tables.WithoutTime(Path.Join(Folder, "out/metrics.csv"));
    }

    public void Dispose() => _folder.Dispose();
}
