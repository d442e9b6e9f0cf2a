using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Configuration;

namespace SweepRunner.Search;

/// <summary>
/// Draws each value independently (Bergstra and Bengio 2012, "Random search for hyper-parameter optimization", JMLR
/// 13): a choice first, then the axes of that choice. A draw depends only on the seed, its number and the path: more
/// trials add cells and change none of the earlier ones.
/// </summary>
[Case("random", 2)]
public sealed record RandomSearch : ListedSearch
{
    // A cell that equals an earlier one is drawn again up to so many times, and then left out.
    private const int Redraws = 100;

    /// <summary>Cells to draw, at least 1.</summary>
    [Description("Cells to draw."), Range(1, MostTrials)]
    public required int Trials { get; init; }

    /// <summary>The seed of the draws.</summary>
    [Description("Fixes the draws; more trials add to the earlier ones and change none.")]
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override int? CountAsked() => Trials;

    /// <inheritdoc/>
    public override string ObstacleInEmptySpace() =>
        "Random search draws from the space, and the space is empty; give it a path, or leave the search out.";

    /// <inheritdoc/>
    public override double CountAtMost(SearchSpace space) => Math.Min(Trials, space.Size);

    /// <inheritdoc/>
    public override IEnumerable<SearchPoint> Points(SearchSpace space)
    {
        var seen = new HashSet<string>();
        for (var draw = 0; draw < Trials && seen.Count < space.Size; draw++)
            for (var attempt = 0; attempt <= Redraws; attempt++)
            {
                var point = Draw(space, draw, attempt);
                if (!seen.Add(point.Key))
                    continue;
                yield return point;
                break;
            }
    }

    private SearchPoint Draw(SearchSpace space, int draw, int attempt) =>
        space.PointOf(axis => Sampling.Draw(axis, Chance.Of($"{Seed}\n{draw}\n{attempt}\n{axis.Path}")));
}
