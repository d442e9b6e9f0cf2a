namespace SweepRunner.Experiments.Optimizers;

/// <summary>The optimizer of a trial. Formulas and defaults are PyTorch's.</summary>
public abstract record OptimizerConfig
{
    // float32 ends at 3.4e38. Adam divides the rate by as little as 1 - beta1 in its first step, so this leaves room.
    private const double LargestFactor = 1e30;

    [Description("Learning rate before the schedule."), Positive]
    public required double Lr { get; init; }

    /// <summary>The numbers that it keeps for each parameter, in checkpoints too.</summary>
    internal abstract int NumbersPerParameter { get; }

    /// <summary>Sets the learning rate of every parameter group.</summary>
    internal static void SetRate(optim.Optimizer optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = Factor(rate);
    }

    /// <summary>Creates the optimizer. Passes every option: TorchSharp's own defaults differ from PyTorch's.</summary>
    internal abstract OptimizerHelper Create(IEnumerable<Parameter> parameters);

    /// <summary>Checks the keys against each other. Paths start at the trial.</summary>
    internal virtual IEnumerable<Fault> Check() => [];

    /// <summary>
    /// Replaces a number that float32 cannot hold by infinity: libtorch refuses the number but accepts infinity, so the
    /// trial diverges at the next step instead of failing.
    /// </summary>
    private protected static double Factor(double value) => value > LargestFactor ? double.PositiveInfinity : value;
}
