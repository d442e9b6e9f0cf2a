using System.Text;
using System.Xml.Linq;

namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Mends what gnuplot's SVG terminal leaves.</summary>
internal static class SvgFile
{
    private const string Fonts = "Inter, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

    /// <summary>
    /// Gives the picture its title, which a screen reader says, in place of gnuplot's and of a title for every line, which a browser shows as
    /// a tooltip; makes it XML whatever its texts hold; sets bold, which the terminal takes for a part of the font's name; smooths edges that the terminal asks to be jagged.
    /// </summary>
    /// <param name="svg">What gnuplot wrote.</param>
    /// <param name="title">The chart's title.</param>
    public static string Finish(string svg, string title)
    {
        var finished = new StringBuilder(svg.Length);
        foreach (var line in svg.Split('\n'))
        {
            // Texts of the chart stand in lines of their own, which begin with their tag: no line changed here holds any.
            var start = line.AsSpan().TrimStart();
            if (start.StartsWith("<title>Gnuplot", StringComparison.Ordinal))
                finished.Append(new XElement("title", GnuplotText.Clean(title)).ToString(SaveOptions.DisableFormatting));
            else if (start.StartsWith("<g id=\"gnuplot_plot_", StringComparison.Ordinal))
                finished.Append(line, 0, line.IndexOf("<title>", StringComparison.Ordinal) is >= 0 and var end ? end : line.Length);
            else if (start.StartsWith("<g ", StringComparison.Ordinal))
                finished.Append(Group(line));
            else
                // The terminal escapes < and & but not >, and XML allows ]]> in no text.
                finished.Append(line.Replace("]]>", "]]&gt;", StringComparison.Ordinal));
            finished.Append('\n');
        }
        return finished.ToString().TrimEnd('\n') + "\n";
    }

    private static string Group(string line) => line
        .Replace("font-family=\"Inter:Bold\"", $"font-family=\"{Fonts}\" font-weight=\"bold\"", StringComparison.Ordinal)
        .Replace("font-family=\"Inter\"", $"font-family=\"{Fonts}\"", StringComparison.Ordinal)
        .Replace(" shape-rendering='crispEdges'", "", StringComparison.Ordinal);
}
