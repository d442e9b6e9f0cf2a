namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>Draws a line in a pattern of dots and gaps, which tells curves apart where there are no colours.</summary>
internal sealed class DotPen
{
    // Dots drawn and left out in turn; the first draws all.
    private static readonly int[][] Patterns = [[1], [4, 3], [1, 2], [7, 2, 1, 2], [2, 2], [9, 4]];
    private static readonly int[] Faint = [1, 4];

    private readonly int[] _pattern;
    private (int X, int Y)? _place;
    private int _travelled = -1;

    private DotPen(int[] pattern) => _pattern = pattern;

    /// <summary>The pen that stands for a colour; what is no series has a faint one.</summary>
    public static DotPen Of(Ink ink) => new((int)ink < Palette.SeriesCount ? Patterns[(int)ink] : Faint);

    /// <summary>The pen of a band's edge.</summary>
    public static DotPen Edge() => new(Faint);

    /// <summary>Goes to a dot; true where it is to be drawn. Going to where it is already moves nothing.</summary>
    public bool MoveTo(int x, int y)
    {
        if (_place != (x, y))
            _travelled++;
        _place = (x, y);
        var rest = _pattern.Length == 1 ? 0 : _travelled % _pattern.Sum();
        for (var part = 0; part < _pattern.Length; part++)
        {
            if (rest < _pattern[part])
                return part % 2 == 0;
            rest -= _pattern[part];
        }

        return true;
    }
}
