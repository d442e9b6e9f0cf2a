using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Configuration;

namespace SweepRunner.Search.Sobol;

/// <summary>Takes the cells in the order of a scrambled Sobol sequence, which fills a space more evenly than random
/// draws do. Each axis is a coordinate, also where it is not active.</summary>
[Case("sobol", 3)]
public sealed record SobolSearch : ListedSearch
{
    // The search ends where so many points in a row repeat earlier cells.
    private const int MostRepeats = 10_000;

    /// <summary>Cells to try, at least 1.</summary>
    [Description("Cells to try."), Range(1, MostTrials)]
    public required int Trials { get; init; }

    /// <summary>The seed of the scrambling.</summary>
    [Description("Fixes the cells; more trials add to the earlier ones and change none.")]
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override int? CountAsked() => Trials;

    /// <inheritdoc/>
    public override string ObstacleInEmptySpace() =>
        "Sobol search draws from the space, and the space is empty; give it a path, or leave the search out.";

    /// <inheritdoc/>
    public override double CountAtMost(SearchSpace space) => Math.Min(Trials, space.Size);

    /// <inheritdoc/>
    public override IEnumerable<SearchPoint> Points(SearchSpace space)
    {
        var cube = new UnitSpace(space);
        var sequence = new SobolSequence(cube.Axes.Count, Chance.Stream($"{Seed}\nsobol"));
        var seen = new HashSet<string>();
        var limit = Math.Min(Trials, space.Size);
        for (var repeats = 0; seen.Count < limit && repeats < MostRepeats; repeats++)
        {
            var point = cube.FromUnits(sequence.Next());
            if (!seen.Add(point.Key))
                continue;
            yield return point;
            repeats = 0;
        }
    }
}
