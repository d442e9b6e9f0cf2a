namespace SweepRunner.Runner.Configuration;

/// <summary>A sweep file without faults: typed, and with the positions that later faults point at.</summary>
/// <param name="Config">The typed config, overrides applied.</param>
/// <param name="Text">The file's text as given.</param>
/// <param name="ConfigJson">The config as canonical JSON: overrides applied, no defaults, the paths of the space in the
/// order of the file.</param>
/// <param name="Overrides">The values of <c>--set</c>, <c>path=value</c> each, in order.</param>
/// <param name="Root">The document.</param>
/// <param name="Space">The space.</param>
internal sealed record SweepDefinition(
    SweepConfig Config,
    string Text,
    string ConfigJson,
    IReadOnlyList<string> Overrides,
    ConfigObject Root,
    SweepSpace Space);

/// <summary>The space of a sweep, in the order of the file.</summary>
internal sealed record SweepSpace(IReadOnlyList<SpaceAxis> Axes, IReadOnlyList<IReadOnlyList<PathValue>> Points);

/// <summary>A path that varies. The choices are the values as written; empty for a range.</summary>
internal sealed record SpaceAxis(Axis Axis, SourcePosition Position, IReadOnlyList<ConfigNode> Choices);

internal sealed record PathValue(string Path, ConfigNode Value);
