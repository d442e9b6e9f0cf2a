using System.Buffers;
using System.Globalization;
using System.Text;

namespace SweepRunner.Runner;

/// <summary>
/// Makes text of others harmless on a terminal: control characters, escape sequences among them, and marks that change
/// the direction of text are written as <c>\u001b</c>, which inside JSON means the same character.
/// </summary>
internal static class VisibleText
{
    private const string DirectionMarks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    // What some terminals take for the end of a line, beside the control characters.
    private const string Separators = "\u2028\u2029";

    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0xa0).Select(code => (char)code).Where(char.IsControl),
        .. DirectionMarks,
        .. Separators,
    ]);

    /// <summary>The text on one line: line breaks and tabs become spaces, the other characters visible.</summary>
    public static string Line(string text) => Of(text.ReplaceLineEndings(" ").Replace('\t', ' '));

    /// <summary>The text with its line breaks and tabs as they are, the other characters visible.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Escaped))
            return text;
        var visible = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            var isBreak =
                character is '\n' or '\t' || (character == '\r' && index + 1 < text.Length && text[index + 1] == '\n');
            if (isBreak || !Escaped.Contains(character))
                visible.Append(character);
            else
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return visible.ToString();
    }
}

/// <summary>Writes everything as <see cref="VisibleText"/>.</summary>
/// <param name="writer">Receives it.</param>
internal sealed class VisibleTextWriter(TextWriter writer) : TextWriter(CultureInfo.InvariantCulture)
{
    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => writer.Write(VisibleText.Of(value ?? ""));

    // In one write: lines of several threads or processes do not mix.
    /// <inheritdoc/>
    public override void WriteLine(string? value) => writer.WriteLine(VisibleText.Of(value ?? ""));

    /// <inheritdoc/>
    public override void Flush() => writer.Flush();
}
