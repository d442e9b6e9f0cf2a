using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Machine;

/// <summary>What the numbers of a sweep depend on, besides its config. <c>Commit</c> and <c>IsDirty</c> are null for a
/// build outside a clone. <c>Cores</c> are those that the process sees. The working directory is that of a program,
/// with its commit if it is in a clone.</summary>
internal sealed record Provenance(
    string Version, string? Commit, bool? IsDirty, string Libtorch, string Device, string Cpu, int Cores, int Threads,
    string OperatingSystem, string Runtime, IReadOnlyList<string> CommandLine,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WorkingDirectory = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WorkingDirectoryCommit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? IsWorkingDirectoryDirty = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="device">The kind of device.</param>
    /// <param name="threads">Threads of a trial.</param>
    /// <param name="workingDirectory">The folder that a program runs in; null for networks.</param>
    public static Provenance Current(string device, int threads, string? workingDirectory = null)
    {
        var clone = workingDirectory is null ? null : GitFolder.Of(workingDirectory);
        var version = typeof(Provenance)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+');
        return new Provenance(
            version[0], version.ElementAtOrDefault(1), BuiltWith("IsDirty") is { } isDirty ? isDirty == "true" : null,
            BuiltWith("Libtorch")!, device, CpuModel(), Environment.ProcessorCount, threads,
            RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
            [.. Environment.GetCommandLineArgs().Skip(1).Select(TrackingStores.WithoutPassword)], workingDirectory,
            clone?.Commit, clone?.IsDirty);
    }

    /// <summary>Differences between this machine and the one that created the sweep, one sentence each, which names
    /// this machine. Numbers are the same to the bit on one model of processor with one libtorch alone.</summary>
    public static IEnumerable<string> DifferencesHere(SweepFacts sweep)
    {
        if (Of(sweep) is not { } before)
            yield break;
        var here = Environment.MachineName;
        if (sweep.Device == DeviceKind.Cpu.Name() && CpuModel() is var cpu && cpu != before.Cpu)
            yield return $"The sweep was created on the processor '{before.Cpu}', and '{here}' has '{cpu}'.";
        if (BuiltWith("Libtorch") is var libtorch && libtorch != before.Libtorch)
            yield return $"The sweep was created with libtorch {before.Libtorch}, and '{here}' has {libtorch}.";
    }

    /// <summary>Null if an older version created the sweep.</summary>
    public static Provenance? Of(SweepFacts sweep)
    {
        try
        {
            return JsonSerializer.Deserialize<Provenance>(sweep.ProvenanceJson, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary><c>sweep 1.0.0 (0123456789, with changes), libtorch 1.13.1, on CPU with 2 cores, Debian
    /// 12</c>.</summary>
    public override string ToString() => $"sweep {Version}{State(Commit, IsDirty)}, libtorch {Libtorch}, on {Cpu} with "
        + $"{Cores} cores, {OperatingSystem}";

    /// <summary><c> (0123456789, with changes)</c>: the commit of the working directory; empty outside a
    /// clone.</summary>
    [JsonIgnore]
    public string WorkingDirectoryState => State(WorkingDirectoryCommit, IsWorkingDirectoryDirty);

    private static string State(string? commit, bool? isDirty) => commit is null
        ? ""
        : $" ({commit[..Math.Min(10, commit.Length)]}{(isDirty == true ? ", with changes" : "")})";

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private static string? BuiltWith(string key) =>
        typeof(Provenance)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(data => data.Key == key)
            ?.Value;

    private static string CpuModel() => File.ReadLines("/proc/cpuinfo")
        .Where(line => line.StartsWith("model name"))
        .Select(line => line[(line.IndexOf(':') + 1)..].Trim())
        .FirstOrDefault(RuntimeInformation.ProcessArchitecture.ToString());
}
