using SweepRunner.Configuration;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>A sweep file that was read without a fault: typed, and with the places that later faults point
/// at.</summary>
internal sealed record SweepDefinition
{
    /// <summary>The typed config, overrides applied.</summary>
    public required SweepConfig Config { get; init; }

    /// <summary>The file's text as given.</summary>
    public required string Text { get; init; }

    /// <summary>The config as canonical JSON, overrides applied, defaults left out, the space's paths in the order of
    /// the file.</summary>
    public required string ConfigJson { get; init; }

    /// <summary>What <c>--set</c> overrode, <c>path=value</c> each, in order.</summary>
    public required IReadOnlyList<string> Overrides { get; init; }

    /// <summary>The whole tree.</summary>
    public required ConfigObject Root { get; init; }

    /// <summary>The tree of the base trial.</summary>
    public required ConfigObject Base { get; init; }

    /// <summary>What varies, in the order of the file.</summary>
    public required IReadOnlyList<SpaceAxis> Axes { get; init; }

    /// <summary>The single cells, in the order of the file.</summary>
    public required IReadOnlyList<IReadOnlyList<PathValue>> Points { get; init; }
}

/// <summary>A path that varies.</summary>
/// <param name="Axis">The path and its domain.</param>
/// <param name="Position">Where the path was written.</param>
/// <param name="Choices">The values of a choice as written; empty for a range.</param>
internal sealed record SpaceAxis(Axis Axis, SourcePosition Position, IReadOnlyList<ConfigNode> Choices);

/// <summary>A path and the value that it is set to.</summary>
internal sealed record PathValue(string Path, ConfigNode Value);
