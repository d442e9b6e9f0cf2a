using System.Globalization;

namespace SweepRunner.Configuration;

/// <summary>Dotted paths of keys.</summary>
public static class ConfigPath
{
    /// <summary>The path of a key below another path.</summary>
    public static string Below(string path, string key) => string.IsNullOrEmpty(path) ? key : $"{path}.{key}";

    /// <summary>The path of a list item below another path.</summary>
    public static string Below(string path, int index) => Below(path, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>True if a path equals the other path or is below it.</summary>
    public static bool IsWithin(string path, string ancestor)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(ancestor);
        return path.StartsWith(ancestor, StringComparison.Ordinal)
            && (path.Length == ancestor.Length || path[ancestor.Length] == '.');
    }
}
