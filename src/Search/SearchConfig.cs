namespace SweepRunner.Search;

/// <summary>A search: which cells of a space are tried. Its properties are its keys in a config. A search is a pure
/// function without state: <see cref="Ask"/> gives the same answer to the same question on every machine.</summary>
public abstract record SearchConfig
{
    /// <summary>The most trials of one sweep.</summary>
    public const int MostTrials = 100_000;

    /// <summary>The number of cells asked for; null for as many as the space has.</summary>
    public virtual int? CountAsked() => null;

    /// <summary>The largest number of cells that it proposes; infinity where it cannot enumerate the space.</summary>
    public abstract double CountAtMost(SearchSpace space);

    /// <summary>The cell that is tried next.</summary>
    /// <param name="space">The space.</param>
    /// <param name="history">Every cell of the sweep so far, those that still run among them.</param>
    /// <param name="number">The number of earlier proposals of this search, which is the 0-based number of this
    /// one.</param>
    /// <exception cref="ArgumentException">The search cannot use such a space.</exception>
    public abstract SearchAnswer Ask(SearchSpace space, SearchHistory history, int number);

    /// <summary>Why the search cannot use a domain, as a sentence with a way out; null where it can.</summary>
    public virtual string? ObstacleIn(Domain domain) => null;

    /// <summary>Why the search cannot use a space without a path, as a sentence with a way out; null where it
    /// can.</summary>
    public virtual string? ObstacleInEmptySpace() => null;
}

/// <summary>A search whose cells do not depend on results: it answers from the number alone.</summary>
public abstract record ListedSearch : SearchConfig
{
    /// <summary>The cells in the order in which they are tried, streamed: a pure function of the search's keys and the
    /// space.</summary>
    /// <exception cref="ArgumentException">The search cannot use such a space.</exception>
    public abstract IEnumerable<SearchPoint> Points(SearchSpace space);

    /// <inheritdoc/>
    public sealed override SearchAnswer Ask(SearchSpace space, SearchHistory history, int number) =>
        Points(space).Skip(number).FirstOrDefault() is { } point ? new Proposal(point) : new Exhausted();
}

/// <summary>The answer of a search.</summary>
public abstract record SearchAnswer;

/// <summary>A cell to try.</summary>
/// <param name="Point">The cell.</param>
/// <param name="IsModelled">True if a model of the results chose it; false if it was drawn without one.</param>
/// <param name="Note">Why it was chosen, as a short text for people, such as <c>tpe: 40 cells</c>; null for a plain
/// draw.</param>
public sealed record Proposal(SearchPoint Point, bool IsModelled = false, string? Note = null) : SearchAnswer;

/// <summary>The search would repeat a cell that can have one more seed.</summary>
/// <param name="Cell">The number of the cell.</param>
public sealed record AnotherSeed(int Cell) : SearchAnswer;

/// <summary>The search needs a result that is still missing. Only while a cell runs.</summary>
public sealed record WaitForResults : SearchAnswer;

/// <summary>The space has no other cell, or the number of cells asked for is reached.</summary>
public sealed record Exhausted : SearchAnswer;
