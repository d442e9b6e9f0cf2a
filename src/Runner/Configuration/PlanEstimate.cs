namespace SweepRunner.Runner.Configuration;

/// <summary>Estimates the time of trials without running them.</summary>
/// <param name="Source">The source of the numbers, in words; null if nothing is known.</param>
internal abstract record PlanEstimate(string? Source)
{
    /// <summary>An estimate of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="history">Trials of sweeps with the same device kind and threads.</param>
    public static PlanEstimate Create(SweepPlan plan, IEnumerable<TrialRecord> history)
    {
        var completed = history.Where(
            trial => trial is { Outcome: Outcome.Completed, End: { ElapsedSeconds: > 0, Kind: null } });
        return plan.Config.Trial is ProgramTrial program
            ? ProgramEstimate.Create(program.Command, completed)
            : NetworkEstimate.Create(plan, completed);
    }

    /// <summary>The seconds of a trial; null if nothing is known.</summary>
    public abstract double? SecondsOf(TrialConfig trial);
}

/// <summary>Estimates the time of programs from completed trials of the same command.</summary>
/// <param name="Seconds">The mean time of a trial; null without one.</param>
/// <param name="Source">The source of the number, in words; null without one.</param>
internal sealed record ProgramEstimate(double? Seconds, string? Source) : PlanEstimate(Source)
{
    public static ProgramEstimate Create(CommandConfig command, IEnumerable<TrialRecord> completed)
    {
        var seconds = completed
            .Where(trial => KnownPaths.IsProgram(trial.Definition.ConfigJson)
                && TrialJson.Parse(trial.Definition.ConfigJson) is ProgramTrial other
                && other.Command.Run.SequenceEqual(command.Run))
            .Select(trial => trial.End!.ElapsedSeconds)
            .ToList();
        return seconds.Count == 0
            ? new ProgramEstimate(null, null)
            : new ProgramEstimate(
                seconds.Average(),
                $"{NumberText.Count(seconds.Count, "completed trial")} of the same command in this store");
    }

    public override double? SecondsOf(TrialConfig trial) => Seconds;
}

/// <summary>Estimates the time of networks from their multiply-adds.</summary>
/// <param name="Measured">Multiply-adds per second of networks with completed trials.</param>
/// <param name="Otherwise">Multiply-adds per second of other networks.</param>
/// <param name="Source">The source of the numbers, in words.</param>
/// <param name="Catalog">What the trials can name.</param>
internal sealed record NetworkEstimate(
    IReadOnlyDictionary<string, double> Measured, double Otherwise, string Source, TrialCatalog Catalog)
    : PlanEstimate(Source)
{
    // Multiply-adds per second of one core with 512-bit vectors: a trial of configs/alexnet-lr.json has 1.15e12 and
    // took 24 to 40 s.
    private const double PerCore = 32e9;

    // Multiply-adds per second of a GPU: a fifth of the float32 peak of a card with 10 TFLOPS, which counts each as two
    // operations.
    private const double PerGpu = 1e12;

    // The forward pass, the gradients of the inputs and those of the weights take about the same time.
    private const int PassesOfAStep = 3;

    /// <summary>An estimate from completed trials of the same networks, or without any from the size of the
    /// machine.</summary>
    public static new NetworkEstimate Create(SweepPlan plan, IEnumerable<TrialRecord> history)
    {
        var catalog = plan.Definition.Catalog;
        var networks = plan.AllCells.Select(cell => cell.Config)
            .OfType<NetworkTrial>()
            .Select(trial => trial.Model.Name)
            .ToHashSet();
        var completed = history
            .Select(trial => (
                Config: TrialJson.Parse(trial.Definition.ConfigJson) as NetworkTrial,
                Seconds: trial.End!.ElapsedSeconds))
            .Where(trial => trial.Config is { } config && networks.Contains(config.Model.Name))
            .Select(trial => (trial.Config!.Model.Name, Work: Work(trial.Config, catalog), trial.Seconds))
            .Where(trial => trial.Work is not null)
            .ToLookup(trial => trial.Name);
        return new NetworkEstimate(
            completed.ToDictionary(
                trials => trials.Key,
                trials => trials.Sum(trial => trial.Work!.Value) / trials.Sum(trial => trial.Seconds)),
            plan.Resources.DeviceKind == DeviceKind.Cuda ? PerGpu : PerCore * plan.Resources.Threads,
            Describe(
                completed.Sum(trials => trials.Count()), networks.Count - completed.Count, plan.Resources.DeviceKind),
            catalog);
    }

    public override double? SecondsOf(TrialConfig trial) =>
        trial is NetworkTrial network && Work(network, Catalog) is { } work
        && (Measured.TryGetValue(network.Model.Name, out var rate) || Catalog.MultiplyAddsOf(network) is not null)
            ? work / (rate > 0 ? rate : Otherwise)
            : null;

    private static string Describe(int completed, int unknown, DeviceKind deviceKind)
    {
        var size = $"the multiply-adds of the network on a common {(deviceKind == DeviceKind.Cuda ? "GPU" : "core")}";
        if (completed == 0)
            return size;
        var trials = $"{NumberText.Count(completed, "completed trial")} of the same network in this store";
        return unknown == 0 ? trials : $"{trials}, where there is none from {size}";
    }

    // Multiply-adds of a whole trial: training, validation after each epoch, and one test. Images, for a network whose
    // multiply-adds nobody knows. Null for images that are not those of the plan.
    private static double? Work(NetworkTrial trial, TrialCatalog catalog)
    {
        if (!catalog.Data.IsDescribed(trial.Data) || catalog.SizeOf(trial) is not { } size)
            return null;
        var images =
            ((double)size.TrainImages * PassesOfAStep * trial.Epochs)
            + ((double)size.ValidationImages * trial.Epochs)
            + size.TestImages;
        return images * (catalog.MultiplyAddsOf(trial) ?? 1);
    }
}
