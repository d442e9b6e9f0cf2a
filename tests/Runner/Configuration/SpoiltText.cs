using System.Text;
using System.Text.RegularExpressions;

namespace SweepRunner.Runner.Tests.Configuration;

/// <summary>Spoils the text of a sweep at random.</summary>
internal static partial class SpoiltText
{
    private static readonly string[] Values =
    [
        "null",
        "true",
        "0",
        "-1",
        "1e999",
        "0.5",
        "NaN",
        "18446744073709551616",
        "\"\"",
        "\"adam\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "[[1]]",
        "{\"name\":\"adam\"}",
        "[null]",
    ];

    /// <summary>A copy with one to three changes: bits, bytes, names, values, keys.</summary>
    public static byte[] Of(byte[] text, Random random)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
            text = random.Next(6) switch
            {
                0 => FlipBit(text, random),
                1 => Cut(text, random),
                2 => SwapTokens(text, random),
                3 => Replace(text, Key(), random, match => $"\"{match[1..^1]}{(char)random.Next('a', 'z')}\""),
                4 => Replace(text, Scalar(), random, _ => Values[random.Next(Values.Length)]),
                _ => Replace(text, Property(), random, match => random.Next(2) == 0 ? "" : match + match),
            };
        return text;
    }

    private static byte[] FlipBit(byte[] text, Random random)
    {
        var copy = (byte[])text.Clone();
        if (copy.Length > 0)
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    private static byte[] Cut(byte[] text, Random random)
    {
        var start = random.Next(text.Length + 1);
        return [.. text[..start], .. text[Math.Min(text.Length, start + random.Next(12))..]];
    }

    private static byte[] SwapTokens(byte[] text, Random random)
    {
        var json = Encoding.UTF8.GetString(text);
        var tokens = Scalar().Matches(json);
        if (tokens.Count < 2)
            return text;
        var pair = new[] { tokens[random.Next(tokens.Count)], tokens[random.Next(tokens.Count)] }
            .OrderBy(token => token.Index)
            .ToArray();
        if (pair[0].Index == pair[1].Index)
            return text;
        return Encoding.UTF8.GetBytes(
            json[..pair[0].Index]
                + pair[1].Value
                + json[(pair[0].Index + pair[0].Length)..pair[1].Index]
                + pair[0].Value
                + json[(pair[1].Index + pair[1].Length)..]);
    }

    private static byte[] Replace(byte[] text, Regex pattern, Random random, Func<string, string> replacement)
    {
        var json = Encoding.UTF8.GetString(text);
        var matches = pattern.Matches(json);
        if (matches.Count == 0)
            return text;
        var match = matches[random.Next(matches.Count)];
        return Encoding.UTF8.GetBytes(
            json[..match.Index] + replacement(match.Value) + json[(match.Index + match.Length)..]);
    }

    [GeneratedRegex("""
        "[^"\n]*"(?=\s*:)
        """)]
    private static partial Regex Key();

    [GeneratedRegex("""
        (?<=[:\[,]\s*)("[^"\n]*"|[-\w.+]+)(?=\s*[,}\]])
        """)]
    private static partial Regex Scalar();

    [GeneratedRegex("""
        "[^"\n]*":\s*("[^"\n]*"|[-\w.+]+|\{[^{}]*\}|\[[^\[\]]*\]),?
        """)]
    private static partial Regex Property();
}
