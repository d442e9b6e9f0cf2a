using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SweepRunner.Search;

/// <summary>Random numbers that are a function of a text: equal on every machine and in every version.</summary>
internal static class Chance
{
    /// <summary>A uniform number in [0, 1) from 53 bits of the text's SHA-256.</summary>
    public static double Of(string key)
    {
        var bits = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return (bits >> 11) * (1.0 / (1UL << 53));
    }
}
