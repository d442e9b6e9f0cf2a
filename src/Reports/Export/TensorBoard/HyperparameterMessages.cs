using Google.Protobuf;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>
/// What TensorBoard's hparams plugin reads: messages <c>HParamsPluginData</c>, whose fields are those of the plugin's
/// <c>plugin_data.proto</c> and <c>api.proto</c>.
/// </summary>
internal static class HyperparameterMessages
{
    /// <summary>The plugin's name.</summary>
    public const string Plugin = "hparams";

    /// <summary>The tag of <see cref="Experiment"/>.</summary>
    public const string ExperimentTag = "_hparams_/experiment";

    /// <summary>The tag of <see cref="SessionStart"/>.</summary>
    public const string SessionStartTag = "_hparams_/session_start_info";

    /// <summary>The tag of <see cref="SessionEnd"/>.</summary>
    public const string SessionEndTag = "_hparams_/session_end_info";

    private const int TextType = 1, FlagType = 2, NumberType = 3;
    private const int Unknown = 0, Success = 1, Failure = 2, Running = 3;
    private const int Training = 1, Validation = 2;

    /// <summary>The sweep: its hyperparameters and metrics, those of a table with a row for each trial.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="hyperparameters">Its hyperparameters.</param>
    /// <param name="metrics">Its metrics' names, the objective first.</param>
    public static byte[] Experiment(
        SweepRecord sweep, IReadOnlyList<Hyperparameter> hyperparameters, IReadOnlyList<string> metrics) =>
        Message.Of(data =>
            data.Add(
                2,
                experiment =>
                {
                    experiment.Add(1, sweep.Definition.Description ?? "");
                    experiment.Add(3, EventMessages.Seconds(sweep.CreatedUtc));
                    foreach (var hyperparameter in hyperparameters)
                        experiment.Add(4, column => WriteColumn(column, hyperparameter));
                    foreach (var metric in metrics)
                        experiment.Add(5, column => WriteColumn(column, metric, sweep.Definition));
                    experiment.Add(6, sweep.Definition.Name);
                })
        );

    /// <summary>A trial's hyperparameters and when it began.</summary>
    /// <param name="hyperparameters">The sweep's hyperparameters.</param>
    /// <param name="trial">The trial's number.</param>
    /// <param name="start">When it began; null before.</param>
    public static byte[] SessionStart(
        IReadOnlyList<Hyperparameter> hyperparameters, int trial, DateTimeOffset? start) =>
        Message.Of(data =>
            data.Add(
                3,
                session =>
                {
                    foreach (var (name, values) in hyperparameters)
                    {
                        if (values[trial] is not { } value)
                            continue;
                        session.Add(
                            1,
                            pair =>
                            {
                                pair.Add(1, name);
                                pair.Add(2, value.WriteTo);
                            });
                    }

                    if (start is { } time)
                        session.Add(5, EventMessages.Seconds(time));
                })
        );

    /// <summary>How a trial stands and when it ended.</summary>
    public static byte[] SessionEnd(Outcome outcome, DateTimeOffset? end) => Message.Of(data => data.Add(4, session =>
    {
        session.Add(1, Status(outcome));
        if (end is { } time)
            session.Add(2, EventMessages.Seconds(time));
    }));

    // TensorBoard has four words for our seven. A diverged trial is not among the successes: who filters for them asks
    // for values to compare.
    private static long Status(Outcome outcome) => outcome switch
    {
        Outcome.Completed => Success,
        Outcome.Diverged or Outcome.Failed => Failure,
        Outcome.Running => Running,
        _ => Unknown,
    };

    private static void WriteColumn(CodedOutputStream column, Hyperparameter hyperparameter)
    {
        var values = hyperparameter.Values.OfType<HyperparameterValue>().Distinct().ToList();
        column.Add(1, hyperparameter.Name);
        column.Add(4, values[0] switch
        {
            HyperparameterValue.Number => NumberType,
            HyperparameterValue.Flag => FlagType,
            _ => (long)TextType,
        });
        var numbers = values.OfType<HyperparameterValue.Number>().Select(number => number.Value).ToList();
        if (numbers.Count > 0)
        {
            column.Add(6, interval =>
            {
                interval.Add(1, numbers.Min());
                interval.Add(2, numbers.Max());
            });
        }
        else
        {
            column.Add(5, domain => values.ForEach(value => domain.Add(1, value.WriteTo)));
        }

        column.Add(7, values.Count > 1);
    }

    private static void WriteColumn(CodedOutputStream column, string metric, NewSweep sweep)
    {
        column.Add(1, name => name.Add(2, metric));
        if (metric == sweep.ObjectiveMetric)
            column.Add(
                4, sweep.IsObjectiveMaximized ? "The objective: more is better." : "The objective: less is better.");
        if (metric.StartsWith("train/", StringComparison.Ordinal))
            column.Add(5, (long)Training);
        else if (metric.StartsWith("val/", StringComparison.Ordinal))
            column.Add(5, (long)Validation);
    }
}
