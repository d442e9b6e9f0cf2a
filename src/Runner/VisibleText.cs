using System.Buffers;
using System.Text;

namespace SweepRunner.Runner;

/// <summary>Makes foreign text harmless on a terminal: control characters, including escape sequences, and direction
/// marks are written as <c>\u001b</c>, which means the same character inside JSON.</summary>
internal static class VisibleText
{
    private const string DirectionMarks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    // Line ends on some terminals, besides the control characters.
    private const string Separators = "\u2028\u2029";

    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0xa0).Select(code => (char)code).Where(char.IsControl), .. DirectionMarks, .. Separators,
    ]);

    /// <summary>The text on one line, with line breaks and tabs as spaces.</summary>
    public static string Line(string text) => Escape(text.ReplaceLineEndings(" ").Replace('\t', ' '));

    public static string Escape(string text)
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
                visible.Append($"\\u{(int)character:x4}");
        }

        return visible.ToString();
    }
}

/// <summary>Escapes all text as <see cref="VisibleText"/> does.</summary>
internal sealed class VisibleTextWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => writer.Write(VisibleText.Escape(value ?? ""));

    // In one write, so that lines of several threads or processes do not mix.
    public override void WriteLine(string? value) => writer.WriteLine(VisibleText.Escape(value ?? ""));

    public override void Flush() => writer.Flush();
}
