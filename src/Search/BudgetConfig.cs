using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Configuration;

namespace SweepRunner.Search;

/// <summary>Limits of a whole sweep. The first that is reached ends it.</summary>
public sealed record BudgetConfig
{
    /// <summary>The most trials, at least 1; null for no limit.</summary>
    [Description("The most trials, those that are pruned or diverge among them; no limit when absent.")]
    [Range(1, SearchConfig.MostTrials)]
    public int? Trials { get; init; }

    /// <summary>The most hours in which at least one trial runs, above 0; null for no limit.</summary>
    [Description("The most hours in which at least one trial runs; no limit when absent."), Positive]
    public double? Hours { get; init; }

    /// <summary>The most hours of all trials together, above 0; null for no limit.</summary>
    [Description("The most hours of all trials together; no limit when absent."), Positive]
    public double? DeviceHours { get; init; }

    /// <summary>The value of the objective that ends the sweep; null for none.</summary>
    [Description("A cell whose mean objective over its seeds reaches this value ends the sweep; none when absent.")]
    public double? Target { get; init; }
}
