using System.Text.RegularExpressions;

namespace SweepRunner.Runner.Configuration;

/// <summary>A sweep file that <c>new</c> writes, complete and at most a minute or two long on two cores, with the files
/// that it needs beside it. The texts are in the folder <c>Templates</c>.</summary>
/// <param name="Kind">The value of <c>--from</c>.</param>
/// <param name="DefaultName">The name of the sweep, if none is given.</param>
/// <param name="Program">The program that the sweep runs; null if it trains networks.</param>
internal sealed record SweepTemplate(string Kind, string DefaultName, string? Program = null)
{
    /// <summary>The schema beside the file, which editors read.</summary>
    public const string SchemaFile = "sweep.schema.json";

    /// <summary>The helper that the program imports.</summary>
    public const string HelperFile = "sweep_log.py";

    /// <summary>What is written if no kind is given.</summary>
    public static readonly SweepTemplate Default = new("grid", "my-grid");

    public static IReadOnlyList<SweepTemplate> All { get; } =
    [
        new("quickstart", "my-quickstart"),
        Default,
        new("random", "my-random"),
        new("command", "my-program", "train.py"),
    ];

    /// <summary>The text of the sweep file.</summary>
    /// <exception cref="CommandException">A sweep cannot have that name.</exception>
    public string Create(string name)
    {
        if (IsName(name))
            return Text($"{Kind}.json").Replace("NAME", name);
        var near = Regex.Replace(name.ToLowerInvariant(), "[^a-z0-9._-]+", "-").TrimStart('.', '_', '-').TrimEnd('-');
        var hint = IsName(near) ? $" Did you mean '{near}'?" : "";
        throw new CommandException(
            $"'{name}' is not a name for a sweep; allowed: {SweepConfig.NameRule}.{hint} --out names another file.");
    }

    /// <summary>The text of the program or its helper.</summary>
    public static string Text(string file)
    {
        using var stream = typeof(SweepTemplate).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static bool IsName(string name) => Regex.IsMatch(name, $@"\A(?:{SweepConfig.NamePattern})\z");
}
