using System.Net;

namespace SweepRunner.Reports.Html;

internal sealed class HtmlText
{
    private readonly string _text;

    private HtmlText(string text) => _text = text;

    public static HtmlText Empty { get; } = new("");

    /// <summary>Formats an interpolated string of HTML. A value is encoded, unless it is HTML or a list of
    /// HTML.</summary>
    public static HtmlText Format(FormattableString format)
    {
        object[] values = [.. format.GetArguments().Select(Encode)];
        return new(string.Format(format.Format, values));
    }

    /// <summary>Takes our own HTML, script or style as it is.</summary>
    public static HtmlText Raw(string text) => new(text);

    public override string ToString() => _text;

    private static string Encode(object? value) => value switch
    {
        HtmlText html => html._text,
        IEnumerable<HtmlText> pieces => string.Concat(pieces),
        _ => WebUtility.HtmlEncode(Convert.ToString(value)) ?? "",
    };
}

/// <summary>The files of <c>Html/Page</c> and the library, as the build embedded them.</summary>
internal static class PageFiles
{
    public static string Read(string name) =>
        Find(name) ?? throw new InvalidOperationException($"The build did not embed '{name}'.");

    public static string? Find(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
