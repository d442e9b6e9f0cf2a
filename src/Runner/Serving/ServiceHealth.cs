using System.Text.Encodings.Web;
using System.Text.Json;
using SweepRunner.Experiments.Checkpoints;

namespace SweepRunner.Runner.Serving;

/// <summary>How the service is, as its health file tells it: one JSON document, whole at any moment.</summary>
internal sealed record ServiceHealth
{
    /// <summary>The file's name, in the watched folder. It does not end like a sweep file.</summary>
    public const string FileName = "service.health";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary><c>waiting</c> for a file, <c>running</c> one, or <c>stopped</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The service's process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When the service began, UTC.</summary>
    public required DateTime StartedUtc { get; init; }

    /// <summary>When this was written, UTC: every five seconds while the service lives.</summary>
    public required DateTime UpdatedUtc { get; init; }

    /// <summary>The store.</summary>
    public required string Store { get; init; }

    /// <summary>The file that is run; null where none is.</summary>
    public string? Running { get; init; }

    /// <summary>When a file was last taken or put away, or a trial of the running one last did a step, UTC.</summary>
    public required DateTime ProgressUtc { get; init; }

    /// <summary>Files that wait.</summary>
    public required int Waiting { get; init; }

    /// <summary>The one of them that is next; null where none waits.</summary>
    public string? Next { get; init; }

    /// <summary>What is named like a sweep file and is none, a sentence each.</summary>
    public required IReadOnlyList<string> LeftAlone { get; init; }

    /// <summary>The last fault since the service began; null where there was none.</summary>
    public string? LastFault { get; init; }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(string folder) => DurableFile.Write(Path.Join(folder, FileName), stream =>
    {
        JsonSerializer.Serialize(stream, this, Json);
        stream.WriteByte((byte)'\n');
    });
}
