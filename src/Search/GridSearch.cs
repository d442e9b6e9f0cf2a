namespace SweepRunner.Search;

/// <summary>Every combination of the choices, the first path varying slowest.</summary>
public sealed class GridSearch : ISearch
{
    /// <inheritdoc/>
    public string Name => "grid";

    /// <inheritdoc/>
    public double CountAtMost(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return space.Axes.All(axis => axis.Domain is ChoiceDomain) ? space.Size : double.PositiveInfinity;
    }

    /// <inheritdoc/>
    public IEnumerable<SearchPoint> Points(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.Axes.FirstOrDefault(axis => axis.Domain is not ChoiceDomain) is { } range)
            throw new ArgumentException($"A grid takes lists of choices; '{range.Path}' is a range.", nameof(space));

        IEnumerable<PointValue[]> points = [[]];
        foreach (var axis in space.Axes)
        {
            var choices = ((ChoiceDomain)axis.Domain)
                .Values.Select((json, index) => new PointValue(json, index))
                .ToList();
            points = points.SelectMany(point => choices, (point, choice) => (PointValue[])[.. point, choice]);
        }

        return points.Select(point => new SearchPoint(point));
    }
}
