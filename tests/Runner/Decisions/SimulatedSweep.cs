using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Decisions;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.Decisions;

/// <summary>A sweep in a real store whose trials are not trained: a function says what each epoch comes to.</summary>
/// <param name="sweepKeys">Keys of the sweep file beside its name and trial, as JSON without braces.</param>
/// <param name="train">What an epoch of a trial comes to.</param>
/// <param name="epochs">The epochs of a trial.</param>
internal sealed class SimulatedSweep(string sweepKeys, Func<SimulatedEpoch, Simulated> train, int epochs = 9)
    : IDisposable
{
    public const string Name = "simulated";

    private readonly TemporaryFolder _folder = new();
    private ITrackingStore? _store;

    public ManualTime Time { get; } = new();

    public ITrackingStore Store =>
        _store ??= TrackingStores.Open($"sqlite:{_folder.File("sweeps.db")}", StoreAccess.Create, Time);

    public SweepRecord Sweep => Store.FindSweep(Name)!;

    public IReadOnlyList<TrialRecord> Trials => Store.Trials(Name);

    public IReadOnlyList<DecisionRecord> Decisions => Store.Decisions(Name);

    /// <summary>The trials in words, one a line: what two runs of a sweep have to share.</summary>
    public string Story => string.Join('\n', Trials.Select(trial =>
        $"{trial.Number}: cell {trial.Definition.Cell}, seed {trial.Definition.Seed}, "
            + $"{string.Join(' ', trial.Definition.SpaceValues)}, {trial.Outcome} {trial.End?.Kind}, "
            + $"{trial.End?.Epochs} epochs"));

    /// <summary>The decisions in words, one a line.</summary>
    public string Log => string.Join('\n', Decisions.Select(decision =>
        $"{decision.Kind}: {decision.Reason} [{string.Join(',', decision.Trials)}] {decision.FactsJson}"));

    /// <summary>Creates the sweep, or extends it by other keys.</summary>
    public void Open(string? otherKeys = null) =>
        new SweepCreation(Store, _ => null, new("sweep", Store.Url)).Open(
            SweepTexts.Plan(Text(otherKeys ?? sweepKeys)), shouldExtend: otherKeys is not null);

    /// <summary>Runs the sweep to its end with one worker.</summary>
    /// <param name="isKilled">Asked before each epoch; true kills the worker there.</param>
    /// <param name="most">The trials that are claimed at most.</param>
    public void Run(Func<bool>? isKilled = null, int most = int.MaxValue)
    {
        if (Store.FindSweep(Name) is null)
            Open();
        var decider = Decider();
        for (var claims = 0; claims < most;)
        {
            if (Store.ClaimNext(Name, LeaseOwners.Current()) is { } claim)
            {
                claims++;
                if (!Train(claim, isKilled))
                    // Another process goes on, and knows only what the store knows.
                    decider = Decider();
            }
            else if (Store.IsDone(Name))
            {
                return;
            }
            else
            {
                Assert.True(decider.TryDecide(), $"Nothing runs, and nothing is decided:\n{Log}");
            }
        }
    }

    public SweepDecider Decider() => new(Store, Sweep, TrialCatalog.BuiltIn, Time);

    public void Dispose()
    {
        _store?.Dispose();
        _folder.Dispose();
    }

    private string Text(string keys) => $$"""
        {
          "name": "{{Name}}",
          "trial": {
            "data": { "name": "fashion-mnist", "trainSamples": 100 },
            "model": { "name": "lenet" },
            "optimizer": { "name": "sgd", "lr": 0.1 },
            "epochs": {{epochs}}
          },
          {{keys}}
        }
        """;

    private bool Train(Claim claim, Func<bool>? isKilled)
    {
        var id = claim.Trial.Id;
        var done = Store.Checkpoints(id) is [var newest, ..] ? newest.Epochs : 0;
        Store.Rewind(claim, done);
        for (var epoch = done; epoch < epochs; epoch++)
        {
            if (epoch >= claim.Trial.PauseAfterEpochs)
            {
                Store.Pause(claim, []);
                return true;
            }

            if (isKilled?.Invoke() == true)
            {
                Store.Release(claim);
                return false;
            }

            Time.Advance(TimeSpan.FromMinutes(1));
            var result = train(new SimulatedEpoch(claim.Trial, epoch));
            List<MetricPoint> points = result.Value is { } value
                ? [new("val/accuracy", epoch, epoch, value, Time.GetUtcNow())]
                : [];
            if (result.Outcome is { } outcome)
            {
                Store.Finish(claim, End(outcome, epoch), points);
                return true;
            }

            Store.SaveCheckpoint(
                claim, new CheckpointRecord(epoch + 1, epoch + 1, $"{epoch}", "", 0, Time.GetUtcNow()), points);
        }

        Store.Finish(claim, End(Outcome.Completed, epochs), []);
        return true;
    }

    private static TrialEnd End(Outcome outcome, int epochs) =>
        new() { Outcome = outcome, Epochs = epochs, Steps = epochs, Kind = outcome is Outcome.Diverged ? "nan" : null };
}

/// <summary>An epoch of a trial, from 0.</summary>
internal sealed record SimulatedEpoch(TrialRecord Trial, int Epoch)
{
    public long Seed => Trial.Definition.Seed;

    /// <summary>The number at a path of the space.</summary>
    public double At(int path) => double.Parse(Trial.Definition.SpaceValues[path]!);
}

/// <summary>What an epoch comes to: a value of the objective or none, and an outcome if the trial ends there.</summary>
internal sealed record Simulated(double? Value, Outcome? Outcome = null)
{
    public static implicit operator Simulated(double value) => new(value);
}
