namespace SweepRunner.Experiments.Schedules;

/// <summary>Half a cosine from the optimizer's rate down to the least, over all steps after the warm-up (Loshchilov and
/// Hutter 2017, arXiv:1608.03983, eq. 5, without restarts).</summary>
[Case("cosine", 5)]
internal sealed record CosineSchedule : ScheduleConfig
{
    [Description("The rate that it falls to."), NonNegative]
    public double MinLr { get; init; }

    private protected override double RateAt(SchedulePoint at) => Cosine(at.Rate, MinLr, (double)at.Step / at.Steps);

    internal override IEnumerable<Fault> Check(double? rate, long? steps)
    {
        if (MinLr > rate)
            yield return new Fault(
                "schedule.minLr",
                $"The rate falls from optimizer.lr {CanonicalJson.Number(rate.Value)} to minLr, but "
                    + $"minLr {CanonicalJson.Number(MinLr)} is larger.");
        foreach (var fault in CheckWarmup(steps))
            yield return fault;
    }
}
