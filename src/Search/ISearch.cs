namespace SweepRunner.Search;

/// <summary>Says which points of a space are tried.</summary>
public interface ISearch
{
    /// <summary>The name in a config.</summary>
    string Name { get; }

    /// <summary>How many points it proposes at most; infinity where it cannot enumerate the space.</summary>
    double CountAtMost(SearchSpace space);

    /// <summary>The points in the order in which they are tried, a pure function of the search's own settings and the
    /// space; streamed.</summary>
    /// <exception cref="ArgumentException">The search cannot do with such a space.</exception>
    IEnumerable<SearchPoint> Points(SearchSpace space);
}
