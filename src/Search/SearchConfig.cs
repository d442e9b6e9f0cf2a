namespace SweepRunner.Search;

/// <summary>A search: which cells of a space are tried. Its properties are its keys in a config.</summary>
public abstract record SearchConfig
{
    /// <summary>The most trials of one sweep.</summary>
    public const int MostTrials = 100_000;

    /// <summary>The number of cells asked for; null for as many as the space has.</summary>
    public virtual int? CountAsked() => null;

    /// <summary>The largest number of cells that it proposes; infinity where it cannot enumerate the space.</summary>
    public abstract double CountAtMost(SearchSpace space);

    /// <summary>The cells in the order in which they are tried, streamed: a pure function of the search's keys and the
    /// space.</summary>
    /// <exception cref="ArgumentException">The search cannot use such a space.</exception>
    public abstract IEnumerable<SearchPoint> Points(SearchSpace space);

    /// <summary>Why the search cannot use a domain, as a sentence with a way out; null where it can.</summary>
    public virtual string? ObstacleIn(Domain domain) => null;

    /// <summary>Why the search cannot use a space without a path, as a sentence with a way out; null where it
    /// can.</summary>
    public virtual string? ObstacleInEmptySpace() => null;
}
