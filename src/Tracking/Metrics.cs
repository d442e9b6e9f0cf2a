using System.Collections.Frozen;

namespace SweepRunner.Tracking;

/// <summary>One value of one metric, such as <c>train/loss</c>, at a 0-based step and epoch. NaN and infinities are
/// legal. The time, UTC, is kept to the millisecond.</summary>
public readonly record struct MetricPoint(string Metric, long Step, int Epoch, double Value, DateTimeOffset TimeUtc)
{
    internal static ArgumentException Duplicate(
        TrialId trial, string metric, long step, Exception? inner = null, string parameter = "points") =>
        new($"Trial {trial} already has '{metric}' at step {step}.", parameter, inner);
}

/// <summary>A point and the number of its trial.</summary>
public readonly record struct TrialMetricPoint(int Trial, MetricPoint Point);

/// <summary>An event of a trial, or of the sweep if the trial is null: its kind, a short name such as
/// <c>interrupted</c>, and a sentence for people.</summary>
public sealed record NewEvent(string Sweep, int? Trial, string Kind, string Message)
{
    /// <summary>The kind of an event about a machine whose numbers may differ in their last digits from those of the
    /// machine that created the sweep. The message names both.</summary>
    public const string MachineChanged = "machine-changed";
}

/// <summary>An event as stored.</summary>
public sealed record EventRecord(NewEvent Event, DateTimeOffset TimeUtc);

/// <summary>Which values of a metric are better.</summary>
public enum MetricGoal
{
    /// <summary>Neither: the metric describes, and ranks nothing.</summary>
    None,

    /// <summary>Lower values, as of a loss.</summary>
    Minimize,

    /// <summary>Higher values, as of an accuracy.</summary>
    Maximize,
}

/// <summary>The values that a metric can have.</summary>
public enum MetricRange
{
    /// <summary>Any number: nothing is known of the metric.</summary>
    Any,

    /// <summary>Positive numbers, as of a loss.</summary>
    Positive,

    /// <summary>A share, from 0 to 1, as of an accuracy.</summary>
    Share,
}

/// <summary>Describes a metric.</summary>
/// <param name="Name">The name, such as <c>val/accuracy</c>.</param>
/// <param name="Goal">Which values are better.</param>
/// <param name="Unit">The unit of its values, such as <c>s</c>; null for a number without one.</param>
/// <param name="HasBest">True when tables show the trial's best value beside its last.</param>
public sealed record Metric(string Name, MetricGoal Goal, string? Unit = null, bool HasBest = false)
{
    /// <summary>The values that the metric can have, by its name.</summary>
    public MetricRange Range => Name == KnownMetrics.EpochLoss ? MetricRange.Positive : KnownMetrics.NounOf(Name) switch
    {
        "accuracy" => MetricRange.Share,
        "loss" => MetricRange.Positive,
        _ => MetricRange.Any,
    };

    /// <summary>True for a metric that depends on the clock or the machine: two equal runs differ in it.</summary>
    public bool IsSystem => Name.StartsWith("system/");

    /// <summary>True for a metric of the training data.</summary>
    public bool IsTraining => Name.StartsWith("train/");

    /// <summary>True for a metric of the validation data.</summary>
    public bool IsValidation => Name.StartsWith("val/");
}

/// <summary>The metrics that trials log. Experiments names them; a test holds that each has its description here.
/// Programs log metrics of any name.</summary>
public static class KnownMetrics
{
    // What Keras and Transformers write before an underscore. Another word may turn the meaning: profit_and_loss.
    private static readonly string[] Splits = ["train", "training", "val", "valid", "validation", "eval", "test"];

    /// <summary>The loss of a program, unless its sweep names another metric.</summary>
    public const string Loss = "loss";

    /// <summary>The loss of each training step.</summary>
    public const string TrainLoss = "train/loss";

    /// <summary>The mean loss of the training steps of an epoch.</summary>
    public const string EpochLoss = "train/epoch_loss";

