using System.Text;
using System.Text.RegularExpressions;
using SweepRunner.Experiments.Configuration;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Tests.Configuration;

/// <summary>Spoils sound sweeps at random and hands them to what <c>validate</c> calls: it finds faults, it never throws.</summary>
public sealed partial class SweepMutationTests
{
    private const int Mutations = 2_000;

    private static readonly string[] Values =
        ["null", "true", "0", "-1", "1e999", "0.5", "NaN", "18446744073709551616", "\"\"", "\"adam\"", "\"\\u0000\"", "[]", "{}", "[[1]]", "{\"name\":\"adam\"}", "[null]"];

    [Fact]
    public void Read_RandomlySpoiltSweep_NeverThrows()
    {
        var random = new Random(20_240_607);
        var sound = SweepTexts.ShippedFiles.Select(File.ReadAllText).Append(SweepTexts.Full).ToList();
        var (refused, planned) = (0, 0);
        for (var mutation = 0; mutation < Mutations; mutation++)
        {
            var text = Spoil(Encoding.UTF8.GetBytes(sound[random.Next(sound.Count)]), random);
            var faults = Validate(text);
            Assert.All(faults, fault => Assert.True(fault is { Message.Length: > 0, Position: not null }, fault.ToString()));
            (refused, planned) = faults.Count > 0 ? (refused + 1, planned) : (refused, planned + 1);
        }

        // Were nearly all refused for broken JSON, the checks behind it would go untried; and some changes do no harm.
        Assert.True(refused > Mutations / 2 && planned > Mutations / 50, $"{refused} refused, {planned} planned");
    }

    private static IReadOnlyList<Fault> Validate(byte[] text)
    {
        var reading = SweepReader.Read(text, "spoilt.json", []);
        return reading.Definition is null ? NotEmpty(reading.Faults) : SweepPlan.Create(reading.Definition, SweepTexts.OneCore).Faults;
    }

    private static IReadOnlyList<Fault> NotEmpty(IReadOnlyList<Fault> faults)
    {
        Assert.NotEmpty(faults);
        return faults;
    }

    private static byte[] Spoil(byte[] text, Random random)
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
        var pair = new[] { tokens[random.Next(tokens.Count)], tokens[random.Next(tokens.Count)] }.OrderBy(token => token.Index).ToArray();
        if (pair[0].Index == pair[1].Index)
            return text;
        return Encoding.UTF8.GetBytes(
            json[..pair[0].Index] + pair[1].Value + json[(pair[0].Index + pair[0].Length)..pair[1].Index] + pair[0].Value + json[(pair[1].Index + pair[1].Length)..]);
    }

    private static byte[] Replace(byte[] text, Regex pattern, Random random, Func<string, string> replacement)
    {
        var json = Encoding.UTF8.GetString(text);
        var matches = pattern.Matches(json);
        if (matches.Count == 0)
            return text;
        var match = matches[random.Next(matches.Count)];
        return Encoding.UTF8.GetBytes(json[..match.Index] + replacement(match.Value) + json[(match.Index + match.Length)..]);
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
