using System.Text.Json;
using SweepRunner.Experiments.Configuration;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Divergence;
using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Running;

/// <summary>Runs a claimed trial to its end and writes that end: the boundary at which a fault becomes an outcome.</summary>
internal sealed class TrialExecution(ITrackingStore store, Func<string, Dataset> datasets, ISweepProgress progress, TimeProvider time)
{
    /// <summary>Runs a trial; an interrupted one goes back to the queue.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="LeaseLostException">Another process has the trial; nothing more was written.</exception>
    /// <exception cref="TrackingException">The store failed; the trial goes back to the queue when its lease ends.</exception>
    public void Run(SweepRecord sweep, Claim claim, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        using var buffer = new MetricBuffer(store, claim, progress, time);
        TrialEnd end;
        TrialStorage? storage = null;
        try
        {
            var limits = JsonSerializer.Deserialize<SweepConfig>(sweep.Definition.ConfigJson, ConfigJson.Options)!;
            storage = new TrialStorage(store, claim, buffer, TimeSpan.FromSeconds(limits.Checkpoint.EverySeconds), time);
            end = End(Train(sweep, limits, claim, buffer, storage, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Release(claim);
            throw;
        }
        catch (TrackingException)
        {
            // The store's fault, not the trial's.
            throw;
        }
        catch (Exception exception)
        {
            end = Failed(exception, buffer.Progress);
        }

        end = end with { ElapsedSeconds = time.GetElapsedTime(begin).TotalSeconds };
        store.Finish(claim, end, buffer.Close());
        storage?.Clean();
        progress.TrialEnded(end);
    }

    private TrialReport Train(
        SweepRecord sweep, SweepConfig limits, Claim claim, MetricBuffer buffer, TrialStorage storage, CancellationToken cancellationToken)
    {
        var config = JsonSerializer.Deserialize<TrialConfig>(claim.Trial.Definition.ConfigJson, ConfigJson.Options)!;
        var setting = new TrialSetting
        {
            Seed = claim.Trial.Definition.Seed,
            Device = Devices.Bind(sweep.Definition.Device, limits.Device),
            Threads = sweep.Definition.Threads,
            LogEverySteps = limits.Log.EverySteps,
            LossAbove = limits.Stop.Divergence?.LossAbove,
            PatienceEpochs = limits.Stop.Patience?.Epochs,
            PatienceMetric = limits.Stop.Patience?.Metric ?? MetricNames.ValidationAccuracy,
        };
        return new TrainingLoop(time).Run(config, setting, datasets(config.Data.Name), buffer, storage, cancellationToken);
    }

    private static TrialEnd End(TrialReport report) => new()
    {
        Outcome = report.Divergence is null ? Outcome.Completed : Outcome.Diverged,
        Kind = report.Divergence?.Name() ?? (report.IsStoppedByPatience ? "patience" : null),
        Step = report.OutcomeStep,
        Epochs = report.Epochs,
        Steps = report.Steps,
        LastFiniteLoss = report.LastFiniteLoss,
        DivergenceJson = report.Snapshot?.ToJson(),
    };

    private static TrialEnd Failed(Exception exception, StepProgress progress) => new()
    {
        Outcome = Outcome.Failed,
        Kind = exception.Message.Split('\n', 2)[0].Trim(),
        Epochs = progress.Epoch,
        Steps = progress.Step,
        Error = exception.ToString(),
    };

    private void Release(Claim claim)
    {
        try
        {
            store.Release(claim);
        }
        catch (LeaseLostException)
        {
            // Another worker has it: nothing is left to give back.
        }
    }
}
