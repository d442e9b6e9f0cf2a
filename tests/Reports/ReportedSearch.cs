using System.Globalization;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Reports.Tests;

/// <summary>A sweep that decides while it runs: fourteen cells, half of them modelled, with rungs after 1 and 3 of 9
/// epochs. The best cells of the last rung complete and get further seeds. Cell 4 diverges.</summary>
internal sealed class ReportedSearch
{
    private const int Cells = 14, StepsPerEpoch = 10, Diverging = 4;

    private readonly ReportedSweep _sweep;
    private int _decisions;
    private int _trials;

    private ReportedSearch(ReportedSweep sweep) => _sweep = sweep;

    private ITrackingStore Store => _sweep.Store;

    /// <summary>Runs it to its end, or until its first rung has promoted, so that trials pause and one runs.</summary>
    public static void Add(ReportedSweep sweep, string name, bool toItsEnd) =>
        new ReportedSearch(sweep).Run(name, toItsEnd);

    /// <summary>The accuracy of a cell after some epochs.</summary>
    public static double Accuracy(int cell, long seed, int epochs) =>
        (0.4 + (0.04 * (cell * 5 % Cells)) + (0.01 * seed)) * (1 - Math.Pow(0.5, epochs));

    private void Run(string name, bool toItsEnd)
    {
        Store.CreateSweep(new NewSweep
        {
            Name = name,
            ConfigText = "{}",
            ConfigJson = "{}",
            SpacePaths = ["optimizer.lr", "optimizer.momentum", "init.name"],
            ObjectiveMetric = "val/accuracy",
            IsObjectiveMaximized = true,
            Device = "cpu",
            Threads = 1,
            ProvenanceJson = "{}",
            Trials = [],
            Beginning = new NewDecision(DecisionKind.Begin, "tpe, asha, seeds by race"),
        });
        for (var cell = 0; cell < Cells; cell++)
        {
            Decide(name, new NewDecision(DecisionKind.Propose, cell < 7 ? "a random cell" : $"tpe: {cell} cells")
            {
                FactsJson = $$"""{"isModelled":{{(cell < 7 ? "false" : "true")}}}""",
                Added = [Trial(name, cell, seed: 0) with { PauseAfterEpochs = 1 }],
            });
            Work(name);
        }

        Promote(name, [11, 8, 5, 2], nextPause: 3);
        if (!toItsEnd)
        {
            Work(name);
            Work(name);
            Store.ClaimNext(name, LeaseOwners.Current());
            return;
        }

        Work(name, count: 4);
        Promote(name, [11, 8], nextPause: null);
        Work(name, count: 2);
        Prune(name, [2, 5], 3, "rung 2 of 2");
        Prune(name, [0, 1, 3, 6, 7, 9, 10, 12, 13], 1, "rung 1 of 2");
        Seed(name, cell: 11, [1, 2], "the incumbent has 1 seed");
        Seed(name, cell: 8, [1], "its mean is not worse than the incumbent's");
        Decide(name, new NewDecision(DecisionKind.End, "the budget of 17 trials is spent"));
    }

    private void Seed(string name, int cell, IReadOnlyList<long> seeds, string reason)
    {
        Decide(name, new NewDecision(DecisionKind.Seed, reason)
        {
            Added = [.. seeds.Select(seed => Trial(name, cell, seed))],
        });
        Work(name, seeds.Count);
    }

    private void Promote(string name, IReadOnlyList<int> trials, int? nextPause)
    {
        foreach (var trial in trials)
            Decide(name, new NewDecision(DecisionKind.Promote, $"among the best {trials.Count}")
            {
                Promoted = [new Promotion(trial, nextPause)],
            });
    }

    private void Prune(string name, IReadOnlyList<int> trials, int epochs, string rung) =>
        Decide(name, new NewDecision(DecisionKind.Prune, "2 cells have completed")
        {
            Ended = [.. trials.Select(trial => (trial, Pruned(trial, epochs, rung)))],
        });

    private void Decide(string name, NewDecision decision)
    {
        _sweep.Time.Advance(TimeSpan.FromSeconds(0.01));
        Assert.True(Store.Decide(name, ++_decisions, decision));
    }

    private NewTrial Trial(string name, int cell, long seed) => new()
    {
        Cell = cell,
        Seed = seed,
        Identity = $"{name} {_trials++}",
        ConfigJson = """{"data":{"batchSize":100}}""",
        Data = new DataFacts(TrainImages: 1000, ValidationImages: 1000, Classes: 10, LargestClassShare: 0.1),
        SpaceValues =
        [
            Math.Pow(10, -1 - (cell * 9 % Cells * 0.25)).ToString("R", CultureInfo.InvariantCulture),
            Math.Round(cell * 5 % Cells * 0.08, 4).ToString("R", CultureInfo.InvariantCulture),
            cell % 2 == 0 ? "\"normal\"" : "\"zeros\"",
        ],
    };

    private static TrialEnd Pruned(int trial, int epochs, string rung) => new()
    {
        Outcome = Outcome.Pruned,
        Kind = string.Create(CultureInfo.InvariantCulture, $"{rung}: {Accuracy(trial, 0, epochs):0.00}, cut at 0.66"),
        Epochs = epochs,
        Steps = epochs * StepsPerEpoch,
        ElapsedSeconds = 5 * epochs,
    };

    private void Work(string name, int count = 1)
    {
        for (var index = 0; index < count; index++)
            Work(Store.ClaimNext(name, LeaseOwners.Current())!);
    }

    private void Work(Claim claim)
    {
        var trial = claim.Trial;
        var done = (int)Store.Attempts(trial.Id)[^1].StepsBefore / StepsPerEpoch;
        var epochs = trial.PauseAfterEpochs ?? 9;
        var isDiverging = trial.Definition.Cell == Diverging;
        var points = new List<MetricPoint>();
        for (var step = done * StepsPerEpoch; step < epochs * StepsPerEpoch; step++)
        {
            _sweep.Time.Advance(TimeSpan.FromSeconds(0.5));
            var epoch = step / StepsPerEpoch;
            var (cell, seed, now) = (trial.Definition.Cell, trial.Definition.Seed, _sweep.Time.GetUtcNow());
            var loss = isDiverging ? double.NaN : 2.3 * Math.Exp(-step * Accuracy(cell, seed, 9) / 20);
            points.Add(new MetricPoint("train/loss", step, epoch, loss, now));
            if (isDiverging)
                break;
            if (step % StepsPerEpoch == StepsPerEpoch - 1)
                points.Add(new MetricPoint("val/accuracy", step, epoch, Accuracy(cell, seed, epoch + 1), now));
        }

        if (trial.PauseAfterEpochs is not null && !isDiverging)
        {
            Store.Pause(claim, points);
            return;
        }

        Store.Finish(
            claim,
            new TrialEnd
            {
                Outcome = isDiverging ? Outcome.Diverged : Outcome.Completed,
                Kind = isDiverging ? "nan" : null,
                Step = isDiverging ? 0 : null,
                Epochs = isDiverging ? 0 : 9,
                Steps = isDiverging ? 1 : 9 * StepsPerEpoch,
                ElapsedSeconds = isDiverging ? 0.5 : 45,
            },
            points);
    }
}
