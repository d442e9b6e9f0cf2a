namespace SweepRunner.Reports.Pictures;

/// <summary>Fewer of what is too many to draw.</summary>
internal static class Thinning
{
    /// <summary>As many items as that at most, evenly spread over the list; the first and the last stay.</summary>
    public static IReadOnlyList<T> Evenly<T>(IReadOnlyList<T> items, int most) => items.Count <= most
        ? items
        : [.. Enumerable.Range(0, most).Select(index => items[(int)((long)index * (items.Count - 1) / (most - 1))])];
}
