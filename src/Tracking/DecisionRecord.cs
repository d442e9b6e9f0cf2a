namespace SweepRunner.Tracking;

/// <summary>The kind of a decision about the trials of a sweep.</summary>
public enum DecisionKind
{
    /// <summary>The sweep decides its trials from here on: the first decision of such a sweep.</summary>
    Begin,

    /// <summary>A search proposed a cell.</summary>
    Propose,

    /// <summary>The user added a cell.</summary>
    Enqueue,

    /// <summary>A cell got further seeds.</summary>
    Seed,

    /// <summary>A paused trial goes on.</summary>
    Promote,

    /// <summary>Paused trials were stopped.</summary>
    Prune,

    /// <summary>Nothing more will be decided: the sweep is done once no trial is queued or running.</summary>
    End,

    /// <summary>Decisions go on after an end: the sweep was extended, or trials were queued anew.</summary>
    Reopen,
}

/// <summary>A decision, with the changes that it makes to the trials of its sweep.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record NewDecision(DecisionKind Kind, string Reason)
{
    /// <summary>The facts on which the decision rests, as JSON: the trials that had ended or paused, and what a search
    /// had seen of them.</summary>
    public string FactsJson { get; init; } = "{}";

    /// <summary>New trials, which are queued behind the others in this order. Their cells are numbered by the
    /// caller.</summary>
    public IReadOnlyList<NewTrial> Added { get; init; } = [];

    /// <summary>Paused trials that return to the queue, or pruned ones that are revived.</summary>
    public IReadOnlyList<Promotion> Promoted { get; init; } = [];

    /// <summary>Paused trials that end.</summary>
    public IReadOnlyList<(int Trial, TrialEnd End)> Ended { get; init; } = [];
}

/// <summary>A trial that goes on, and the completed epochs after which it pauses again; null if it runs to its
/// end.</summary>
public sealed record Promotion(int Trial, int? PauseAfterEpochs);

/// <summary>A stored decision.</summary>
public sealed record DecisionRecord
{
    /// <summary>The number, from 0: its place among the decisions of the sweep.</summary>
    public required int Number { get; init; }

    /// <summary>The kind.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>The facts on which the decision rests, as JSON.</summary>
    public required string FactsJson { get; init; }

    /// <summary>The numbers of the trials that it added, promoted or ended.</summary>
    public required IReadOnlyList<int> Trials { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset TimeUtc { get; init; }
}
