using System.Text.Json.Serialization;

namespace SweepRunner.Runner.Progress;

/// <summary>A message of a worker process to its supervisor: one line of JSON on standard output, never
/// stored.</summary>
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

    public string ToLine() => JsonSerializer.Serialize(this, Json);

    public static ProgressMessage? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ProgressMessage>(line, Json);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // A library writes to standard output, or the process was killed while it wrote.
            return null;
        }
    }
}

// One for each method of ISweepProgress.
internal sealed record StartedMessage(int Trial, long StepsDone) : ProgressMessage;
internal sealed record StepMessage(int Trial, StepProgress Progress) : ProgressMessage;
internal sealed record MetricMessage(int Trial, string Metric, double Value) : ProgressMessage;
internal sealed record EndedMessage(int Trial, TrialEnd End, double? Objective) : ProgressMessage;
internal sealed record LeftMessage(int Trial, string? Why) : ProgressMessage;
internal sealed record SaidMessage(string Message) : ProgressMessage;
