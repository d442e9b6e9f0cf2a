using System.Text.Encodings.Web;
using SweepRunner.Experiments.Checkpoints;

namespace SweepRunner.Runner.Serving;

/// <summary>The state of the service as a file: one JSON document, complete at any moment.</summary>
internal sealed record ServiceHealth
{
    /// <summary>The file's name in the watched folder, unlike that of a sweep file.</summary>
    public const string FileName = "service.health";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary><c>waiting</c> for a file, <c>running</c> one, or <c>stopped</c>.</summary>
    public required string Status { get; init; }
    public required int ProcessId { get; init; }
    public required DateTime StartedUtc { get; init; }

    /// <summary>When the file was written, UTC: every five seconds while the service lives.</summary>
    public required DateTime UpdatedUtc { get; init; }
    public required string Store { get; init; }
    public string? Running { get; init; }

    /// <summary>When a file was last taken or put away, or a trial last did a step, UTC.</summary>
    public required DateTime ProgressUtc { get; init; }
    public required int Waiting { get; init; }

    public string? Next { get; init; }

    /// <summary>Entries that are named like a sweep file and are none, one sentence each.</summary>
    public required IReadOnlyList<string> LeftAlone { get; init; }

    /// <summary>The last fault since the service started.</summary>
    public string? LastFault { get; init; }

    public void Write(string folder) => DurableFile.Write(Path.Join(folder, FileName), stream =>
    {
        JsonSerializer.Serialize(stream, this, Json);
        stream.WriteByte((byte)'\n');
    });
}
