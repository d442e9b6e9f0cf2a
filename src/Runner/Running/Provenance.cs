using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SweepRunner.Runner.Running;

/// <summary>What made a sweep's numbers, beside its config.</summary>
/// <param name="Version">The product's version, with the commit that it was built from.</param>
/// <param name="Libtorch">libtorch's version, as the provider tells it.</param>
/// <param name="Device">The kind of device.</param>
/// <param name="Cpu">The processor's model name.</param>
/// <param name="Cores">Its cores, as the process sees them.</param>
/// <param name="Threads">Threads of one trial.</param>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="CommandLine">The command as given.</param>
internal sealed record Provenance(
    string Version,
    string Libtorch,
    string Device,
    string Cpu,
    int Cores,
    int Threads,
    string OperatingSystem,
    string Runtime,
    IReadOnlyList<string> CommandLine)
{
    /// <summary>Of this process.</summary>
    public static Provenance Current(string device, int threads) => new(
        typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        TorchSharp.torch.__version__,
        device,
        CpuModel(),
        Environment.ProcessorCount,
        threads,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        [.. Environment.GetCommandLineArgs().Skip(1)]);

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    private static string CpuModel() => File.ReadLines("/proc/cpuinfo")
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault(RuntimeInformation.ProcessArchitecture.ToString());
}
