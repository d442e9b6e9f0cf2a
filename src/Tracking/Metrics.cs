using System.Collections.Frozen;

namespace SweepRunner.Tracking;

/// <summary>One value of one metric of a trial.</summary>
/// <param name="Metric">The metric's name, such as <c>train/loss</c>.</param>
/// <param name="Step">The 0-based step.</param>
/// <param name="Epoch">The 0-based epoch.</param>
/// <param name="Value">The value. NaN and infinities are legal and survive to the last bit that distinguishes
/// them.</param>
/// <param name="TimeUtc">When it was measured, UTC, kept to the millisecond.</param>
public readonly record struct MetricPoint(string Metric, long Step, int Epoch, double Value, DateTimeOffset TimeUtc)
{
    internal static ArgumentException Duplicate(
        TrialId trial, string metric, long step, Exception? inner = null, string parameter = "points") =>
        new($"Trial {trial} already has '{metric}' at step {step}.", parameter, inner);
}

/// <summary>A point and the trial that it belongs to.</summary>
/// <param name="Trial">The trial's number in its sweep.</param>
/// <param name="Point">The point.</param>
public readonly record struct TrialMetricPoint(int Trial, MetricPoint Point);

/// <summary>An event to be written.</summary>
/// <param name="Sweep">The sweep's name.</param>
/// <param name="Trial">The trial's number; null for an event of the sweep.</param>
/// <param name="Kind">A short name, such as <c>interrupted</c>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record NewEvent(string Sweep, int? Trial, string Kind, string Message);

/// <summary>An event as stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="TimeUtc">Its time, UTC.</param>
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

/// <summary>Describes a metric.</summary>
/// <param name="Name">The name, such as <c>val/accuracy</c>.</param>
/// <param name="Goal">Which values are better.</param>
/// <param name="Unit">The unit of its values, such as <c>s</c>; null for a number without one.</param>
/// <param name="HasBest">True when tables show the trial's best value beside its last.</param>
public sealed record Metric(string Name, MetricGoal Goal, string? Unit = null, bool HasBest = false)
{
    private const string SystemPrefix = "system/", TrainingPrefix = "train/", ValidationPrefix = "val/";

    /// <summary>True for a metric that depends on the clock or the machine: two equal runs differ in it.</summary>
    public bool IsSystem => Name.StartsWith(SystemPrefix, StringComparison.Ordinal);

    /// <summary>True for a metric of the training data.</summary>
    public bool IsTraining => Name.StartsWith(TrainingPrefix, StringComparison.Ordinal);

    /// <summary>True for a metric of the validation data.</summary>
    public bool IsValidation => Name.StartsWith(ValidationPrefix, StringComparison.Ordinal);
}

/// <summary>The metrics that trials log. Experiments names them; a test holds that each has its description
/// here.</summary>
public static class KnownMetrics
{
    /// <summary>The loss of each training step.</summary>
    public const string TrainLoss = "train/loss";

    /// <summary>The loss on the validation data.</summary>
    public const string ValLoss = "val/loss";

    /// <summary>The accuracy on the validation data.</summary>
    public const string ValAccuracy = "val/accuracy";

    private const string LossSuffix = "/loss", AccuracySuffix = "/accuracy";

    private static readonly FrozenDictionary<string, Metric> ByName = new Metric[]
    {
        new(TrainLoss, MetricGoal.Minimize, HasBest: true),
        new("train/gradient_norm", MetricGoal.None),
        new("train/learning_rate", MetricGoal.None),
        new("train/epoch_loss", MetricGoal.Minimize),
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
    }.ToFrozenDictionary(metric => metric.Name, StringComparer.Ordinal);

    /// <summary>The known metrics by name.</summary>
    public static IReadOnlyDictionary<string, Metric> All => ByName;

    /// <summary>Describes a metric; one that is not known is described by how its name ends: a loss or an
    /// accuracy.</summary>
    public static Metric Describe(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.TryGetValue(name, out var known) ? known
            : name.EndsWith(LossSuffix, StringComparison.Ordinal) ? new(name, MetricGoal.Minimize, HasBest: true)
            : name.EndsWith(AccuracySuffix, StringComparison.Ordinal) ? new(name, MetricGoal.Maximize, HasBest: true)
            : new(name, MetricGoal.None);
    }
}

/// <summary>The last and the best value of one metric of one trial, from its points in the order of their
/// steps.</summary>
public sealed class MetricSummary
{
    private readonly Metric _metric;

    /// <summary>Begins with the first point.</summary>
    public MetricSummary(MetricPoint first)
    {
        _metric = KnownMetrics.Describe(first.Metric);
        Add(first);
    }

    /// <summary>The value at the highest step.</summary>
    public double Last { get; private set; }

    /// <summary>The best finite value; null if there is none, or the metric has no best.</summary>
    public double? Best { get; private set; }

    /// <summary>Adds the point of the next step.</summary>
    public void Add(MetricPoint point)
    {
        Last = point.Value;
        if (!_metric.HasBest || !double.IsFinite(point.Value))
            return;
        if (Best is not { } best || (_metric.Goal == MetricGoal.Minimize ? point.Value < best : point.Value > best))
            Best = point.Value;
    }
}
