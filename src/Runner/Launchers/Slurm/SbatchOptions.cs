using System.Text.RegularExpressions;

namespace SweepRunner.Runner.Launchers.Slurm;

/// <summary>The options of sbatch that a sweep file names by itself, in <c>launcher.options</c>.</summary>
internal static partial class SbatchOptions
{
    private const string Path = "launcher.options", Setup = "setup", Options = "options",
        Value = "a text, a number, or true for an option without a value";

    // The options that the script or the command of sweep has, with what to do instead.
    private static readonly (string[] Names, string Instead)[] Own =
    [
        (["partition", "p"], "use the key launcher.partition"),
        (["account", "A"], "use the key launcher.account"),
        (["time", "t"], "use the key launcher.time"),
        (["gpus", "G", "gres", "gpus-per-node", "gpus-per-task"], "use the key launcher.gpus"),
        (["cpus-per-task", "c"], "use the key launcher.cpus"),
        (["mem", "mem-per-cpu", "mem-per-gpu"], "use the key launcher.memory"),
        (["array", "a"], "use the key launcher.parallel"),
        (["job-name", "J", "comment"], "it finds its tasks by it; leave it out"),
        (["nodes", "N", "ntasks", "n", "ntasks-per-node"], "a task is one process on one node; leave it out"),
        (["parsable", "quiet", "Q", "wait", "W", "test-only"], "it reads the answer of sbatch; leave it out"),
        (["wrap"], "it writes the script; give lines of your own in launcher.setup"),
        (["open-mode"], "a task that is queued again goes on with its output; leave it out"),
    ];

    /// <summary>The lines of the script that ask for the options, as sbatch reads them.</summary>
    public static IEnumerable<string> Lines(IReadOnlyDictionary<string, JsonElement> options) => options
        .Select(option => (Dashes: option.Key.Length == 1 ? "-" : "--", option.Key, option.Value))
        .Select(option => option.Value.ValueKind == JsonValueKind.True
            ? $"{option.Dashes}{option.Key}"
            : $"{option.Dashes}{option.Key}{(option.Dashes == "-" ? " " : "=")}{Quoted($"{option.Value}")}");

    /// <summary>Every fault of a launcher's options and of its lines for the node.</summary>
    public static IEnumerable<Fault> Check(ConfigObject launcher)
    {
        var lines = (launcher.Find(Setup)?.Value as ConfigList)?.Items ?? [];
        foreach (var (index, line) in lines.Index())
            if (line is ConfigText { Value: var text } && text.Contains('\n'))
                yield return new Fault(
                    $"launcher.{Setup}.{index}", "The text has a line break; give each line as an item of the list.",
                    line.Position);
        if (launcher.Find(Options)?.Value is not { } options || options is ConfigNull)
            yield break;
        if (options is not ConfigObject given)
        {
            yield return FaultOf.WrongType(options, Path, "an object");
            yield break;
        }

        foreach (var option in given.Properties)
            if (FaultOfOption(option) is { } fault)
                yield return fault;
    }

    /// <summary>A value as a line of the script has it.</summary>
    public static string Quoted(string value) => value.Any(char.IsWhiteSpace) ? $"\"{value}\"" : value;

    private static Fault? FaultOfOption(ConfigProperty option)
    {
        var (name, path) = (option.Name, ConfigPath.Below(Path, option.Name));
        return !NameShape().IsMatch(name)
                ? Fault($"{CanonicalJson.Quote(name)} is no name of an option; write it without dashes, as in "
                    + "\"constraint\".")
            : Own.FirstOrDefault(own => own.Names.Contains(name)).Instead is { } instead
                ? Fault($"sweep sets this option of sbatch itself: {instead}.")
            : option.Value switch
            {
                ConfigText { Value: var text } when text.AsSpan().ContainsAny("\"\n\r") =>
                    Fault("The value has a line break or a quotation mark, which the script cannot pass on."),
                ConfigText or ConfigNumber or ConfigFlag { Value: true } => null,
                _ => FaultOf.WrongType(option.Value, path, Value),
            };

        Fault Fault(string message) => new(path, message, option.Position);
    }

    [GeneratedRegex("^([A-Za-z]|[a-z][a-z0-9-]+)\\z")]
    private static partial Regex NameShape();
}
