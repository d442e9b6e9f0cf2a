namespace SweepRunner.Reports.Statistics;

/// <summary>A trial with what a comparison needs of it.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Objective">The value that counts for the ranking; null without one. It may be NaN.</param>
/// <param name="Learning">Whether the trial learned.</param>
public sealed record TrialResult(TrialRecord Trial, double? Objective, Learning Learning = Learning.Unknown)
{
    /// <summary>Tells whether two trials train and validate on the same images: they have the same text.</summary>
    public string Images { get; init; } = "";

    /// <summary>What the trial shares with those that it may be paired with: the images and the seed.</summary>
    public (string Images, long Seed) Block => (Images, Trial.Definition.Seed);

    /// <summary>True if the trial completed with a finite objective, which enters means.</summary>
    public bool IsRanked => Trial.Outcome == Outcome.Completed && Objective is { } value && double.IsFinite(value);

    /// <summary>True for a completed trial whose answers are no better than chance.</summary>
    public bool IsAtChance => Learning.IsAtChance();
}

/// <summary>Whether a completed trial learned, by its answers on the validation images.</summary>
public enum Learning
{
    /// <summary>Not decided: the trial has not completed, or too little is known of it.</summary>
    Unknown,

    /// <summary>Its answers are better than chance.</summary>
    Learned,

    /// <summary>Its answers are no better than chance.</summary>
    DidNotLearn,

    /// <summary>Its answers are no better than chance, but its training loss still fell.</summary>
    StillFalling,
}

/// <summary>The words for <see cref="Learning"/>.</summary>
public static class LearningText
{
    /// <summary>True if the answers are no better than chance.</summary>
    public static bool IsAtChance(this Learning learning) => learning is Learning.DidNotLearn or Learning.StillFalling;

    /// <summary><c>did not learn in 3 epochs</c>, or <c>did not learn in 3 epochs; still falling: more epochs</c>; null
    /// for any other trial.</summary>
    public static string? Describe(this Learning learning, int epochs) => !learning.IsAtChance() ? null
        : $"did not learn in {Formatting.NumberText.Count(epochs, "epoch")}"
            + (learning == Learning.StillFalling ? "; still falling: more epochs" : "");
}
