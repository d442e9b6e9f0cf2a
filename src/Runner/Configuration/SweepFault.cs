using System.Globalization;
using SweepRunner.Configuration;
using SweepRunner.Reports.Formatting;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>One factory for each kind of fault in the keys of a sweep.</summary>
internal static class SweepFault
{
    /// <summary>The file cannot be read.</summary>
    public static Fault Unreadable(string file, string reason) =>
        new("", reason) { Position = SourcePosition.Whole(file) };

    /// <summary>An override is not PATH=VALUE.</summary>
    public static Fault OverrideWithoutValue(SourcePosition position) =>
        new("", "An override is written PATH=VALUE.") { Position = position };

    /// <summary>The path of an override does not start with a key of the document.</summary>
    public static Fault UnknownOverride(SourcePosition position, string path, string? nearest) =>
        new(path, "No such path in a sweep file, counted from its root" + Hint(nearest))
        {
            Position = position,
            Got = path,
            Nearest = nearest,
        };

    /// <summary>The path of an override leads through a value without such a key or item.</summary>
    public static Fault OverrideThroughValue(SourcePosition position, string path) =>
        new(path, "The path leads through a value that has no such key or item.") { Position = position };

    /// <summary>A path of the space that trials do not have.</summary>
    public static Fault UnknownPath(SourcePosition position, string path, string given, string? nearest) =>
        new(
            path,
            $"No trial has the path {CanonicalJson.Quote(given)}"
                + (nearest is null ? "; a path counts from below trial, as in optimizer.lr." : Hint(nearest)))
        {
            Position = position,
            Got = given,
            Nearest = nearest,
        };

    /// <summary>A path and a path above it are both set.</summary>
    public static Fault PathBelowPath(
        SourcePosition position, string path, string given, string ancestor, SourcePosition ancestorPosition) =>
        new(path, $"'{given}' lies below '{ancestor}', which {ancestorPosition} sets as a whole; keep one of them.")
        {
            Position = position,
        };

    /// <summary>An empty list of choices.</summary>
    public static Fault NoChoices(SourcePosition position, string path) =>
        new(path, "An empty list of choices leaves the space empty; give at least one value, or leave the path out.")
        {
            Position = position,
        };

    /// <summary>A duplicate choice.</summary>
    public static Fault EqualChoices(ConfigNode got, string path, SourcePosition first) =>
        new(path, $"The value {got.Shown} is in the list already, at {first}.")
        {
            Position = got.Position,
            Got = got.Shown,
        };

    /// <summary>A domain that is neither a list nor a known range.</summary>
    public static Fault NotADomain(ConfigNode got, string path) => new(
        path,
        $"{Capital(got)} is no set of values; allowed: a list of choices, or one range: {RangeKind.InWords}.")
    { Position = got.Position, Got = got.Shown };

    /// <summary>A range for a path without numbers.</summary>
    public static Fault RangeOverOther(SourcePosition position, string path, string allowed) =>
        new(path, $"A range is of numbers, and this path takes {allowed}; give a list of choices.")
        {
            Position = position,
            Allowed = allowed,
        };

    /// <summary>A range of fractions for a path of integers.</summary>
    public static Fault FractionsOverWhole(SourcePosition position, string path, string range) =>
        new(
            path,
            $"'{range}' draws fractions, and this path takes whole numbers; use \"int\", or \"quantized\" "
                + "with whole numbers.")
        {
            Position = position,
        };

    /// <summary>The numbers of a range are wrong.</summary>
    public static Fault BadRange(ConfigNode got, string path, string needed) =>
        new(path, $"The range takes {needed}.") { Position = got.Position, Got = got.Shown, Allowed = needed };

    /// <summary>Seeds that are neither a list nor a count.</summary>
    public static Fault BadSeeds(ConfigNode got, string path) =>
        new(
            path,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(got is ConfigList ? "An empty list" : Capital(got))} gives no seeds; allowed: a list of at "
                    + $"least one integer from 0 to {long.MaxValue}, or a count from 1 to {SearchConfig.MostTrials}."))
        {
            Position = got.Position,
            Got = got.Shown,
        };

    /// <summary>A duplicate seed.</summary>
    public static Fault EqualSeeds(ConfigNode got, string path) =>
        new(path, $"The seed {got.Shown} is in the list already; equal trials run once.")
        {
            Position = got.Position,
            Got = got.Shown,
        };

    /// <summary>Too many threads for the machine.</summary>
    public static Fault TooManyThreads(ConfigNode got, int cores, int mostACore) =>
        new(
            "threads",
            $"{got.Shown} threads are too many for a machine of {NumberText.Count(cores, "core")}; allowed: "
                + $"an integer from 1 to {NumberText.Of(mostACore * cores)}, {NumberText.Of(mostACore)} a core.")
        {
            Position = got.Position,
            Got = got.Shown,
        };

    /// <summary>More trials than a sweep may have.</summary>
    public static Fault TooManyTrials(SourcePosition position, double cells, int seeds)
    {
        var product = string.Create(CultureInfo.InvariantCulture, $"{cells:0.#####e0} cells x {seeds} seeds");
        if (cells < 1e9)
            product = string.Create(CultureInfo.InvariantCulture, $"{cells} cells x {seeds} seeds");
        return new Fault(
            "space",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{product} are more than the {SearchConfig.MostTrials} trials that a sweep may have."))
        {
            Position = position,
        };
    }

    private static string Hint(string? nearest) => nearest is null ? "." : $"; did you mean '{nearest}'?";

    // Words start the sentence with a capital; a value stays as written.
    private static string Capital(ConfigNode node) =>
        node.Shown == node.Sort ? char.ToUpperInvariant(node.Shown[0]) + node.Shown[1..] : node.Shown;
}
