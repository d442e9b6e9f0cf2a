namespace SweepRunner.Runner.Configuration;

/// <summary>One factory for each kind of fault of a sweep's own keys.</summary>
internal static class SweepFault
{
    public static Fault Unreadable(string file, string reason) => new("", reason, SourcePosition.Whole(file));

    /// <summary>A checkpoint that a store does not keep.</summary>
    public static Fault TooLargeForStore(long bytes, SourcePosition position) =>
        new(
            "artifacts",
            $"A checkpoint has about {bytes >> 20} MiB, and a store keeps files of up to "
                + $"{FileRecord.MostBytesInStore >> 20} MiB. Set artifacts to folder, which all machines have to "
                + "share, or make the network smaller.",
            position);

    public static Fault OverrideWithoutValue(SourcePosition position) =>
        new("", "An override is written PATH=VALUE.", position);

    public static Fault UnknownOverride(SourcePosition position, string path, string? nearest) =>
        new(path, "No such path in a sweep file, counted from its root" + Hint(nearest), position);

    public static Fault OverrideThroughValue(SourcePosition position, string path) =>
        new(path, "The path leads through a value that has no such key or item.", position);

    /// <summary>No trial has a path of the space.</summary>
    public static Fault UnknownPath(ConfigProperty got, string path, string? nearest, string root)
    {
        var hint = nearest is null ? $"; a path counts from below {root}, as in optimizer.lr." : Hint(nearest);
        return new Fault(path, $"No trial has the path {CanonicalJson.Quote(got.Name)}{hint}", got.Position);
    }

    public static Fault PathBelowPath(ConfigProperty got, string path, ConfigProperty ancestor) =>
        new(
            path,
            $"'{got.Name}' lies below '{ancestor.Name}', which {ancestor.Position} sets as a whole; keep one of them.",
            got.Position);

    /// <summary>A path of the space that lies below choices, none of which has it.</summary>
    public static Fault NoChoiceHas(SpacePath got, SpacePath parent, IEnumerable<string> cases)
    {
        var owners = string.Join(", ", cases);
        return new Fault(
            got.Place,
            $"No choice of '{parent.Path}' has '{got.Path}'"
                + (owners.Length == 0 ? "; leave the path out." : $"; those that have it: {owners}."),
            got.Property.Position);
    }

    /// <summary>A path of the space that a choice varies too.</summary>
    public static Fault VariedTwice(SpacePath got, SpacePath inside) =>
        new(
            got.Place,
            $"A choice varies '{inside.Path}' itself, at {inside.Property.Position}; keep one of them.",
            got.Property.Position);

    public static Fault NoChoices(SourcePosition position, string path) =>
        new(
            path,
            "An empty list of choices leaves the space empty; give at least one value, or leave the path out.",
            position);

    public static Fault EqualChoices(ConfigNode got, string path, SourcePosition first) =>
        new(
            path,
            $"{(got.Shown == got.Sort ? "This value" : $"The value {got.Shown}")} is in the list already, at {first}.",
            got.Position);

    /// <summary>A domain is neither a list nor a known range.</summary>
    public static Fault NotADomain(ConfigNode got, string path) =>
        new(
            path,
            $"{Capital(got)} is no set of values; allowed: a list of choices, or one range: {RangeKind.InWords}.",
            got.Position);

    /// <summary>A range over a path that takes no numbers.</summary>
    public static Fault RangeOverOther(SourcePosition position, string path, string allowed) =>
        new(path, $"A range is of numbers, and this path takes {allowed}; give a list of choices.", position);

    public static Fault FractionsOverWhole(SourcePosition position, string path, string range) =>
        new(
            path,
            $"'{range}' draws fractions, and this path takes whole numbers; use \"int\", or \"quantized\" "
                + "with whole numbers.",
            position);

    public static Fault BadRange(ConfigNode got, string path, string needed) =>
        new(path, $"The range takes {needed}.", got.Position);

    /// <summary>Seeds that are neither a list nor a count.</summary>
    public static Fault BadSeeds(ConfigNode got) =>
        new(
            "seeds",
            $"{(got is ConfigList ? "An empty list" : Capital(got))} gives no seeds; allowed: a list of at "
                + $"least one integer from 0 to {long.MaxValue}, a count from 1 to {SearchConfig.MostTrials}, or "
                + "{ \"race\": true, \"min\": 1, \"max\": 8 }.",
            got.Position);

    public static Fault EqualSeeds(ConfigNode got, string path) =>
        new(path, $"The seed {got.Shown} is in the list already; equal trials run once.", got.Position);

    public static Fault TooManyThreads(ConfigNode got, int cores, int mostACore) =>
        new(
            "threads",
            $"{got.Shown} threads are too many for {NumberText.Count(cores, "core")}; allowed: "
                + $"an integer from 1 to {mostACore * cores}, {mostACore} a core.",
            got.Position);

    /// <summary>A device that the launcher does not ask for.</summary>
    public static Fault NoGpuOfLauncher(ConfigNode got, string launcher) =>
        new(
            "device",
            $"The launcher {launcher} gives no GPU to a task; set launcher.gpus, or set device to cpu.",
            got.Position);

    /// <summary>A launcher of <c>--set</c> that is not the one of the option.</summary>
    public static Fault LauncherContradicted(string source, string set, string option) =>
        new(
            "launcher",
            $"--set names the launcher {set}, and the options of the command {option}; leave one of them out.",
            SourcePosition.Whole(source));

    public static Fault TooManyTrials(SourcePosition position, double cells, int seeds)
    {
        var product = cells < 1e9 ? $"{cells} cells" : $"{cells:0.#####e0} cells";
        return new Fault(
            "space",
            $"{product} x {seeds} seeds are more than the {SearchConfig.MostTrials} trials that a sweep may have.",
            position);
    }

    private static string Hint(string? nearest) => nearest is null ? "." : $"; did you mean '{nearest}'?";

    // A value stays as it is spelled; words begin the sentence.
    private static string Capital(ConfigNode node) =>
        node.Shown == node.Sort ? char.ToUpper(node.Shown[0]) + node.Shown[1..] : node.Shown;
}
