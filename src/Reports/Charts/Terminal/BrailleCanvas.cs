namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>A canvas of characters: lines in dots, 2 × 4 per character (Unicode's braille patterns, U+2800), and whole
/// characters above them. Dots are counted from the upper left.</summary>
internal sealed class BrailleCanvas(int columns, int lines)
{
    public const int DotsAcross = 2;
    public const int DotsDown = 4;
    private const char FirstPattern = '\u2800';

    // The bit of each dot by column and line, from the Unicode chart of the block.
    private static readonly int[,] Bits = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };
    private readonly int[,] _patterns = new int[lines, columns];
    private readonly char[,] _characters = new char[lines, columns];

    public int Width => columns * DotsAcross;
    public int Height => lines * DotsDown;

    public void Put(int column, int line, char character)
    {
        if (column >= 0 && column < columns && line >= 0 && line < lines)
            _characters[line, column] = character;
    }

    public void Put(int column, int line, string text)
    {
        foreach (var (index, character) in text.Index())
            Put(column + index, line, character);
    }

    /// <summary>Draws a straight line between two finite places, cut at the edges. The pen continues its
    /// pattern.</summary>
    public void Line((double X, double Y) from, (double X, double Y) to, DotPen pen)
    {
        if (Clip(from, to) is not var (begin, length))
            return;
        var steps = (int)Ceiling(Max(Abs(length.X), Abs(length.Y)));
        for (var step = 0; step <= steps; step++)
        {
            var share = steps == 0 ? 0 : (double)step / steps;
            // Clamped, because a place that was far outside has lost digits.
            var x = (int)Clamp(Round(begin.X + share * length.X), 0, Width - 1);
            var y = (int)Clamp(Round(begin.Y + share * length.Y), 0, Height - 1);
            if (pen.MoveTo(x, y))
                _patterns[y / DotsDown, x / DotsAcross] |= Bits[x % DotsAcross, y % DotsDown];
        }
    }

    public IEnumerable<string> Lines() => Enumerable.Range(0, lines).Select(line =>
        string.Concat(Enumerable.Range(0, columns).Select(column => Character(line, column))).TrimEnd());

    private char Character(int line, int column) => _characters[line, column] switch
    {
        not '\0' and var character => character,
        _ when _patterns[line, column] == 0 => ' ',
        _ => (char)(FirstPattern + _patterns[line, column]),
    };

    // Liang and Barsky, "A New Concept and Method for Line Clipping" (1984): the shares of the line at which it enters
    // and leaves the canvas.
    private ((double X, double Y) Begin, (double X, double Y) Length)? Clip(
        (double X, double Y) from, (double X, double Y) to)
    {
        var (across, down, enters, leaves) = (to.X - from.X, to.Y - from.Y, 0.0, 1.0);
        (double, double)[] edges =
            [(-across, from.X), (across, Width - 1 - from.X), (-down, from.Y), (down, Height - 1 - from.Y)];
        foreach (var (speed, room) in edges)
        {
            if (speed == 0 && room < 0)
                return null;
            if (speed < 0)
                enters = Max(enters, room / speed);
            if (speed > 0)
                leaves = Min(leaves, room / speed);
        }
        var length = leaves - enters;
        return length < 0
            ? null
            : ((from.X + enters * across, from.Y + enters * down), (length * across, length * down));
    }
}

/// <summary>Draws lines in patterns of dots and gaps, which tell curves apart without colours.</summary>
internal sealed class DotPen(Ink ink)
{
    // Numbers of dots on and off in turn; the first pattern is solid. Other inks than those of series are faint.
    private static readonly int[][] Patterns = [[1], [4, 3], [1, 2], [7, 2, 1, 2], [2, 2], [9, 4]];
    private static readonly int[] Faint = [1, 4];
    private readonly int[] _pattern = (int)ink < Palette.SeriesCount ? Patterns[(int)ink] : Faint;
    private (int X, int Y)? _place;
    private int _travelled = -1;

    /// <summary>Moves to a dot; returns true to draw it. Moving to the same dot changes nothing.</summary>
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
