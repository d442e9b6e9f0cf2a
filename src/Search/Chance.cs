using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SweepRunner.Search;

/// <summary>Random numbers that are a function of a text, the same on every machine and in every version.</summary>
internal static class Chance
{
    /// <summary>A number from 0 to below 1, evenly spread, with 53 random bits of the text's SHA-256.</summary>
    public static double Of(string key)
    {
        var bits = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return (bits >> 11) * (1.0 / (1UL << 53));
    }
}
