namespace SweepRunner.Experiments.Schedules;

/// <summary>The learning rate as a pure function of the step: a schedule has no state to save or restore.</summary>
/// <remarks>
/// <c>step</c>, <c>multi-step</c> and <c>exponential</c> count the epochs of the trial, with or without a warm-up.
/// <c>cosine</c> and <c>one-cycle</c> span the steps after the warm-up. The formulas are those of PyTorch's schedulers.
/// </remarks>
public abstract record ScheduleConfig
{
    [Description("A linear rise before the schedule; off when absent.")]
    public WarmupConfig? Warmup { get; init; }

    /// <summary>The learning rate at a 0-based step, from the optimizer's rate and the steps of an epoch and of the
    /// whole trial, which has more than the warm-up.</summary>
    public double RateAt(double rate, long step, long stepsPerEpoch, long steps)
    {
        var warmup = Warmup?.Steps ?? 0;
        var scheduled = RateAt(new(rate, step / stepsPerEpoch, Math.Max(0, step - warmup), steps - warmup));
        return Warmup is { } rise && step < warmup
            ? scheduled * (rise.From + ((1 - rise.From) * step / warmup))
            : scheduled;
    }

    /// <summary>The rate without the warm-up.</summary>
    private protected abstract double RateAt(SchedulePoint at);

    /// <summary>Checks the keys against each other. Paths start at the trial; the optimizer's rate and the trial's
    /// steps are null where they are unknown.</summary>
    internal virtual IEnumerable<Fault> Check(double? rate, long? steps) => [];

    /// <summary>The same schedule without values that the optimizer's rate implies.</summary>
    internal virtual ScheduleConfig WithoutImpliedDefaults(double rate) => this;

    private protected IEnumerable<Fault> CheckWarmup(long? steps)
    {
        if (Warmup?.Steps >= steps)
            yield return new Fault(
                "schedule.warmup.steps",
                $"A warm-up of {Warmup.Steps} steps leaves none for the schedule: the trial has {steps}.");
    }

    /// <summary>Half a cosine from one rate to another.</summary>
    private protected static double Cosine(double from, double to, double share) =>
        to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}

/// <summary>A step of a trial, as schedules see it: the optimizer's rate, the 0-based epoch, the 0-based step after the
/// warm-up and the number of those steps.</summary>
internal readonly record struct SchedulePoint(double Rate, long Epoch, long Step, long Steps);

/// <summary>A linear rise of the rate over the first steps.</summary>
public sealed record WarmupConfig
{
    [Description("Length in steps."), Range(1, int.MaxValue)]
    public required int Steps { get; init; }

    [Description("Share of the rate at step 0."), Range(0.0, 1.0)]
    public double From { get; init; }
}
