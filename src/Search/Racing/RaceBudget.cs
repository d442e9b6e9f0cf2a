namespace SweepRunner.Search.Racing;

/// <summary>What a race may still spend.</summary>
/// <param name="Trials">The trials of the whole sweep, those that have ended among them; null if they are not
/// limited.</param>
/// <param name="Begun">The trials so far, those that still run among them.</param>
/// <param name="CanPropose">True while new cells can start.</param>
public sealed record RaceBudget(int? Trials, int Begun, bool CanPropose);
