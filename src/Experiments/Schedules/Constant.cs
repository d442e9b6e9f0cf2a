namespace SweepRunner.Experiments.Schedules;

/// <summary>The optimizer's rate at every step.</summary>
[Case("constant", 1)]
internal sealed record ConstantSchedule : ScheduleConfig
{
    private protected override double RateAt(SchedulePoint at) => at.Rate;
}
