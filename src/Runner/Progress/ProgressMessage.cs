using System.Text.Json;
using System.Text.Json.Serialization;
using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>What a worker process tells its supervisor of its trials: a line of JSON on standard output each. Shown to
/// a person, never stored.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StartedMessage), "started")]
[JsonDerivedType(typeof(StepMessage), "step")]
[JsonDerivedType(typeof(MetricMessage), "metric")]
[JsonDerivedType(typeof(EndedMessage), "ended")]
[JsonDerivedType(typeof(LeftMessage), "left")]
[JsonDerivedType(typeof(SaidMessage), "said")]
internal abstract record ProgressMessage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>As a line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a line; null where it is no message.</summary>
    public static ProgressMessage? OfLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ProgressMessage>(line, Json);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // A library that writes to standard output, or the last line of a process that was killed while it wrote.
            return null;
        }
    }
}

/// <summary>See <see cref="ISweepProgress.TrialStarted"/>.</summary>
internal sealed record StartedMessage(int Trial, long StepsDone) : ProgressMessage;

/// <summary>See <see cref="ISweepProgress.Step"/>.</summary>
internal sealed record StepMessage(int Trial, StepProgress Progress) : ProgressMessage;

/// <summary>See <see cref="ISweepProgress.Metric"/>.</summary>
internal sealed record MetricMessage(int Trial, string Metric, double Value) : ProgressMessage;

/// <summary>See <see cref="ISweepProgress.TrialEnded"/>.</summary>
internal sealed record EndedMessage(int Trial, TrialEnd End) : ProgressMessage;

/// <summary>See <see cref="ISweepProgress.TrialLeft"/>.</summary>
internal sealed record LeftMessage(int Trial, string? Why) : ProgressMessage;

/// <summary>See <see cref="ISweepProgress.Say"/>.</summary>
internal sealed record SaidMessage(string Message) : ProgressMessage;
