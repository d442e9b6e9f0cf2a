using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>The records of event files (<c>events.proto</c>).</summary>
internal static class EventRecords
{
    private const string Plugin = "hparams";

    /// <summary>The first record. Since this version, TensorBoard keeps points although another record has a lower
    /// step.</summary>
    public static EventRecord FileVersion(DateTimeOffset time) =>
        new() { Seconds = Seconds(time), FileVersion = "brain.Event:2" };

    /// <summary>A point in the older form: the newer is a tensor, but TensorBoard's default loader reads no tensors of
    /// doubles, and many other readers know only the older form.</summary>
    public static EventRecord Scalar(MetricPoint point) =>
        Record(point.TimeUtc, point.Step, new SummaryEntry { Tag = point.Metric, Scalar = Single(point.Value) });

    /// <summary>The sweep, with the objective as the first metric.</summary>
    public static EventRecord Experiment(
        SweepRecord sweep, IReadOnlyList<Hyperparameter> hyperparameters, IEnumerable<string> metrics)
    {
        var experiment = new Experiment
        {
            Description = sweep.Definition.Description ?? "",
            CreatedSeconds = Seconds(sweep.CreatedUtc),
            Hyperparameters = { hyperparameters.Select(Column) },
            Metrics = { metrics.Select(metric => Column(metric, sweep.Definition)) },
            Name = sweep.Definition.Name,
        };
        return Record(
            "_hparams_/experiment", new HyperparameterContent { Experiment = experiment }, 0, sweep.CreatedUtc);
    }

    /// <summary>A trial's hyperparameters and start, which is null for a queued trial.</summary>
    public static EventRecord SessionStart(
        IReadOnlyList<Hyperparameter> hyperparameters, int trial, DateTimeOffset? start, DateTimeOffset time)
    {
        var session = new SessionStart
        {
            Hyperparameters =
            {
                hyperparameters.Where(each => each.Values[trial] is not null)
                    .Select(each => new HyperparameterValue { Name = each.Name, Value = each.Values[trial] }),
            },
        };
        if (start is { } known)
            session.StartSeconds = Seconds(known);
        return Record("_hparams_/session_start_info", new HyperparameterContent { SessionStart = session }, 0, time);
    }

    public static EventRecord SessionEnd(TrialRecord trial, long step, DateTimeOffset time)
    {
        var session = new SessionEnd { Status = Status(trial.Outcome) };
        if (trial.EndedUtc is { } end)
            session.EndSeconds = Seconds(end);
        return Record("_hparams_/session_end_info", new HyperparameterContent { SessionEnd = session }, step, time);
    }

    // TensorBoard has four states for our seven. A filter on success asks for comparable values, so it is not diverged.
    private static SessionStatus Status(Outcome outcome) => outcome switch
    {
        Outcome.Completed => SessionStatus.Success,
        Outcome.Diverged or Outcome.Failed => SessionStatus.Failure,
        Outcome.Running => SessionStatus.Running,
        _ => SessionStatus.Unknown,
    };

    private static HyperparameterColumn Column(Hyperparameter hyperparameter)
    {
        var values = hyperparameter.Values.OfType<Value>().Distinct().ToList();
        var column = new HyperparameterColumn { Name = hyperparameter.Name, Differs = values.Count > 1 };
        column.Type = values[0].KindCase switch
        {
            Value.KindOneofCase.NumberValue => ColumnType.Number,
            Value.KindOneofCase.BoolValue => ColumnType.Flag,
            _ => ColumnType.Text,
        };
        if (column.Type == ColumnType.Number)
        {
            var numbers = values.Select(value => value.NumberValue).ToList();
            column.Interval = new Interval { Minimum = numbers.Min(), Maximum = numbers.Max() };
        }
        else
        {
            column.Values = new ListValue { Values = { values } };
        }
        return column;
    }

    private static MetricColumn Column(string metric, SweepFacts sweep)
    {
        var column = new MetricColumn { Name = new MetricTag { Tag = metric } };
        if (metric == sweep.ObjectiveMetric)
            column.Description = $"The objective: {(sweep.IsObjectiveMaximized ? "more" : "less")} is better.";
        var known = KnownMetrics.Describe(metric);
        column.Split = known.IsTraining ? DataSplit.Training
            : known.IsValidation ? DataSplit.Validation
            : DataSplit.NoSplit;
        return column;
    }

    // The plugin reads the content from the metadata of an entry, but ignores an entry without a tensor.
    private static EventRecord Record(string tag, HyperparameterContent content, long step, DateTimeOffset time) =>
        Record(time, step, new SummaryEntry
        {
            Tag = tag,
            Metadata = new EntryMetadata
            {
                Plugin = new PluginContent { PluginName = Plugin, Content = content.ToByteString() },
                DataClass = DataClass.TensorData,
            },
            Tensor = new Tensor
            {
                ElementType = ElementType.Float32,
                Shape = new TensorShape { Dimensions = { new Dimension { Size = 0 } } },
            },
        });

    private static EventRecord Record(DateTimeOffset time, long step, SummaryEntry entry) =>
        new() { Seconds = Seconds(time), Step = step, Summary = new Summary { Entries = { entry } } };

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    // A finite value beyond float32 stays finite, because an infinity would show a divergence that did not happen.
    private static float Single(double value) =>
        double.IsFinite(value) ? (float)Clamp(value, float.MinValue, float.MaxValue) : (float)value;
}