    /// <summary>The loss on the validation data.</summary>
    public const string ValLoss = "val/loss";

    /// <summary>The accuracy on the validation data.</summary>
    public const string ValAccuracy = "val/accuracy";

    /// <summary>The known metrics by name.</summary>
    public static IReadOnlyDictionary<string, Metric> All { get; } = new Metric[]
    {
        new(TrainLoss, MetricGoal.Minimize, HasBest: true),
        new("train/gradient_norm", MetricGoal.None),
        new("train/learning_rate", MetricGoal.None),
        new(EpochLoss, MetricGoal.Minimize),
        new("train/accuracy", MetricGoal.Maximize, HasBest: true),
        new(ValLoss, MetricGoal.Minimize, HasBest: true),
        new(ValAccuracy, MetricGoal.Maximize, HasBest: true),
        new("test/loss", MetricGoal.Minimize, HasBest: true),
        new("test/accuracy", MetricGoal.Maximize, HasBest: true),
        new("system/images_per_second", MetricGoal.None, "images/s"),
        new("system/train_seconds", MetricGoal.None, "s"),
        new("system/val_seconds", MetricGoal.None, "s"),
        new("system/test_seconds", MetricGoal.None, "s"),
        new("system/memory_bytes", MetricGoal.None, "bytes"),
        new("system/gpu_memory_bytes", MetricGoal.None, "bytes"),
    }.ToFrozenDictionary(metric => metric.Name);

    /// <summary>Describes a metric by its name. Of the unknown ones, <c>loss</c>, <c>val_loss</c> and <c>any/loss</c>
    /// are losses, and so with accuracies; any other has no goal. <see cref="Objective.Describe"/> knows the goal of a
    /// sweep.</summary>
    public static Metric Describe(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.TryGetValue(name, out var known) ? known : NounOf(name) switch
        {
            "loss" => new(name, MetricGoal.Minimize, HasBest: true),
            "accuracy" => new(name, MetricGoal.Maximize, HasBest: true),
            _ => new(name, MetricGoal.None),
        };
    }

    /// <summary>What a metric measures: the part after the last slash, without a split of the data before an
    /// underscore. <c>accuracy</c> of <c>val/accuracy</c> and of <c>val_accuracy</c>.</summary>
    public static string NounOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var last = name[(name.LastIndexOf('/') + 1)..];
        var underscore = last.IndexOf('_');
        return underscore > 0 && Splits.Contains(last[..underscore]) ? last[(underscore + 1)..] : last;
    }
}

/// <summary>The last and the best value of a trial's metric, from its points in the order of their steps.</summary>
public sealed class MetricSummary
{
    /// <summary>Begins with the first point.</summary>
    public MetricSummary(MetricPoint first) => Add(first);

    /// <summary>The point at the highest step.</summary>
    public MetricPoint LastPoint { get; private set; }

    /// <summary>The first point with the lowest finite value; null without a finite value.</summary>
    public MetricPoint? LowestPoint { get; private set; }

    /// <summary>The first point with the highest finite value; null without a finite value.</summary>
    public MetricPoint? HighestPoint { get; private set; }

    /// <summary>The value at the highest step.</summary>
    public double Last => LastPoint.Value;

    /// <summary>The best finite value of the described metric; null if there is none, or the metric has no
    /// best.</summary>
    public double? BestOf(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return !metric.HasBest ? null : (metric.Goal == MetricGoal.Minimize ? LowestPoint : HighestPoint)?.Value;
    }

    /// <summary>Adds the point of the next step.</summary>
    public void Add(MetricPoint point)
    {
        LastPoint = point;
        if (!double.IsFinite(point.Value))
            return;
        if (LowestPoint is not { } lowest || point.Value < lowest.Value)
            LowestPoint = point;
        if (HighestPoint is not { } highest || point.Value > highest.Value)
            HighestPoint = point;
    }
}
