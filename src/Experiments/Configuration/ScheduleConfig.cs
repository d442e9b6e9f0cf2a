using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SweepRunner.Experiments.Configuration;

/// <summary>How the rate changes; one case a <c>name</c>. A rate is a pure function of the step: the training folder
/// has the formulas.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(ConstantSchedule), "constant")]
[JsonDerivedType(typeof(StepSchedule), "step")]
[JsonDerivedType(typeof(MultiStepSchedule), "multi-step")]
[JsonDerivedType(typeof(ExponentialSchedule), "exponential")]
[JsonDerivedType(typeof(CosineSchedule), "cosine")]
[JsonDerivedType(typeof(OneCycleSchedule), "one-cycle")]
public abstract record ScheduleConfig
{
    /// <summary>A linear rise before the schedule; off when absent.</summary>
    [Description("A linear rise before the schedule; off when absent.")]
    public WarmupConfig? Warmup { get; init; }
}

/// <summary>A linear rise of the rate over the first steps.</summary>
public sealed record WarmupConfig
{
    /// <summary>Length in steps.</summary>
    [Description("Length in steps."), Range(1, int.MaxValue)]
    public required int Steps { get; init; }

    /// <summary>Share of the rate at step 0.</summary>
    [Description("Share of the rate at step 0."), Range(0.0, 1.0)]
    public double From { get; init; }
}

/// <summary>The optimizer's rate at every step.</summary>
public sealed record ConstantSchedule : ScheduleConfig;

/// <summary>Multiplied by gamma every so many epochs.</summary>
public sealed record StepSchedule : ScheduleConfig
{
    /// <summary>Epochs between two falls.</summary>
    [Description("Epochs between two falls."), Range(1, 100_000)]
    public required int StepEpochs { get; init; }

    /// <summary>Factor of a fall.</summary>
    [Description("Factor of a fall."), Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Gamma { get; init; } = 0.1;
}

/// <summary>Multiplied by gamma at each of the named epochs.</summary>
public sealed record MultiStepSchedule : ScheduleConfig
{
    /// <summary>Epochs at whose beginning the rate falls, rising.</summary>
    [Description("Epochs at whose beginning the rate falls, rising."), Range(1, 100_000), MinLength(1)]
    public required IReadOnlyList<int> MilestoneEpochs { get; init; }

    /// <summary>Factor of a fall.</summary>
    [Description("Factor of a fall."), Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Gamma { get; init; } = 0.1;
}

/// <summary>Multiplied by gamma every epoch.</summary>
public sealed record ExponentialSchedule : ScheduleConfig
{
    /// <summary>Factor of an epoch.</summary>
    [Description("Factor of an epoch."), Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public required double Gamma { get; init; }
}

/// <summary>Half a cosine from the optimizer's rate down to the least, over all steps after the warm-up (Loshchilov and
/// Hutter 2017, arXiv:1608.03983, eq. 5, without restarts).</summary>
public sealed record CosineSchedule : ScheduleConfig
{
    /// <summary>The rate that it falls to.</summary>
    [Description("The rate that it falls to."), Range(0.0, double.MaxValue)]
    public double MinLr { get; init; }
}

/// <summary>Up to the highest rate over 30 % of the steps after the warm-up, then down to nothing (Smith and Topin
/// 2018, arXiv:1708.07120; PyTorch's OneCycleLR with its defaults, the momentum left alone).</summary>
public sealed record OneCycleSchedule : ScheduleConfig
{
    /// <summary>The highest rate; the optimizer's rate when absent.</summary>
    [
        Description("The highest rate; the optimizer's rate when absent."),
        Range(0.0, double.MaxValue, MinimumIsExclusive = true)
    ]
    public double? MaxLr { get; init; }
}

/// <summary>Gradient clipping.</summary>
public sealed record ClipConfig
{
    /// <summary>The global norm that gradients are scaled down to.</summary>
    [
        Description("The global norm that gradients are scaled down to."),
        Range(0.0, double.MaxValue, MinimumIsExclusive = true)
    ]
    public required double Norm { get; init; }
}
