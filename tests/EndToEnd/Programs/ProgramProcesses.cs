using System.Globalization;
using System.Text;

namespace SweepRunner.EndToEnd.Tests.Programs;

/// <summary>The processes of programs that are trials, found by their environment.</summary>
internal static class ProgramProcesses
{
    /// <summary>The processes whose checkpoints are in a folder.</summary>
    public static IReadOnlyList<int> Below(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(process => int.TryParse(Path.GetFileName(process), out _))
            .Where(process => Environment(process).Contains($"SWEEP_CHECKPOINTS={folder}", StringComparison.Ordinal))
            .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)),
    ];

    private static string Environment(string process)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Join(process, "environ")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended, or is another user's.
            return "";
        }
    }
}
