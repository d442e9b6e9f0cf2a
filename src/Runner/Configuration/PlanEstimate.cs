using SweepRunner.Experiments.Configuration;
using SweepRunner.Experiments.Configuration.Checking;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Configuration;

/// <summary>How long trials will take, by the multiply-adds of their networks; nothing is trained for it.</summary>
/// <param name="MultiplyAddsPerSecond">What one trial gets done.</param>
/// <param name="Source">Where that number is from, in words.</param>
internal sealed record PlanEstimate(double MultiplyAddsPerSecond, string Source)
{
    /// <summary>
    /// Multiply-adds a second of one core with 512-bit vectors: a trial of <c>configs/alexnet-lr.json</c> is 1.15e12 of them and took 24 to 40 s.
    /// </summary>
    private const double PerCore = 32e9;

    /// <summary>Multiply-adds a second of a GPU: a fifth of the 32-bit peak of a card of 10 TFLOPS, which counts two operations each.</summary>
    private const double PerGpu = 1e12;

    /// <summary>A step's forward pass, the gradients of its inputs and those of its weights cost about the same each.</summary>
    private const int PassesOfAStep = 3;

    /// <summary>An estimate from the machine's size alone.</summary>
    public static PlanEstimate FromMachine(TrialResources resources) => resources.DeviceKind == "cuda"
        ? new PlanEstimate(PerGpu, "the multiply-adds of the network on a common GPU")
        : new PlanEstimate(PerCore * resources.Threads, "the multiply-adds of the network on a common core");

    /// <summary>An estimate from trials that were run on the same kind of machine; from its size alone where there are none.</summary>
    /// <param name="trials">Trials of sweeps with the same device kind and threads.</param>
    /// <param name="resources">What the sweep runs on.</param>
    public static PlanEstimate FromHistory(IEnumerable<TrialRecord> trials, TrialResources resources)
    {
        var (work, seconds, count) = trials
            .Where(trial => trial is { Outcome: Outcome.Completed, End: { ElapsedSeconds: > 0, Kind: null } })
            .Aggregate((Work: 0.0, Seconds: 0.0, Count: 0), (sum, trial) =>
                (sum.Work + Work(TrialJson.Parse(trial.Definition.ConfigJson)), sum.Seconds + trial.End!.ElapsedSeconds, sum.Count + 1));
        return count == 0 ? FromMachine(resources) : new PlanEstimate(work / seconds, $"{count} completed {(count == 1 ? "trial" : "trials")} of this store");
    }

    /// <summary>The seconds that a trial takes when it runs to its end.</summary>
    public double SecondsOf(TrialConfig trial) => Work(trial) / MultiplyAddsPerSecond;

    /// <summary>Multiply-adds of a whole trial: training, validation after each epoch, and one test.</summary>
    private static double Work(TrialConfig trial)
    {
        var size = TrialSize.Of(trial);
        var images = ((double)size.TrainImages * PassesOfAStep * trial.Epochs) + ((double)size.ValidationImages * trial.Epochs) + size.TestImages;
        return images * NetworkFit.MultiplyAdds(trial);
    }
}
