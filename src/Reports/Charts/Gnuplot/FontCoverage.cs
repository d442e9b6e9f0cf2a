using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>
/// Which characters the machine's fonts have. For one that none has, gnuplot's PNG terminal draws a box many times as large as the text,
/// which may cover the picture.
/// </summary>
/// <param name="ranges">First and last of each range of code points, in any order.</param>
internal sealed class FontCoverage(IReadOnlyList<(int First, int Last)> ranges)
{
    /// <summary>Stands for a character that no font has.</summary>
    public const char Substitute = '?';

    // Inter has Latin, Greek and Cyrillic, and so has whatever font stands in for it.
    private const int AlwaysThere = 0x0530;

    /// <summary>Asks fontconfig, which gnuplot itself finds its fonts by; where it cannot be asked, few characters are taken to be there.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <param name="command">The command that lists fonts.</param>
    public static async Task<FontCoverage> OfMachineAsync(CancellationToken cancellationToken, string command = "fc-list")
    {
        try
        {
            using var list = Process.Start(new ProcessStartInfo(command, ["--format=%{charset}\\n"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                var errors = list.StandardError.ReadToEndAsync(cancellationToken);
                var output = await list.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
                await errors.ConfigureAwait(false);
                await list.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return Parse(output);
            }
            finally
            {
                if (!list.HasExited)
                    list.Kill();
            }
        }
        catch (Win32Exception)
        {
            return new FontCoverage([]);
        }
    }

    /// <summary>Reads lines of code points and ranges of them, in hexadecimal: <c>20-7e a0 2010-2015</c>. What is neither is passed over.</summary>
    public static FontCoverage Parse(string charsets)
    {
        var ranges = new HashSet<(int, int)>();
        foreach (var part in charsets.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (int.TryParse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var first)
                && int.TryParse(ends[^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var last))
                ranges.Add((first, last));
        }
        return new FontCoverage([.. ranges]);
    }

    /// <summary>The text with <see cref="Substitute"/> for each character that no font has.</summary>
    public string Covered(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange((char)AlwaysThere, char.MaxValue))
            return text;
        var covered = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            covered.Append(Has(rune) ? rune.ToString() : Substitute);
        return covered.ToString();
    }

    // Dashes, quotation marks and the ellipsis every font has; joiners and selectors of a variant are never drawn themselves.
    private bool Has(Rune rune) => rune.Value is < AlwaysThere or (>= 0x2010 and <= 0x2026) or 0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F)
        || ranges.Any(range => rune.Value >= range.First && rune.Value <= range.Last);
}
