namespace SweepRunner.Experiments.Schedules;

/// <summary>Up to the highest rate over 30 % of the steps after the warm-up, then down to nearly 0 (Smith and Topin
/// 2018, arXiv:1708.07120; PyTorch's OneCycleLR with its defaults; momentum stays constant).</summary>
[Case("one-cycle", 6)]
internal sealed record OneCycleSchedule : ScheduleConfig
{
    // PyTorch's OneCycleLR: share of the steps that rise, first rate below the highest, last rate below the first.
    private const double Rise = 0.3;
    private const double FirstDivisor = 25;
    private const double LastDivisor = 1e4;

    [Description("The highest rate; the optimizer's rate when absent."), Positive]
    public double? MaxLr { get; init; }

    private protected override double RateAt(SchedulePoint at)
    {
        var highest = MaxLr ?? at.Rate;
        var first = highest / FirstDivisor;
        var top = (Rise * at.Steps) - 1;
        return at.Step <= top
            ? Cosine(first, highest, at.Step / top)
            : Cosine(highest, first / LastDivisor, (at.Step - top) / (at.Steps - 1 - top));
    }

    internal override IEnumerable<Fault> Check(double? rate, long? steps) => CheckWarmup(steps);

    internal override ScheduleConfig WithoutImpliedDefaults(double rate) =>
        MaxLr == rate ? this with { MaxLr = null } : this;
}
