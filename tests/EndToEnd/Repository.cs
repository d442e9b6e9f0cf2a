using System.Runtime.CompilerServices;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The clone that the tests stand in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static IEnumerable<string> Configs => Directory.EnumerateFiles(File("configs"), "*.json")
        .Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>A path of the clone as a full one.</summary>
    public static string File(string path) => Path.Join(Root, path);

    private static string Find([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(source), "..", ".."));
}
