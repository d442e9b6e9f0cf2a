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
    public static HtmlText Format(FormattableString format) =>
        new(
            string.Format(
                CultureInfo.InvariantCulture,
                format.Format,
                [.. format.GetArguments().Select(argument => (object)Hole(argument))]));

    /// <summary>A text that is HTML, script or style already, and the program's own.</summary>
    public static HtmlText Raw(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static string Hole(object? value) => value switch
    {
        HtmlText html => html._text,
        IEnumerable<HtmlText> pieces => string.Concat(pieces),
        _ => WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)) ?? "",
    };
}

/// <summary>The files of <c>Html/Page</c> and the library, as the build embedded them.</summary>
internal static class PageFiles
{
    /// <summary>A file's text.</summary>
    public static string Read(string name) =>
        Find(name) ?? throw new InvalidOperationException($"The build did not embed '{name}'.");

    /// <summary>A file's text; null where the build had none.</summary>
    public static string? Find(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
