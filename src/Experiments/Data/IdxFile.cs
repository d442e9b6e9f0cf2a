using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SweepRunner.Experiments.Data;

/// <summary>An IDX file in memory.</summary>
/// <param name="Header">Magic number and dimensions, as in the file.</param>
/// <param name="Values">The values that follow them.</param>
internal sealed record IdxFile(byte[] Header, byte[] Values)
{
    /// <summary>Holds that every value is the number of a class, 0-based.</summary>
    /// <exception cref="InvalidDataException">A value is not; the message names the first.</exception>
    public void CheckLabels(int classes)
    {
        var first = Values.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (first >= 0)
            throw new InvalidDataException(
                $"a label out of range: expected 0 to {classes - 1}, got {Values[first]} for image {first}");
    }

    /// <summary>Holds that the file's bytes, unpacked, have an MD5.</summary>
    /// <param name="expected">Lower-case hexadecimal.</param>
    /// <exception cref="InvalidDataException">They have another; the message names both.</exception>
    [SuppressMessage(
        "Security",
        "CA5351:Do Not Use Broken Cryptographic Algorithms",
        Justification = "MD5 is the checksum that the data sets are published with; it guards against damage, not "
            + "against an "
            + "attacker.")]
    public void CheckMd5(string expected)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(Header);
        md5.AppendData(Values);
        var got = Convert.ToHexStringLower(md5.GetHashAndReset());
        if (got != expected)
            throw new InvalidDataException($"wrong checksum: expected MD5 {expected} of the unpacked bytes, got {got}");
    }
}
