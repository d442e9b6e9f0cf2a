using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Reading;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Reports.Tests;

/// <summary>A store of its own with sweeps whose trials ended as told.</summary>
internal sealed class ReportedSweep : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReportedSweep() =>
        Store = TrackingStores.Open($"sqlite:{_folder.File("sweeps.db")}", StoreAccess.Create, Time);

    public ManualTime Time { get; } = new();

    public ITrackingStore Store { get; }

    public string File(string name) => _folder.File(name);

    /// <summary>Writes a sweep and lets its trials run one after the other.</summary>
    public SweepRecord Add(
        string name,
        IReadOnlyList<string> paths,
        IReadOnlyList<PlannedTrial> trials,
        bool isMaximized = true,
        string configJson = "{}",
        int threads = 1,
        string? objective = null)
    {
        objective ??= isMaximized ? "val/accuracy" : "val/loss";
        Store.CreateSweep(
            new NewSweep
            {
                Name = name,
                Description = "what it is for",
                ConfigText = configJson,
                ConfigJson = configJson,
                SpacePaths = paths,
                ObjectiveMetric = objective,
                IsObjectiveMaximized = isMaximized,
                Device = "cpu",
                Threads = threads,
                ProvenanceJson = """{"version":"1.0.0","cpu":"a processor","commandLine":["run","s.json"]}""",
                Trials =
                [
                    .. trials.Select(
                        (trial, number) =>
                            new NewTrial
                            {
                                Cell = trial.Cell,
                                Seed = trial.Seed,
                                Identity = trial.Identity ?? $"{name} {number}",
                                ConfigJson = trial.ConfigJson,
                                SpaceValues = trial.Values,
                                Data = trial.Data,
                            }),
                ],
            });
        foreach (var trial in trials.TakeWhile(trial => trial.Outcome != Outcome.Queued))
            Run(name, trial, objective);
        return Store.FindSweep(name)!;
    }

    /// <summary>What a report reads of sweeps; of all of them where none is named.</summary>
    public ReportData Read(params string[] names) =>
        ReportReader.Read(
            Store, names.Length == 0 ? Store.Sweeps() : [.. names.Select(name => Store.FindSweep(name)!)], Time);

    /// <summary>What a report finds in sweeps.</summary>
    public ReportAnalysis Analyse(params string[] names) => new(Read(names));

    /// <summary>What a report finds in all sweeps within a margin, and with the bounds of a path.</summary>
    public ReportAnalysis Analyse(double? margin, Func<string, (double, double)?>? boundsOf = null) =>
        new(Read(), margin: margin, boundsOf: boundsOf);

    /// <summary>What a report finds in all sweeps, with predictions.</summary>
    public ReportAnalysis Analyse(ModelledObjective predict) => new(Read(), predict: predict);

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }

    private void Run(string sweep, PlannedTrial trial, string objective)
    {
        var claim = Store.ClaimNext(sweep, LeaseOwners.Current())!;
        var points = trial
            .Losses.Select((loss, step) => new MetricPoint(trial.LossMetric, step, 0, loss, Time.GetUtcNow()))
            .ToList();
        points.AddRange(trial.EarlierObjectives.Select(
            (value, step) => new MetricPoint(objective, step, 0, value, Time.GetUtcNow())));
        points.AddRange(trial.Metrics);
        var last = Math.Max(trial.EarlierObjectives.Count, trial.Losses.Count - 1);
        if (trial.Objective is { } value)
            points.Add(new MetricPoint(objective, last, 0, value, Time.GetUtcNow()));
        Time.Advance(TimeSpan.FromSeconds(trial.Seconds));
        if (trial.Outcome == Outcome.Running)
        {
            Store.AddMetrics(claim, points);
            return;
        }

        var end = new TrialEnd
        {
            Outcome = trial.Outcome,
            Kind = trial.Kind ?? (trial.Outcome == Outcome.Diverged ? "nan" : null),
            Step = trial.Outcome == Outcome.Diverged ? last : null,
            Steps = trial.Losses.Count,
            LastFiniteLoss = trial.Losses.Where(double.IsFinite).Select(loss => (double?)loss).LastOrDefault(),
            ElapsedSeconds = trial.Seconds,
        };
        Store.Finish(claim, end, points);
    }
}
