using System.Globalization;

namespace SweepRunner.Search;

/// <summary>
/// Draws each value by itself (Bergstra and Bengio 2012, "Random search for hyper-parameter optimization", JMLR 13).
/// A draw is a function of the seed, its number and the path alone: more trials add to the earlier ones and change none
/// of them.
/// </summary>
/// <param name="trials">Points to draw, at least 1.</param>
/// <param name="seed">The search's seed.</param>
public sealed class RandomSearch(int trials, long seed) : ISearch
{
    /// <summary>How often a point that was drawn before is drawn again; after that it is left out.</summary>
    private const int Redraws = 100;

    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public double CountAtMost(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Math.Min(trials, space.Size);
    }

    /// <inheritdoc/>
    public IEnumerable<SearchPoint> Points(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var draw = 0; draw < trials && seen.Count < space.Size; draw++)
            for (var attempt = 0; attempt <= Redraws; attempt++)
            {
                var point = Draw(space, draw, attempt);
                if (!seen.Add(string.Join('\n', point.Values.Select(value => value.Json))))
                    continue;
                yield return point;
                break;
            }
    }

    private SearchPoint Draw(SearchSpace space, int draw, int attempt) =>
        new([.. space.Axes.Select(axis => Sampling.Draw(axis.Domain, Chance.Of(Key(axis, draw, attempt))))]);

    private string Key(Axis axis, int draw, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{seed}\n{draw}\n{attempt}\n{axis.Path}");
}
