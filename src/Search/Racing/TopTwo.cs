using MathNet.Numerics.Distributions;

namespace SweepRunner.Search.Racing;

/// <summary>
/// The incumbent and the cell that is hardest to tell from it, which get seeds by turns, as in top-two sampling (Russo
/// 2016, "Simple Bayesian Algorithms for Best Arm Identification", COLT). The hardest is the one with the smallest
/// paired t; seeds that run are expected to change no mean. A tie is resolved once the cell is worse, or at most the
/// margin better, at the one-sided level of 5 %.
/// </summary>
internal sealed class TopTwo
{
    private const double Level = 0.05;

    private readonly RaceConfig _race;
    private readonly Contender _leader;

    public TopTwo(RaceConfig race, RaceField field)
    {
        (_race, _leader) = (race, field.Leader!);
        var (variance, freedom) = PairedVariance(field);
        var critical = freedom > 0 ? StudentT.InvCDF(0, 1, freedom, 1 - Level) : double.PositiveInfinity;
        Ties =
        [
            .. field.Others
                .Select(other => new Rival(other, _leader, variance))
                .Where(rival => !(rival.TAt(race.Margin) > critical))
                .OrderBy(rival => rival.TAt(0)),
        ];
    }

    /// <summary>The cells that are tied with the incumbent, the hardest to tell first.</summary>
    public IReadOnlyList<Rival> Ties { get; }

    /// <summary>The seed that decides most; null if no cell that is tied, nor the incumbent, has one left.</summary>
    public MoreSeeds? Next()
    {
        foreach (var rival in Ties)
        {
            var isRivalsTurn = rival.Cell.Begun < _leader.Begun || _leader.Begun >= _race.Max;
            var turn = isRivalsTurn ? rival.Cell : _leader;
            if (turn.Begun < _race.Max)
                return new MoreSeeds(
                    turn.Cell, 1,
                    isRivalsTurn
                        ? $"{Words.Mean(rival.Shared)} is too close to that of cell {_leader.Cell}, the incumbent"
                        : $"it leads, and {Words.Mean(rival.Shared)} of cell {rival.Cell.Cell} is too close");
        }

        return null;
    }

    /// <summary>Why no further seed decides anything.</summary>
    public string WhyOver() => Ties.Count == 0
        ? $"no cell is tied with cell {_leader.Cell}, the incumbent"
        : $"all cells that are tied with cell {_leader.Cell}, the incumbent, have {Words.Count(_race.Max, "seed")}";

    // The variance of the difference of one seed, pooled over all cells that share two seeds or more with the
    // incumbent. Without any, 1: t then orders by the differences, and no tie is resolved.
    private (double Variance, int Freedom) PairedVariance(RaceField field)
    {
        var (squares, freedom) = (0.0, 0);
        foreach (var other in field.Others.Where(other => other.Completed > 1))
        {
            var differences = other.DifferencesTo(_leader);
            squares += SquaresAround(differences, differences.Average());
            freedom += differences.Count - 1;
        }

        return (freedom > 0 ? squares / freedom : 1, freedom);
    }

    private static double SquaresAround(IReadOnlyList<double> values, double mean) =>
        values.Sum(value => (value - mean) * (value - mean));

    /// <summary>A contender against the incumbent.</summary>
    internal sealed class Rival
    {
        private readonly double _mean;
        private readonly double _error;

        // A pair that is noisier than the others is judged by its own variance.
        public Rival(Contender cell, Contender leader, double pooled)
        {
            var differences = cell.DifferencesTo(leader);
            (Cell, Shared, _mean) = (cell, differences.Count, differences.Average());
            var own = Shared > 1 ? SquaresAround(differences, _mean) / (Shared - 1) : 0;
            var expected = Math.Max(
                Shared, Math.Min(cell.Completed + cell.Underway, leader.Completed + leader.Underway));
            _error = Math.Sqrt(Math.Max(own, pooled) / expected);
        }

        public Contender Cell { get; }

        /// <summary>The seeds that both have completed.</summary>
        public int Shared { get; }

        /// <summary>The mean difference plus a margin, in standard errors: positive where the rival is worse. Without
        /// any noise, every difference is infinite.</summary>
        public double TAt(double margin) => _mean + margin == 0 ? 0 : (_mean + margin) / _error;
    }
}
