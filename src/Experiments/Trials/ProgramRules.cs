using System.Text.Json.Nodes;

namespace SweepRunner.Experiments.Trials;

/// <summary>The rules between the keys of a program. Paths start at the trial.</summary>
internal static class ProgramRules
{
    /// <summary>Checks the parts that have no faults of their own.</summary>
    /// <param name="parts">The program.</param>
    /// <param name="isCell">True for a cell of a sweep; false for its base, which the space may give more
    /// parameters.</param>
    /// <param name="isElsewhere">Tells whether another cell may have a parameter at a path.</param>
    public static IEnumerable<Fault> Check(ProgramParts parts, bool isCell, Func<string, bool> isElsewhere)
    {
        var known = isCell && parts.Parameters is { } parameters ? Paths(parameters, "").ToList() : null;
        return
        [
            .. InParameters(parts.Parameters ?? []),
            .. InCommand(parts.Command, known, isElsewhere),
            .. parts is { WorkingDirectory: not null, Command.WorkingDirectory: not null }
                ? [new Fault("workingDirectory", "The command has a workingDirectory too; keep one of them.")]
                : (Fault[])[],
        ];
    }

    private static IEnumerable<Fault> InParameters(JsonObject parameters)
    {
        foreach (var fault in Keys(parameters, ProgramTrial.ParametersKey))
            yield return fault;
        if (parameters.ContainsKey(Placeholders.Seed))
            yield return new Fault(
                $"{ProgramTrial.ParametersKey}.{Placeholders.Seed}",
                "{seed} stands for the seed of the trial; give the parameter another name.");
    }

    private static IEnumerable<Fault> InCommand(
        CommandConfig? command, List<string>? known, Func<string, bool> isElsewhere)
    {
        foreach (var (index, argument) in (command?.Run ?? []).Index())
            foreach (var problem in Problems(argument, known, isElsewhere))
                yield return new Fault($"command.run.{index}", problem);
        if (command is not null && string.IsNullOrWhiteSpace(command.Run[0]))
            yield return new Fault("command.run.0", "The name of the program is empty.");
    }

    private static IEnumerable<string> Problems(string argument, List<string>? known, Func<string, bool> isElsewhere)
    {
        if (argument.Contains('\0'))
            return ["An argument cannot have a NUL character."];
        try
        {
            var paths = Placeholders.In(argument);
            return known is null ? [] : paths.Where(path => path != Placeholders.Seed && !known.Contains(path))
                .Select(path => isElsewhere(path) ? Missing(path, known) : Unknown(path, known));
        }
        catch (FormatException exception)
        {
            return [$"{exception.Message} A placeholder is {{optimizer.lr}} or {{seed}}; {{{{ is a brace."];
        }
    }

    private static string Missing(string path, List<string> known)
    {
        var parent = path[..Math.Max(0, path.LastIndexOf('.'))];
        var whole = known.Contains(parent) ? $", or from {{{parent}}} as JSON" : "";
        return $"{{{path}}} is not a parameter of every cell. A program reads what only some cells have from the file "
            + $"SWEEP_PARAMETERS{whole}.";
    }

    private static string Unknown(string path, List<string> known)
    {
        var hint = ShapePath.Nearest(path, [.. known, Placeholders.Seed]) is { } near ? $"; did you mean '{near}'?"
            : known.Count == 0 ? "; there are no parameters. Write {{ for a brace."
            : $"; allowed: {Placeholders.Seed}, {string.Join(", ", known)}. Write {{{{ for a brace.";
        return $"{{{path}}} is no parameter{hint}";
    }

    // Every path below an object, those of objects too.
    private static IEnumerable<string> Paths(JsonObject parent, string path) => parent.SelectMany(each =>
    {
        var below = ConfigPath.Below(path, each.Key);
        return each.Value is JsonObject inner ? Paths(inner, below).Prepend(below) : [below];
    });

    private static IEnumerable<Fault> Keys(JsonObject parent, string path) => parent.SelectMany(each =>
    {
        var below = ConfigPath.Below(path, each.Key);
        return each.Key.Length == 0 || each.Key.IndexOfAny(['.', '{', '}']) >= 0
            ? [new Fault(below, "A key of parameters is not empty and has no dot or brace; write objects in objects.")]
            : each.Value is JsonObject inner ? Keys(inner, below) : [];
    });
}

/// <summary>The parts of a program that have no faults of their own. The others are null.</summary>
internal sealed record ProgramParts(CommandConfig? Command, string? WorkingDirectory, JsonObject? Parameters)
{
    public static ProgramParts Read(PartReader parts) => new(
        parts.Read<CommandConfig>("command"),
        parts.Read<string>("workingDirectory"),
        parts.Read<JsonObject>(ProgramTrial.ParametersKey));
}
