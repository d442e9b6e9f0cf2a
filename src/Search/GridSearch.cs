using SweepRunner.Configuration;

namespace SweepRunner.Search;

/// <summary>All combinations of the choices. The first path varies slowest; the axes of a choice vary right after
/// it.</summary>
[Case("grid", 1)]
public sealed record GridSearch : ListedSearch
{
    /// <inheritdoc/>
    public override double CountAtMost(SearchSpace space) =>
        space.AllAxes.All(axis => axis.Domain is ChoiceDomain) ? space.Size : double.PositiveInfinity;

    /// <inheritdoc/>
    public override IEnumerable<SearchPoint> Points(SearchSpace space)
    {
        if (space.AllAxes.FirstOrDefault(axis => axis.Domain is not ChoiceDomain) is { } range)
            throw new ArgumentException($"A grid takes lists of choices; '{range.Path}' is a range.", nameof(space));
        return space.Product();
    }

    /// <inheritdoc/>
    public override string? ObstacleIn(Domain domain) => domain is ChoiceDomain
        ? null
        : "A grid cannot list a range; give a list of choices, or \"search\": { \"name\": \"random\", \"trials\": N }.";
}
