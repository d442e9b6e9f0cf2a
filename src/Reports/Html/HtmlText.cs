using System.Globalization;
using System.Net;

namespace SweepRunner.Reports.Html;

/// <summary>A piece of HTML. What is put into one is encoded, unless it is one itself.</summary>
internal sealed class HtmlText
{
    private readonly string _text;

    private HtmlText(string text) => _text = text;

    /// <summary>Nothing.</summary>
    public static HtmlText Empty { get; } = new("");

    /// <summary>An interpolated string: its text is HTML, its holes are encoded, or pieces of HTML, or lists of
    /// pieces.</summary>
    public static HtmlText Of(FormattableString format) =>
        new(
            string.Format(
                CultureInfo.InvariantCulture,
                format.Format,
                [.. format.GetArguments().Select(argument => (object)Hole(argument))]));

    /// <summary>A text that is HTML, script or style already, and the program's own.</summary>
    public static HtmlText Own(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static string Hole(object? value) => value switch
    {
        HtmlText html => html._text,
        IEnumerable<HtmlText> pieces => string.Concat(pieces),
        _ => WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)) ?? "",
    };
}
