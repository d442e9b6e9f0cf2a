namespace SweepRunner.Reports.Formatting;

/// <summary>Writes commands of <c>sweep</c> for messages and pages, so that they work in a POSIX shell as pasted.
/// </summary>
/// <param name="Launcher">How the user calls <c>sweep</c>: its name, or a path such as <c>./sweep</c>.</param>
/// <param name="Store">The URL for <c>--store</c>; null where the command uses that store without the option.</param>
public sealed record SweepCommands(string Launcher, string? Store)
{
    /// <summary>The launcher's name on the PATH.</summary>
    public const string DefaultLauncher = "sweep";

    /// <summary>The same commands for any folder that they are pasted in: a launcher that is a path becomes
    /// absolute.</summary>
    public SweepCommands Anywhere =>
        this with { Launcher = Launcher.Contains('/') ? Path.GetFullPath(Launcher) : Launcher };

    /// <summary>Writes the command with these arguments, quoted where the shell needs it.</summary>
    public string Write(params IEnumerable<string> arguments) =>
        Line([Launcher, .. arguments, .. StoreOption()]);

    /// <summary>Writes the words of any command as one line for the shell.</summary>
    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    /// <summary>One word for the shell: within single quotes, only the quote itself has a meaning.</summary>
    public static string Quoted(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        // Braces are plain as in {lr}, but not around a list or a range.
        var isPlain = word.All(sign => char.IsAsciiLetterOrDigit(sign) || "-_./:=+,@{}".Contains(sign))
            && !(word.Contains('{') && (word.Contains(',') || word.Contains("..")));
        return isPlain && word.Length > 0 ? word : $"'{word.Replace("'", "'\\''")}'";
    }

    private IEnumerable<string> StoreOption() => Store is null ? [] : ["--store", Store];
}
