namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Cuts lines and areas where they leave the frame of a plot.</summary>
internal static class Clip
{
    /// <summary>The pieces of a line inside the frame (Liang and Barsky, "A new concept and method for line clipping", 1984); a place with NaN breaks it.</summary>
    public static IEnumerable<IReadOnlyList<Place>> Line(IReadOnlyList<Place> places, Frame frame)
    {
        var piece = new List<Place>();
        foreach (var (from, to) in places.Zip(places.Skip(1)))
        {
            if (Segment(from, to, frame) is not var (enter, leave) || (piece.Count > 0 && piece[^1] != enter))
            {
                if (piece.Count > 1)
                    yield return piece;
                piece = [];
            }
            if (Segment(from, to, frame) is var (start, end))
            {
                if (piece.Count == 0)
                    piece.Add(start);
                piece.Add(end);
            }
        }
        if (piece.Count > 1)
            yield return piece;
    }

    /// <summary>The part of a polygon inside the frame (Sutherland and Hodgman, "Reentrant polygon clipping", 1974); empty where it lies outside.</summary>
    public static IReadOnlyList<Place> Area(IReadOnlyList<Place> corners, Frame frame)
    {
        corners = Side(corners, place => place.X - frame.Left);
        corners = Side(corners, place => frame.Right - place.X);
        corners = Side(corners, place => place.Y - frame.Top);
        return Side(corners, place => frame.Bottom - place.Y);
    }

    private static (Place Enter, Place Leave)? Segment(Place from, Place to, Frame frame)
    {
        var (across, down) = (to.X - from.X, to.Y - from.Y);
        if (double.IsNaN(across) || double.IsNaN(down))
            return null;
        var (enter, leave) = (0.0, 1.0);
        ReadOnlySpan<(double Direction, double Distance)> edges =
            [(-across, from.X - frame.Left), (across, frame.Right - from.X), (-down, from.Y - frame.Top), (down, frame.Bottom - from.Y)];
        foreach (var (direction, distance) in edges)
        {
            if (direction == 0 && distance < 0)
                return null;
            if (direction < 0)
                enter = Math.Max(enter, distance / direction);
            else if (direction > 0)
                leave = Math.Min(leave, distance / direction);
        }
        return enter > leave ? null : (enter == 0 ? from : Along(from, to, enter), leave == 1 ? to : Along(from, to, leave));
    }

    private static List<Place> Side(IReadOnlyList<Place> corners, Func<Place, double> inside)
    {
        var kept = new List<Place>();
        for (var index = 0; index < corners.Count; index++)
        {
            var (from, to) = (corners[index], corners[(index + 1) % corners.Count]);
            var (start, end) = (inside(from), inside(to));
            if (start >= 0)
                kept.Add(from);
            if (start >= 0 != end >= 0)
                kept.Add(Along(from, to, start / (start - end)));
        }
        return kept;
    }

    private static Place Along(Place from, Place to, double share) => new(from.X + (to.X - from.X) * share, from.Y + (to.Y - from.Y) * share);
}
