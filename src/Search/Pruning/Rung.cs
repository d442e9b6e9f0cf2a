namespace SweepRunner.Search.Pruning;

/// <summary>The first trial of a cell in successive halving.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Bracket">Only trials of one bracket and one seed are compared.</param>
/// <param name="Rungs">The epochs of its rungs.</param>
internal sealed record Climber(TrialObservation Trial, int Bracket, IReadOnlyList<int> Rungs)
{
    /// <summary>The highest rung that it has reached; 0 epochs before the first.</summary>
    public (long Seed, int Bracket, int Epochs) Place { get; } =
        (Trial.Seed, Bracket, Rungs.LastOrDefault(rung => rung <= Trial.Epochs));

    /// <summary>Its order at its highest rung, the best first.</summary>
    public (double Cost, int Number) Standing => StandingAt(Place.Epochs);

    /// <summary>Its order at a rung, the best first: infinity for a cost that is missing or not finite, or where it
    /// diverged.</summary>
    public (double Cost, int Number) StandingAt(int epochs) =>
        (Trial.State is not TrialState.Diverged && CostAt(epochs) is { } cost && double.IsFinite(cost)
            ? cost
            : double.PositiveInfinity, Trial.Number);

    /// <summary>The cost at a rung; for a trial that completed early, because it no longer improved, the last
    /// one.</summary>
    public double? CostAt(int epochs) => Trial.CostAt(Math.Min(epochs, Trial.Epochs));

    /// <summary>True if it counts at a rung. A diverged trial also counts at the first rung that it did not
    /// reach.</summary>
    public bool CountsAt((long Seed, int Bracket, int Epochs) place) =>
        (Trial.Seed, Bracket) == (place.Seed, place.Bracket)
        && Trial.AllEpochs >= place.Epochs
        && (Trial.Epochs >= place.Epochs
            || Trial.State is TrialState.Completed
            || (Trial.State is TrialState.Diverged
                && Rungs.FirstOrDefault(rung => rung > Trial.Epochs) == place.Epochs));
}

/// <summary>A rung with the trials that have reached it.</summary>
/// <param name="Cut">The last of the best ⌊n/η⌋ of the n trials; null if there is none.</param>
internal sealed record Rung((double Cost, int Number)? Cut)
{
    /// <summary>A rung of the trials of one seed and bracket.</summary>
    public static Rung At(
        (long Seed, int Bracket, int Epochs) place, IReadOnlyList<Climber> climbers, int reductionFactor)
    {
        var standings = climbers
            .Where(climber => climber.CountsAt(place))
            .Select(climber => climber.StandingAt(place.Epochs))
            .Order()
            .ToList();
        var best = standings
            .Take(standings.Count / reductionFactor)
            .TakeWhile(each => double.IsFinite(each.Cost))
            .ToList();
        return new(best.Count > 0 ? best[^1] : null);
    }

    /// <summary>Judges a trial that pauses here.</summary>
    /// <param name="climber">The trial.</param>
    /// <param name="isForced">True if it goes on whatever the others have reached.</param>
    public PruneVerdict Judge(Climber climber, bool isForced)
    {
        var (rungs, epochs) = (climber.Rungs, climber.Place.Epochs);
        // A trial that was stopped before its first rung has not been compared yet.
        var goesOn = isForced || epochs == 0 || (Cut is { } cut && climber.Standing.CompareTo(cut) <= 0);
        return new(
            climber.Trial.Number, goesOn ? PruneAction.Promote : PruneAction.Hold,
            (rungs.Count(rung => rung <= epochs), rungs.Count), climber.CostAt(epochs), Cut?.Cost);
    }
}
