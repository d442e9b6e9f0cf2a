namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Leaves out places of a line that no reader could see: a hundred thousand steps fit into a thousand pixels.</summary>
internal static class PixelThinning
{
    /// <summary>Of the places within one column of pixels the first, the lowest, the highest and the last, in their order; a line of few places as it is.</summary>
    /// <param name="places">The places of a line without gaps, from left to right.</param>
    public static IReadOnlyList<Place> Of(IReadOnlyList<Place> places)
    {
        if (places.Count < 4)
            return places;
        var kept = new List<Place>();
        for (var start = 0; start < places.Count;)
        {
            var (column, end, least, most) = (Math.Floor(places[start].X), start, start, start);
            for (; end < places.Count && Math.Floor(places[end].X) == column; end++)
                (least, most) = (places[end].Y < places[least].Y ? end : least, places[end].Y > places[most].Y ? end : most);
            kept.AddRange(new SortedSet<int> { start, least, most, end - 1 }.Select(index => places[index]));
            start = end;
        }
        return kept;
    }
}
