using SweepRunner.Reports.Analysis;
using SweepRunner.Runner.Configuration;
using SweepRunner.Search.GaussianProcess;

namespace SweepRunner.Runner.Decisions;

/// <summary>A model of the results of a sweep, for reports: a Gaussian process, whatever search it ran.</summary>
internal static class SweepModel
{
    /// <summary>Predicts the objective at points of the space; null if the sweep has no space or too few results for a
    /// model, or if a point lies outside.</summary>
    public static IReadOnlyList<Prediction>? Predict(
        ITrackingStore store, SweepRecord sweep, TrialRecord like,
        IReadOnlyList<IReadOnlyDictionary<string, string>> points)
    {
        if (DefinitionOf(sweep) is not { Space.Searched: { } space } definition)
            return null;
        var situation = new SituationReader(store, sweep, definition, TimeProvider.System).Read().Situation;
        if (CostSurface.Fit(space, new SearchHistory(situation.Searched)) is not { } surface)
            return null;
        var values = sweep.Definition.SpacePaths.Zip(like.Definition.SpaceValues)
            .Where(each => each.Second is not null)
            .ToDictionary(each => each.First, each => each.Second!);
        var found = points
            .Select(point => values.ExceptBy(point.Keys, each => each.Key).Concat(point).ToDictionary())
            .Select(space.Find)
            .ToList();
        return found.Any(point => point is null)
            ? null
            : [.. found.Select(point => surface.Predict(point!)).Select(cost => new Prediction(
                sweep.Definition.IsObjectiveMaximized ? -cost.Cost : cost.Cost, cost.Deviation))];
    }

    // A report needs no plug-in. Without it, some paths of the space may be unknown.
    private static SweepDefinition? DefinitionOf(SweepRecord sweep)
    {
        try
        {
            return SweepReader.ReadStored(sweep, TrialCatalog.BuiltIn);
        }
        catch (Exception exception) when (exception is FaultsException or JsonException)
        {
            return null;
        }
    }
}
