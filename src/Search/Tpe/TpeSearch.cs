using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MathNet.Numerics.Random;
using SweepRunner.Configuration;

namespace SweepRunner.Search.Tpe;

/// <summary>
/// The tree-structured Parzen estimator (Bergstra et al. 2011, "Algorithms for hyper-parameter optimization", NeurIPS
/// 24; Watanabe 2023, arXiv 2304.11127): it models where the good cells are, l, and where the others are, g, and
/// proposes the cell with the largest l/g among some that it draws from l.
/// </summary>
[Case("tpe", 4)]
public sealed record TpeSearch : SearchConfig
{
    // Candidates are drawn again so many times if all of them are known, and random cells so many times.
    private const int Rounds = 10;
    private const int Redraws = 100;

    /// <summary>Cells to propose, at least 1.</summary>
    [Description("Cells to propose."), Range(1, MostTrials)]
    public required int Trials { get; init; }

    /// <summary>The seed of the draws.</summary>
    [Description("Fixes the draws.")]
    public long Seed { get; init; }

    /// <summary>The number of cells with a result before the first that is modelled, at least 1.</summary>
    [Description("Cells with a result before the first that a model chooses; those before are random."),
        Range(1, MostTrials)]
    public int StartupTrials { get; init; } = 10;

    /// <summary>The number of cells that are drawn from l for a proposal, at least 1.</summary>
    [Description("Cells that are drawn from the model for a proposal; the most promising one is proposed."),
        Range(1, 10_000)]
    public int Candidates { get; init; } = 100;

    /// <inheritdoc/>
    public override int? CountAsked() => Trials;

    /// <inheritdoc/>
    public override double CountAtMost(SearchSpace space) => Math.Min(Trials, space.Size);

    /// <inheritdoc/>
    public override string ObstacleInEmptySpace() =>
        "TPE learns which values of the space are good, and the space is empty; give it a path, or leave the search "
        + "out.";

    /// <inheritdoc/>
    public override SearchAnswer Ask(SearchSpace space, SearchHistory history, int number)
    {
        if (number >= Trials)
            return new Exhausted();
        var known = history.Cells.ToLookup(cell => cell.Point.Key);
        var random = new Xoshiro256StarStar((int)(Chance.Of($"{Seed}\n{number}") * int.MaxValue), threadSafe: false);
        var groups = TpeGroups.Of(history.Cells);
        var answer = groups.Results >= StartupTrials && groups.Below.Count > 0
            ? Model(space, groups, known, history.SeedsPerCell, random)
            : null;
        return answer
            ?? (Draws(space, random).FirstOrDefault(point => !known.Contains(point.Key)) is { } point
                ? new Proposal(point)
                : new Exhausted());
    }

    private SearchAnswer? Model(
        SearchSpace space, TpeGroups groups, ILookup<string, CellObservation> known, int seeds, Random random)
    {
        var model = new TpeModel(space, groups);
        for (var round = 0; round < Rounds; round++)
        {
            var candidates = model.Draw(Candidates, random);
            if (candidates.Find(point => !known.Contains(point.Key)) is { } point)
                return new Proposal(point, IsModelled: true, $"tpe: {groups.Results} cells");
            // The model is sure of a cell: another seed of it tells more than a cell that looks worse.
            var best = known[candidates[0].Key].First();
            if (best.State is TrialState.Completed && best.Trials.Count < seeds)
                return new AnotherSeed(best.Cell);
        }

        return null;
    }

    // Random cells; where these are mostly known, a finite space has few others left.
    private static IEnumerable<SearchPoint> Draws(SearchSpace space, Random random) => Enumerable.Range(0, Redraws)
        .Select(_ => space.PointOf(axis => Sampling.Draw(axis, random.NextDouble())))
        .Concat(double.IsFinite(space.Size) ? space.Product() : []);
}
