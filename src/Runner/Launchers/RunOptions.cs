using SweepRunner.Reports.Statistics;

namespace SweepRunner.Runner.Launchers;

/// <summary>How the trials of a command run, and what follows them.</summary>
internal sealed record RunOptions
{
    /// <summary>The name of the launcher that takes the place of the sweep's own; null for its own.</summary>
    public string? Launcher { get; init; }

    /// <summary>True to run them one after the other inside the command.</summary>
    public bool IsInline { get; init; }

    /// <summary>The number of worker processes; null for as many as the devices take.</summary>
    public int? Workers { get; init; }

    /// <summary>Worker processes on each device; null for one on each GPU, or on a CPU its cores divided by the threads
    /// of a trial.</summary>
    public int? WorkersPerDevice { get; init; }

    /// <summary>True to write the result as JSON in place of the table of cells.</summary>
    public bool IsJson { get; init; }

    /// <summary>True to write a report at the end.</summary>
    public bool HasReport { get; init; }

    /// <summary>The folder that the paths in a sweep file count from; null for the folder of the file.</summary>
    public string? Folder { get; init; }

    /// <summary>What the best cell has to reach; null for no demand.</summary>
    public ObjectiveLimit? Limit { get; init; }

    /// <summary>The device of each worker, at most one for each trial that is left. The devices take turns, so that a
    /// few workers spread out.</summary>
    public IReadOnlyList<Device> Slots(IReadOnlyList<Device> devices, int threads, int cores, int trials)
    {
        var perDevice = WorkersPerDevice ?? (devices[0] == Device.Cpu ? Math.Max(1, cores / threads) : 1);
        var count = IsInline ? 1 : Math.Clamp(Workers ?? (devices.Count * perDevice), 1, Math.Max(1, trials));
        return [.. Enumerable.Range(0, count).Select(worker => devices[worker % devices.Count])];
    }
}

/// <summary>The worst mean objective that the best cell of a sweep may have.</summary>
/// <param name="Value">The limit itself, which is good enough.</param>
/// <param name="IsLowest">True for an objective that is maximized.</param>
internal sealed record ObjectiveLimit(double Value, bool IsLowest)
{
    public const string BelowOption = "--fail-below", AboveOption = "--fail-above";

    private string Option => IsLowest ? BelowOption : AboveOption;

    /// <summary>Refuses a limit on the wrong side before anything runs.</summary>
    public void Require(string metric, bool isMaximized)
    {
        if (isMaximized == IsLowest)
            return;
        var (goal, other) = isMaximized ? ("maximized", BelowOption) : ("minimized", AboveOption);
        throw new CommandException(
            $"{Option} does not fit the objective: {metric} is {goal}. Use {other} {Value} to fail on worse values.");
    }

    /// <summary>Refuses a limit that is on the wrong side for one of the sweeps.</summary>
    public void Require(IEnumerable<SweepRecord> sweeps)
    {
        foreach (var sweep in sweeps)
            Require(sweep.Definition.ObjectiveMetric, sweep.Definition.IsObjectiveMaximized);
    }

    /// <summary>A sentence if the best cell does not reach the limit, or there is none; null if it does.</summary>
    public string? FailureOf(string metric, CellRow? best, Func<int, string> label)
    {
        if (best?.Sample.Mean is not { } mean)
            return $"{Option} {Value} fails: there is no best cell.";
        var isWorse = IsLowest ? mean < Value : mean > Value;
        return isWorse
            ? $"{Option} {Value} fails: the best cell, {label(best.Cell)}, has a mean {metric} of "
                + $"{NumberText.Short(mean, digits: 6)}."
            : null;
    }
}
