using System.Globalization;
using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Machine;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>Expands one sweep into its trials.</summary>
internal sealed class SweepPlanner(SweepDefinition definition, TrialResources resources)
{
    private readonly TrialChecker _checker = new();
    private readonly Dictionary<Fault, int> _faults = [];
    private readonly string[] _paths = [.. definition.Axes.Select(axis => axis.Axis.Path)
        .Concat(definition.Points.SelectMany(point => point).Select(value => value.Path)).Distinct()];

    /// <summary>The plan, or the faults of the cells.</summary>
    public SweepPlanning Plan()
    {
        var seeds = definition.Config.Seeds;
        var space = new SearchSpace([.. definition.Axes.Select(axis => axis.Axis)]);
        var search = definition.Config.Search;
        var count = (HasProduct ? search.CountAtMost(space) : 0) + definition.Points.Count;
        if (count * seeds.Count > SearchConfig.MostTrials)
            return new SweepPlanning(
                null,
                [
                    SweepFault.TooManyTrials(
                        definition.Root.Find("space")?.Position ?? definition.Root.Position, count, seeds.Count),
                ]);

        var points = HasProduct ? search.Points(space).ToList() : [];
        var cells = points.Select(Values).Concat(definition.Points).Select(Resolve).ToList();
        if (_faults.Count > 0)
            return new SweepPlanning(null, Report(cells.Count));
        var plan = Number(cells!, seeds);
        return new SweepPlanning(plan with { Warnings = [.. Shortage(plan, points.Count, space)] }, []);
    }

    // Without a space the base is the only cell, unless there are single cells to run in its place.
    private bool HasProduct => definition.Axes.Count > 0 || definition.Points.Count == 0;

    // A grid is as large as its file says; a random search may have asked for more than there is.
    private IEnumerable<string> Shortage(SweepPlan plan, int found, SearchSpace space)
    {
        if (definition.Config.Search.CountAsked() is not { } asked || !HasProduct)
            yield break;
        if (found < asked)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"search.trials: asked for {asked}, "
                    + $"{(found == space.Size ? "the space has" : "the draws found")} only {found} different "
                    + $"points. Give the space more values, or ask for {found}.");
        }
        else if (plan.MergedCells > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"search.trials: asked for {asked}, and the plan lacks {plan.MergedCells} that would "
                    + $"train like an earlier one. Take what has no effect out of the space, or ask for more.");
        }
    }

    private IReadOnlyList<PathValue> Values(SearchPoint point) =>
    [
        .. point.Values.Zip(definition.Axes, (value, axis) => new PathValue(
            axis.Axis.Path,
            value.Choice is { } choice ? axis.Choices[choice] : new ConfigNumber(axis.Position, value.Json))),
    ];

    private TrialConfig? Resolve(IReadOnlyList<PathValue> values)
    {
        var tree = values.Aggregate(
            definition.Base, (trial, value) => trial.With(value.Path.Split('.'), value.Value) ?? trial);
        var faults = _checker.Check(tree, "trial");
        foreach (var fault in faults.Distinct())
            _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
        return faults.Count > 0 ? null : ConfigJson.Deserialize<TrialConfig>(tree, TrialJson.Shape);
    }

    private List<Fault> Report(int cells) =>
        [
            .. _faults
                .Select(each =>
                    each.Key with
                    {
                        Message = string.Create(
                            CultureInfo.InvariantCulture,
                            $"{each.Key.Message.TrimEnd('.')} (in {each.Value} of {cells} cells)."),
                    }
                )
                .OrderBy(fault => fault.Position?.Line ?? 0)
                .ThenBy(fault => fault.Position?.Column ?? 0),
        ];

    private SweepPlan Number(List<TrialConfig> cells, IReadOnlyList<long> seeds)
    {
        var trials = new List<PlannedTrial>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            var canonical = TrialJson.Canonical(cell);
            if (!seen.Add(canonical))
                continue;
            var full = TrialJson.SpellOut(cell);
            var first = new PlannedTrial
            {
                Number = 0,
                Cell = seen.Count - 1,
                Seed = 0,
                Identity = "",
                Config = cell,
                ConfigJson = CanonicalJson.Write(full),
                SpaceValues = [.. _paths.Select(path => ValueAt(full, canonical, path))],
                Size = TrialSize.Create(cell),
            };
            foreach (var seed in seeds)
                trials.Add(first with
                {
                    Number = trials.Count,
                    Seed = seed,
                    Identity = TrialJson.Identity(canonical, seed, resources.Threads, resources.DeviceKind.Name()),
                });
        }

        return new SweepPlan
        {
            Config = definition.Config,
            SpacePaths = _paths,
            Trials = trials,
            Cells = seen.Count,
            MergedCells = cells.Count - seen.Count,
            DeviceKind = resources.DeviceKind,
            Threads = resources.Threads,
        };
    }

    // A default counts as a value of its own, but an object is shown without the defaults in it.
    private static string? ValueAt(JsonNode full, string canonical, string path) => At(full, path) switch
    {
        null => null,
        JsonObject all => CanonicalJson.Write(At(JsonNode.Parse(canonical)!, path) ?? all),
        var value => CanonicalJson.Write(value),
    };

    private static JsonNode? At(JsonNode trial, string path)
    {
        JsonNode? node = trial;
        foreach (var key in path.Split('.'))
            node = (node as JsonObject)?[key];
        return node;
    }
}

/// <summary>What the search and the space demand of each other.</summary>
internal static class SearchRules
{
    /// <summary>Adds every broken rule.</summary>
    public static void Check(SweepDefinition definition, List<Fault> faults)
    {
        var search = definition.Root.Find("search")?.Value as ConfigObject;
        var name = search?.Find(UnionShape.Discriminator);
        if (Catalogue.TryCreate<SearchConfig>(name is null ? "grid" : (name.Value as ConfigText)?.Value) is not { } chosen)
            return;
        foreach (var axis in definition.Axes)
            if (chosen.ObstacleIn(axis.Axis.Domain) is { } obstacle)
                faults.Add(
                    new Fault(ConfigPath.Below("space", axis.Axis.Path), obstacle) { Position = axis.Position });
        if (chosen.ObstacleInEmptySpace() is { } reason
            && definition.Root.Find("space")?.Value is null or ConfigObject { Properties.Count: 0 })
            faults.Add(
                new Fault("search.name", reason) { Position = (name?.Value ?? definition.Root).Position });
    }
}
