namespace SweepRunner.Experiments.Schedules;

/// <summary>Multiplies the rate by gamma every few epochs.</summary>
[Case("step", 2)]
internal sealed record StepSchedule : ScheduleConfig
{
    [Description("Epochs between two falls."), Range(1, 100_000)]
    public required int StepEpochs { get; init; }

    [Description("Factor of a fall."), Positive]
    public double Gamma { get; init; } = 0.1;

    private protected override double RateAt(SchedulePoint at) => at.Rate * Math.Pow(Gamma, at.Epoch / StepEpochs);
}

/// <summary>Multiplies the rate by gamma at each of the given epochs.</summary>
[Case("multi-step", 3)]
internal sealed record MultiStepSchedule : ScheduleConfig
{
    [Description("Epochs at whose beginning the rate falls, rising."), Range(1, 100_000), MinLength(1)]
    public required IReadOnlyList<int> MilestoneEpochs { get; init; }

    [Description("Factor of a fall."), Positive]
    public double Gamma { get; init; } = 0.1;

    private protected override double RateAt(SchedulePoint at) =>
        at.Rate * Math.Pow(Gamma, MilestoneEpochs.Count(milestone => milestone <= at.Epoch));

    internal override IEnumerable<Fault> Check(double? rate, long? steps)
    {
        for (var index = 1; index < MilestoneEpochs.Count; index++)
            if (MilestoneEpochs[index] <= MilestoneEpochs[index - 1])
                yield return new Fault(
                    $"schedule.milestoneEpochs.{index}",
                    $"Milestones must rise: {MilestoneEpochs[index]} comes after {MilestoneEpochs[index - 1]}.");
    }
}

/// <summary>Multiplies the rate by gamma every epoch.</summary>
[Case("exponential", 4)]
internal sealed record ExponentialSchedule : ScheduleConfig
{
    [Description("Factor of an epoch."), Positive]
    public required double Gamma { get; init; }

    private protected override double RateAt(SchedulePoint at) => at.Rate * Math.Pow(Gamma, at.Epoch);
}
