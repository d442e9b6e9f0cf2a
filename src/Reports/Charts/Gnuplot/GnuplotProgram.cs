using System.Globalization;
using System.Text;
using static SweepRunner.Reports.Charts.Gnuplot.GnuplotText;

namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Writes a scene as a gnuplot 5.4 program whose two axes are the picture's pixels. Terminal, output and ground are left to whoever draws.</summary>
internal sealed class GnuplotProgram
{
    // Of both terminals as GnuplotPictures sets them up, a point of size 1 has a radius of 3 pixels.
    private const double PointRadius = 3;

    private readonly StringBuilder _labels = new();
    private readonly StringBuilder _data = new();
    private readonly List<string> _plots = [];
    private int _labelCount;
    private string? _openStyle;

    /// <summary>The program of a scene.</summary>
    public static string Of(Scene scene, string name)
    {
        var program = new GnuplotProgram();
        // A picture without a shape is a picture all the same.
        program.Add(new DotShape(new Place(0, 0), 0.01, scene.Look.Ground));
        foreach (var shape in scene.Shapes)
            program.Add(shape);
        return program.Text(scene.Look, name);
    }

    private string Text(Look look, string name) => $"""
        # {Clean(name)}
        reset
        set encoding utf8
        unset key
        unset border
        unset tics
        set lmargin at screen 0
        set rmargin at screen 1
        set tmargin at screen 1
        set bmargin at screen 0
        set xrange [0:{Number(look.Width)}]
        set yrange [{Number(look.Height)}:0]
        {_labels}{_data}EOD
        plot {string.Join(", \\\n  ", _plots)}
        undefine $*

        """;

    private void Add(Shape shape)
    {
        switch (shape)
        {
            case TextShape text:
                Label(text);
                break;
            case LineShape { Places.Count: > 1 } line:
                Block("1:2", $"lines lw {Number(line.Pen.Width)} lc rgb '{Colour(line.Pen.Colour, line.Pen.Opacity)}'{Dash(line.Pen)}", Lines(line.Places), isPieced: true);
                break;
            case AreaShape { Corners.Count: > 2 } area:
                Block("1:2", $"filledcurves closed fillstyle solid noborder fc rgb '{Colour(area.Colour, area.Opacity)}'", Lines(area.Corners), isAlone: true);
                break;
            case BoxShape { Frame: var box } filled:
                Block(
                    "1:2:3:4:5:6", $"boxxyerror fillstyle solid noborder fc rgb '{Colour(filled.Colour, filled.Opacity)}'",
                    $"{Number(box.MiddleX)} {Number(box.MiddleY)} {Number(box.Left)} {Number(box.Right)} {Number(box.Top)} {Number(box.Bottom)}\n");
                break;
            case DotShape dot:
                Block("1:2", $"points pt 7 ps {Number(dot.Radius / PointRadius)} lc rgb '{dot.Colour}'", Lines([dot.Centre]));
                break;
        }
    }

    private void Label(TextShape text)
    {
        var turned = text.Rotation == 0 ? "" : $" rotate by {text.Rotation}";
        var font = $"'Inter{(text.IsBold ? ":Bold" : "")},{Number(text.Size)}'";
        _labels.Append(
            CultureInfo.InvariantCulture,
            $"set label {++_labelCount} {Quote(text.Text)} at {Number(text.Place.X)},{Number(text.Place.Y)} {text.Anchor.ToString().ToLowerInvariant()}");
        _labels.Append(CultureInfo.InvariantCulture, $"{turned} front noenhanced font {font} textcolor rgb '{text.Colour}'\n");
    }

    /// <summary>Shapes of one style that follow each other share a block of data, lines with a blank line between them.</summary>
    private void Block(string columns, string style, string data, bool isPieced = false, bool isAlone = false)
    {
        if (style == _openStyle && !isAlone)
        {
            _data.Append(isPieced ? "\n" : "").Append(data);
            return;
        }
        _data.Append(_plots.Count == 0 ? "" : "EOD\n").Append(CultureInfo.InvariantCulture, $"$data{_plots.Count} << EOD\n{data}");
        _plots.Add($"$data{_plots.Count} using {columns} with {style}");
        _openStyle = style;
    }

    private static string Lines(IEnumerable<Place> places) => string.Concat(places.Select(place => $"{Number(place.X)} {Number(place.Y)}\n"));

    // gnuplot counts a dash in halves of the line's width.
    private static string Dash(Pen pen) => pen.Dash.Length == 0
        ? ""
        : $" dt ({string.Join(',', pen.Dash.Split(' ').Select(part => Number(2 * double.Parse(part, CultureInfo.InvariantCulture))))})";

    private static string Colour(string colour, double opacity) =>
        opacity >= 1 ? colour : string.Create(CultureInfo.InvariantCulture, $"#{(int)Math.Round(255 * (1 - opacity)):x2}{colour.AsSpan(1)}");
}
