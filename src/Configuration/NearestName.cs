namespace SweepRunner.Configuration;

/// <summary>Finds the known name that a misspelt name means.</summary>
public static class NearestName
{
    private const int LongestGiven = 100;

    /// <summary>The known name with the fewest edits from the given one, or the first of several; null if more than a
    /// third of it is wrong.</summary>
    public static string? Find(string given, IEnumerable<string> known)
    {
        if (given.Length > LongestGiven)
            return null;
        var best = known.MinBy(name => Edits(given, name));
        return best is not null && Edits(given, best) <= Math.Max(1, Math.Max(given.Length, best.Length) / 3)
            ? best
            : null;
    }

    // Insertions, deletions, replacements and swaps of neighbours, ignoring letter case (Damerau 1964, optimal string
    // alignment).
    private static int Edits(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            edits[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            edits[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = edits[i - 1, j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1);
                edits[i, j] = Math.Min(replaced, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }

        return edits[from.Length, to.Length];
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
