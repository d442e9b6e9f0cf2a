using SweepRunner.Configuration;

namespace SweepRunner.Search;

/// <summary>All combinations of the choices. The first path varies slowest.</summary>
[Case("grid", 1)]
public sealed record GridSearch : SearchConfig
{
    /// <inheritdoc/>
    public override double CountAtMost(SearchSpace space) =>
        space.Axes.All(axis => axis.Domain is ChoiceDomain) ? space.Size : double.PositiveInfinity;

    /// <inheritdoc/>
    public override IEnumerable<SearchPoint> Points(SearchSpace space)
    {
        if (space.Axes.FirstOrDefault(axis => axis.Domain is not ChoiceDomain) is { } range)
            throw new ArgumentException($"A grid takes lists of choices; '{range.Path}' is a range.", nameof(space));

        IEnumerable<PointValue[]> points = [[]];
        foreach (var axis in space.Axes)
        {
            var choices = ((ChoiceDomain)axis.Domain).Values
                .Select((json, index) => new PointValue(json, index))
                .ToList();
            points = points.SelectMany(point => choices, (point, choice) => (PointValue[])[.. point, choice]);
        }

        return points.Select(point => new SearchPoint(point));
    }

    /// <inheritdoc/>
    public override string? ObstacleIn(Domain domain) => domain is ChoiceDomain
        ? null
        : "A grid cannot list a range; give a list of choices, or \"search\": { \"name\": \"random\", \"trials\": N }.";
}
