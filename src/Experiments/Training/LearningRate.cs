using SweepRunner.Experiments.Configuration;

namespace SweepRunner.Experiments.Training;

/// <summary>The learning rate as a pure function of the step. A schedule has no state to save or restore.</summary>
/// <remarks>
/// <c>step</c>, <c>multi-step</c> and <c>exponential</c> count epochs from the start of the trial, including the
/// warm-up; <c>cosine</c> and <c>one-cycle</c> span the steps after the warm-up. The formulas are those of PyTorch's
/// schedulers.
/// </remarks>
internal static class LearningRate
{
    // PyTorch's OneCycleLR: share of the steps that rise, highest rate / first rate, first rate / last rate.
    private const double OneCycleRise = 0.3;
    private const double OneCycleFirstDivisor = 25;
    private const double OneCycleLastDivisor = 1e4;

    /// <summary>The learning rate of a 0-based step of a trial.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="rate">The optimizer's rate, above 0.</param>
    /// <param name="step">The step.</param>
    /// <param name="stepsPerEpoch">At least 1.</param>
    /// <param name="steps">Steps of the whole trial, more than the warm-up has.</param>
    public static double At(ScheduleConfig schedule, double rate, long step, long stepsPerEpoch, long steps)
    {
        var warmup = schedule.Warmup?.Steps ?? 0;
        var epoch = step / stepsPerEpoch;
        var after = Math.Max(0, step - warmup);
        var length = steps - warmup;
        var scheduled = schedule switch
        {
            ConstantSchedule => rate,
            StepSchedule fall => rate * Math.Pow(fall.Gamma, epoch / fall.StepEpochs),
            MultiStepSchedule falls => rate
                * Math.Pow(falls.Gamma, falls.MilestoneEpochs.Count(milestone => milestone <= epoch)),
            ExponentialSchedule decay => rate * Math.Pow(decay.Gamma, epoch),
            CosineSchedule cosine => Cosine(rate, cosine.MinLr, (double)after / length),
            OneCycleSchedule cycle => OneCycle(cycle.MaxLr ?? rate, after, length),
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "Not a known schedule."),
        };
        return schedule.Warmup is { } rise && step < warmup
            ? scheduled * (rise.From + ((1 - rise.From) * step / warmup))
            : scheduled;
    }

    private static double OneCycle(double highest, long step, long length)
    {
        var first = highest / OneCycleFirstDivisor;
        var top = (OneCycleRise * length) - 1;
        return step <= top
            ? Cosine(first, highest, step / top)
            : Cosine(highest, first / OneCycleLastDivisor, (step - top) / (length - 1 - top));
    }

    // Half a cosine from one rate to another.
    private static double Cosine(double from, double to, double share) =>
        to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}
