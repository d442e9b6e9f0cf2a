using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Trials;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Configuration;

/// <summary>How long trials will take, by the multiply-adds of their networks; nothing is trained for it.</summary>
/// <param name="Measured">Multiply-adds a second of the networks that trials were completed with.</param>
/// <param name="Otherwise">Multiply-adds a second of the networks that none was completed with.</param>
/// <param name="Source">Where the numbers are from, in words.</param>
internal sealed record PlanEstimate(IReadOnlyDictionary<string, double> Measured, double Otherwise, string Source)
{
    /// <summary>
    /// Multiply-adds a second of one core with 512-bit vectors: a trial of <c>configs/alexnet-lr.json</c> is 1.15e12 of
    /// them and took 24 to 40 s.
    /// </summary>
    private const double PerCore = 32e9;

    /// <summary>Multiply-adds a second of a GPU: a fifth of the 32-bit peak of a card of 10 TFLOPS, which counts two
    /// operations each.</summary>
    private const double PerGpu = 1e12;

    /// <summary>A step's forward pass, the gradients of its inputs and those of its weights cost about the same
    /// each.</summary>
    private const int PassesOfAStep = 3;

    /// <summary>An estimate from completed trials of the same networks, and from the machine's size for those that have
    /// none.</summary>
    /// <param name="plan">What is to be estimated.</param>
    /// <param name="history">Trials of sweeps with the same device kind and threads.</param>
    public static PlanEstimate Create(SweepPlan plan, IEnumerable<TrialRecord> history)
    {
        var networks = plan.Trials.Select(trial => trial.Cell.Config.Model.Name).ToHashSet(StringComparer.Ordinal);
        var completed = history
            .Where(trial => trial is { Outcome: Outcome.Completed, End: { ElapsedSeconds: > 0, Kind: null } })
            .Select(trial => (Config: TrialJson.Parse(trial.Definition.ConfigJson), Seconds: trial.End!.ElapsedSeconds))
            .Where(trial => networks.Contains(trial.Config.Model.Name))
            .ToLookup(trial => trial.Config.Model.Name);
        return new PlanEstimate(
            completed.ToDictionary(
                trials => trials.Key,
                trials => trials.Sum(trial => Work(trial.Config)) / trials.Sum(trial => trial.Seconds)),
            plan.Resources.DeviceKind == DeviceKind.Cuda ? PerGpu : PerCore * plan.Resources.Threads,
            Describe(
                completed.Sum(trials => trials.Count()), networks.Count - completed.Count, plan.Resources.DeviceKind));
    }

    /// <summary>The seconds that a trial takes when it runs to its end.</summary>
    public double SecondsOf(TrialConfig trial) => Work(trial) / Measured.GetValueOrDefault(trial.Model.Name, Otherwise);

    private static string Describe(int completed, int unknown, DeviceKind deviceKind)
    {
        var size = $"the multiply-adds of the network on a common {(deviceKind == DeviceKind.Cuda ? "GPU" : "core")}";
        if (completed == 0)
            return size;
        var trials = $"{completed} completed {(completed == 1 ? "trial" : "trials")} of the same network in this store";
        return unknown == 0 ? trials : $"{trials}, where there is none from {size}";
    }

    /// <summary>Multiply-adds of a whole trial: training, validation after each epoch, and one test.</summary>
    private static double Work(TrialConfig trial)
    {
        var size = TrialSize.Create(trial);
        var images =
            ((double)size.TrainImages * PassesOfAStep * trial.Epochs)
            + ((double)size.ValidationImages * trial.Epochs)
            + size.TestImages;
        return images * TrialSize.MultiplyAdds(trial);
    }
}
