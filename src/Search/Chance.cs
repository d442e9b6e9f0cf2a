using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MathNet.Numerics.Random;

namespace SweepRunner.Search;

/// <summary>Random numbers that are a function of a text: equal on every machine and in every version.</summary>
internal static class Chance
{
    /// <summary>A uniform number in [0, 1) from 53 bits of the text's SHA-256.</summary>
    public static double Of(string key) => (Bits(key) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Many random numbers: xoshiro256** (Blackman and Vigna 2018), seeded with 32 bits of the text's
    /// SHA-256.</summary>
    public static Random Stream(string key) => new Xoshiro256StarStar((int)(Bits(key) >> 32), threadSafe: false);

    private static ulong Bits(string key) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
