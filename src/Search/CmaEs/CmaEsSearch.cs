using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using SweepRunner.Configuration;

namespace SweepRunner.Search.CmaEs;

/// <summary>
/// The covariance matrix adaptation evolution strategy (N. Hansen and A. Ostermeier 2001; Hansen, arXiv 1604.00772). It
/// draws cells from a normal distribution, which moves to the better half of each generation and takes its shape.
/// <para>A generation is as many cells with a result as the population has, in the order of their numbers, whoever
/// proposed them. A cell that still runs is left out until it ends, so no worker waits: while the others run, cells are
/// drawn from the distribution of the last full generation.</para>
/// </summary>
[Case("cma-es", 6)]
public sealed record CmaEsSearch : SearchConfig
{
    private const double FirstStep = 1.0 / 6;
    private const double Middle = 0.5;

    // A draw outside of the cube, and one that repeats a known cell, are drawn again so many times.
    private const int Redraws = 100;

    // The search starts anew where the largest deviation is smaller: six digits no longer tell its cells apart.
    private const double LeastDeviation = 1e-6;

    /// <summary>Cells to try, at least 1.</summary>
    [Description("Cells to try."), Range(1, MostTrials)]
    public required int Trials { get; init; }

    /// <summary>The seed of the draws.</summary>
    [Description("Fixes the draws.")]
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override int? CountAsked() => Trials;

    /// <inheritdoc/>
    public override double CountAtMost(SearchSpace space) => Math.Min(Trials, space.Size);

    /// <inheritdoc/>
    public override string? ObstacleIn(Domain domain) => domain is not ChoiceDomain
        ? null
        : "CMA-ES needs numbers and cannot use a list of choices; give a range, or "
            + "\"search\": { \"name\": \"tpe\", \"trials\": N }.";

    /// <inheritdoc/>
    public override string ObstacleInEmptySpace() =>
        "CMA-ES searches the space, and the space is empty; give it a path, or leave the search out.";

    /// <inheritdoc/>
    public override SearchAnswer Ask(SearchSpace space, SearchHistory history, int number)
    {
        if (number >= Trials)
            return new Exhausted();
        var units = new UnitSpace(space);
        if (units.Axes.FirstOrDefault(axis => axis.Domain is ChoiceDomain) is { } list)
            throw new ArgumentException($"CMA-ES needs numbers; '{list.Path}' is a list of choices.", nameof(space));

        var known = history.Cells.ToLookup(cell => cell.Point.Key);
        var random = Chance.Stream($"{Seed}\n{number}\ncma-es");
        var distribution = Learn(units, history);
        SearchPoint? repeated = null;
        for (var draw = 0; draw < Redraws; draw++)
        {
            var point = units.FromUnits(Draw(distribution, units, random));
            if (!known.Contains(point.Key))
                return new Proposal(
                    point, distribution.Generation > 0, $"cma-es: generation {distribution.Generation + 1}");
            repeated ??= point;
        }

        // The distribution is narrower than the steps of the axes.
        var cell = known[repeated!.Key].First();
        if (cell.State is TrialState.Completed && cell.Trials.Count < history.SeedsPerCell)
            return new AnotherSeed(cell.Cell);
        return Others(space, units, random).FirstOrDefault(point => !known.Contains(point.Key)) is { } other
            ? new Proposal(other)
            : new Exhausted();
    }

    /// <summary>The distribution after every full generation.</summary>
    internal CmaDistribution Learn(UnitSpace units, SearchHistory history)
    {
        var distribution = CmaDistribution.Start([.. units.Axes.Select(_ => Middle)], FirstStep);
        if (ObservedCells.Of(history) is not { } observed)
            return distribution;

        var restarts = 0;
        foreach (var generation in observed.Cells.Zip(observed.Costs).Chunk(distribution.Constants.Population))
        {
            // A generation without a single cost has no order.
            if (generation.Length < distribution.Constants.Population || generation.All(each => each.Second is null))
                continue;
            distribution = distribution.After([.. generation
                .OrderBy(each => each.Second ?? double.PositiveInfinity)
                .ThenByDescending(each => each.First.First.Epochs)
                .Select(each => Vector<double>.Build.Dense(units.ToUnits(each.First.Point)))]);
            if (Enumerable.Range(0, units.Axes.Count).All(axis => distribution.Deviation(axis) < LeastDeviation))
            {
                var center = Chance.Stream($"{Seed}\nrestart {restarts++}\ncma-es");
                distribution = CmaDistribution.Start([.. units.Axes.Select(_ => center.NextDouble())], FirstStep);
            }
        }

        return distribution;
    }

    // A draw inside of the cube; the last one is moved to the border.
    private static double[] Draw(CmaDistribution distribution, UnitSpace units, Random random)
    {
        var widening = units.Axes.Select((axis, index) => Widening(distribution, axis.Domain, index)).ToList();
        double[] point = [];
        for (var draw = 0; draw < Redraws; draw++)
        {
            var drawn = distribution.Draw(random);
            point = [.. widening.Select((factor, axis) =>
                distribution.Mean[axis] + (factor * (drawn[axis] - distribution.Mean[axis])))];
            if (point.All(place => place is >= 0 and <= 1))
                return point;
        }

        return [.. point.Select(place => Math.Clamp(place, 0, 1))];
    }

    // Makes the deviation along an axis with levels so large that a draw leaves the middle of a level with a
    // probability of at least 1 / (λ d), as the margin of Hamano et al. 2022 (arXiv 2205.13482) does: the search does
    // not stall.
    private static double Widening(CmaDistribution distribution, Domain domain, int axis)
    {
        if (domain.Levels is not { } levels)
            return 1;
        var margin = 1.0 / (distribution.Constants.Population * distribution.Mean.Count);
        var least = 0.5 / levels / Normal.InvCDF(0, 1, 1 - (margin / 2));
        return Math.Max(1, least / distribution.Deviation(axis));
    }

    private static IEnumerable<SearchPoint> Others(SearchSpace space, UnitSpace units, Random random) => Enumerable
        .Range(0, Redraws)
        .Select(_ => units.FromUnits([.. units.Axes.Select(_ => random.NextDouble())]))
        .Concat(double.IsFinite(space.Size) ? space.Product() : []);
}
