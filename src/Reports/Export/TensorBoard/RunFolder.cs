using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>Names of folders, which TensorBoard shows as the names of runs. None of them leads out of the folder that
/// it is in.</summary>
internal static class RunFolder
{
    // File systems allow 255 bytes.
    private const int LongestName = 200;
    private const int DigitsOfTrial = 4;

    /// <summary>
    /// The folder of a sweep: its name, but for what is no ASCII letter, digit, <c>-</c>, <c>_</c> or inner <c>.</c>,
    /// which is written as <c>%</c> and two hexadecimal digits for each of its UTF-8 bytes. Two sweeps never share one.
    /// What would be longer than 200 characters is cut, with a hash of the whole name behind it.
    /// </summary>
    public static string ForSweep(string sweep)
    {
        var name = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(sweep))
        {
            if (IsPlain((char)value) || (value == '.' && name.Length > 0))
                name.Append((char)value);
            else
                name.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        if (name.Length == 0)
            return "%";
        if (name.Length <= LongestName)
            return name.ToString();
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sweep)));
        return $"{name.ToString(0, LongestName - hash.Length - 1)}%{hash}";
    }

    /// <summary>The folder of a trial inside its sweep's: the number with four digits or, in a larger sweep, as many as
    /// the last trial's.</summary>
    /// <param name="number">The trial's number.</param>
    /// <param name="count">How many trials the sweep has.</param>
    public static string ForTrial(int number, int count)
    {
        var digits = Math.Max(DigitsOfTrial, (count - 1).ToString(CultureInfo.InvariantCulture).Length);
        return number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>True for a name that <see cref="ForTrial"/> may have given in some sweep.</summary>
    public static bool IsTrial(string name) => name.Length >= DigitsOfTrial && name.All(char.IsAsciiDigit);

    private static bool IsPlain(char value) => char.IsAsciiLetterOrDigit(value) || value is '-' or '_';
}
