namespace SweepRunner.Runner.Configuration;

/// <summary>A sweep file without faults: typed, and with the positions that later faults point at.</summary>
/// <param name="Config">The typed config, overrides applied.</param>
/// <param name="Text">The file's text as given.</param>
/// <param name="ConfigJson">The config as canonical JSON: overrides applied, no defaults, the paths of the space in the
/// order of the file.</param>
/// <param name="Overrides">The values of <c>--set</c>, <c>path=value</c> each, in order.</param>
/// <param name="Root">The document.</param>
/// <param name="Space">The space.</param>
/// <param name="Catalog">What its trials can name.</param>
internal sealed record SweepDefinition(
    SweepConfig Config,
    string Text,
    string ConfigJson,
    IReadOnlyList<string> Overrides,
    ConfigObject Root,
    SweepSpace Space,
    TrialCatalog Catalog);

/// <summary>The space of a sweep, in the order of the file.</summary>
/// <param name="Axes">The paths that vary.</param>
/// <param name="Points">The single cells.</param>
internal sealed record SweepSpace(IReadOnlyList<SpaceAxis> Axes, IReadOnlyList<IReadOnlyList<PathValue>> Points)
{
    /// <summary>The space that the search has; null if there are only single cells. Without a path and without single
    /// cells the base is the only cell.</summary>
    public SearchSpace? Searched { get; } = Axes.Count > 0 || Points.Count == 0 ? new SearchSpace(Axes) : null;
}

/// <summary>An axis as the file has it.</summary>
/// <param name="Path">Dotted path below the root of the space.</param>
/// <param name="Domain">Its values; each choice is a <see cref="SpaceChoice"/>.</param>
/// <param name="Place">The path of its key in the file, such as <c>space.optimizer.0.lr</c>.</param>
/// <param name="Position">The position of its key.</param>
internal sealed record SpaceAxis(string Path, Domain Domain, string Place, SourcePosition Position)
    : Axis(Path, Domain);

/// <summary>A choice as the file has it.</summary>
/// <param name="Json">The value as canonical JSON.</param>
/// <param name="Axes">Its axes. In a cell, their values take the place of what the choice has at their paths.</param>
/// <param name="Value">The value as written.</param>
internal sealed record SpaceChoice(string Json, IReadOnlyList<Axis> Axes, ConfigNode Value) : Choice(Json, Axes);

internal sealed record PathValue(string Path, ConfigNode Value);
