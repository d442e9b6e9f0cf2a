namespace SweepRunner.Runner.Configuration;

/// <summary>Makes cells of values at the paths of a sweep's space, and checks them.</summary>
internal sealed class CellPlanner
{
    private readonly SweepDefinition _definition;
    private readonly ConfigNode _base;
    private readonly CellColumns _columns;
    private readonly TrialChecker _checker;

    public CellPlanner(SweepDefinition definition)
    {
        _definition = definition;
        _base = definition.Root.Find("trial")!.Value;
        _columns = new CellColumns(definition.Space);
        _checker = new TrialChecker(definition.Catalog, _columns.IsSet);
    }

    /// <summary>The paths that vary.</summary>
    public IReadOnlyList<string> Paths => _columns.Paths;

    /// <summary>The cell at a point of the space.</summary>
    public CellDraft Draft(SearchPoint point) =>
        Draft([.. point.Values.Select(value => new PathValue(value.Axis.Path, NodeOf(value)))]);

    /// <summary>The base, or another trial given as JSON, with other values at some paths.</summary>
    public CellDraft Draft(IReadOnlyList<PathValue> values, string? trialJson = null)
    {
        var from = trialJson is null ? _base : ConfigDocument.ParseValue(trialJson, "trial", _base.Position).Root!;
        var tree = values.Aggregate(from, (trial, value) =>
            trial.With(SpaceRoot.KeysOf(_definition.Config.Trial, value.Path), value.Value) ?? trial);
        var faults = _checker.Check(tree, "trial");
        if (faults.Count > 0)
            return new CellDraft(null, tree, faults);
        // The files of a program are read once, with the base.
        return (ConfigJson.Deserialize<TrialConfig>(tree, _definition.Catalog.Shape), _definition.Config.Trial) switch
        {
            (ProgramTrial cell, ProgramTrial whole) => new CellDraft(
                cell with { WorkingDirectory = null, Command = whole.Command.OfTrial() }, tree, []),
            var (network, _) => Fitting(_definition.Catalog.Resolve((NetworkTrial)network), tree),
        };
    }

    private CellDraft Fitting(NetworkTrial trial, ConfigNode written) =>
        _definition.Config.Artifacts == ArtifactNames.InStore
            && _definition.Catalog.CheckpointBytesOf(trial) is > FileRecord.MostBytesInStore and var bytes
            ? new CellDraft(null, written, [SweepFault.TooLargeForStore(bytes, written.Position)])
            : new CellDraft(trial, written, []);

    /// <summary>A cell without faults, with its number.</summary>
    public PlannedCell Number(CellDraft draft, int number)
    {
        var config = draft.Config!;
        var full = TrialJson.SpellOut(config);
        return new PlannedCell(
            number,
            config,
            CanonicalJson.Write(full),
            TrialJson.Canonical(config),
            _columns.ValuesOf(config, draft.Written, full, _definition.Catalog.Telling(config)),
            config is NetworkTrial network ? _definition.Catalog.SizeOf(network) : null);
    }

    private static ConfigNode NodeOf(PointValue value) => value.Choice is SpaceChoice choice
        ? choice.Value
        : new ConfigNumber(((SpaceAxis)value.Axis).Position, value.Json);
}

/// <summary>A cell before it is numbered.</summary>
/// <param name="Config">Its config; null if it has faults.</param>
/// <param name="Written">The config as the file gives it.</param>
/// <param name="Faults">Its faults.</param>
internal sealed record CellDraft(TrialConfig? Config, ConfigNode Written, IReadOnlyList<Fault> Faults);
