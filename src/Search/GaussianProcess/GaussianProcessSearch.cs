using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Configuration;
using SweepRunner.Search.Sobol;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>
/// Bayesian optimization with a Gaussian process (Snoek et al. 2012, "Practical Bayesian optimization of machine
/// learning algorithms", arXiv 1206.2944): it models the cost over the whole space, and proposes the cell whose
/// expected improvement on the best one is largest. A cell that still runs counts with the cost that the model expects
/// there (kriging believer; Ginsbourger et al. 2010), so that the next one is elsewhere.
/// </summary>
[Case("gp", 5)]
public sealed record GaussianProcessSearch : SearchConfig
{
    // With more cells that run, the last ones count.
    private const int MostRunning = 64;

    // The model may be too sure of itself after few cells. Where it sees no cell that gains more than a hundredth of a
    // standard deviation of the costs, one in four cells is drawn instead, where it does not expect divergence.
    private const int DrawEvery = 4;
    private static readonly double SmallGain = Math.Log(0.01);

    // A draw that repeats a known cell is drawn again so many times.
    private const int Redraws = 100;

    /// <summary>Cells to try, at least 1.</summary>
    [Description("Cells to try."), Range(1, MostTrials)]
    public required int Trials { get; init; }

    /// <summary>The seed of the draws.</summary>
    [Description("Fixes the draws.")]
    public long Seed { get; init; }

    /// <summary>The number of cells with a result before the first that is modelled, at least 1.</summary>
    [Description("Cells with a result before the first that a model chooses; those before are random."),
        Range(1, MostTrials)]
    public int StartupTrials { get; init; } = 10;

    /// <inheritdoc/>
    public override int? CountAsked() => Trials;

    /// <inheritdoc/>
    public override double CountAtMost(SearchSpace space) => Math.Min(Trials, space.Size);

    /// <inheritdoc/>
    public override string ObstacleInEmptySpace() =>
        "A Gaussian process models the space, and the space is empty; give it a path, or leave the search out.";

    /// <inheritdoc/>
    public override SearchAnswer Ask(SearchSpace space, SearchHistory history, int number)
    {
        if (number >= Trials)
            return new Exhausted();
        var units = new UnitSpace(space);
        var known = history.Cells.Select(cell => cell.Point.Key).ToHashSet();
        var draws = Draws(space, units, number).Where(point => !known.Contains(point.Key));
        SearchPoint? drawn = null;
        if (ObservedCells.Of(history) is { } observed && observed.Cells.Count >= StartupTrials)
        {
            var fit = CostModel.Fit(units, observed);
            var running = Running(units, history);
            var model = fit.Model.Believing(running);
            // The best mean, as the result of one seed may be better by luck.
            var best = fit.Data.Points.Concat(running).Min(point => model.Mean(point));
            var random = Chance.Stream($"{Seed}\n{number}\ngp");
            var found = new Acquisition(space, units, model, best, known, random).Best(fit.Data);
            if (found is { Point: var point, Value: var gain } && (gain > SmallGain || number % DrawEvery != 0))
                return new Proposal(point, IsModelled: true, $"gp: {observed.Cells.Count} cells");
            drawn = draws.FirstOrDefault(point => !fit.ExpectsDivergence(units.ToUnits(point)));
        }

        drawn ??= draws.FirstOrDefault();
        return drawn is null ? new Exhausted() : new Proposal(drawn);
    }

    private static List<double[]> Running(UnitSpace units, SearchHistory history) =>
    [
        .. history.Cells
            .Where(cell => cell.State is TrialState.Running)
            .TakeLast(MostRunning)
            .Select(cell => CellData.Impute(units.ToUnits(cell.Point))),
    ];

    // The points of one even sequence, by the number of the proposal; where these cells are mostly known, a finite
    // space has few others left.
    private IEnumerable<SearchPoint> Draws(SearchSpace space, UnitSpace units, int number)
    {
        var sequence = new SobolSequence(units.Axes.Count, Chance.Stream($"{Seed}\ngp draws"));
        for (var skipped = 0; skipped < number; skipped++)
            sequence.Next();
        return Enumerable.Range(0, Redraws)
            .Select(_ => units.FromUnits(sequence.Next()))
            .Concat(double.IsFinite(space.Size) ? space.Product() : []);
    }
}
