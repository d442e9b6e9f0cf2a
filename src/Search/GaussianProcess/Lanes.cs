using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>Lists of numbers as groups of four. Sums have four lanes whatever the width of the processor's vectors, so
/// that they are rounded alike on every machine.</summary>
internal static class Lanes
{
    /// <summary>A list of at least so many zeros that is whole groups.</summary>
    public static double[] Zeros(int length) => new double[(length + 3) & ~3];

    /// <summary>The groups of a list, without an incomplete one.</summary>
    public static ReadOnlySpan<Vector256<double>> Of(ReadOnlySpan<double> values) =>
        MemoryMarshal.Cast<double, Vector256<double>>(values);

    /// <summary>The groups of a list, without an incomplete one.</summary>
    public static Span<Vector256<double>> Of(Span<double> values) =>
        MemoryMarshal.Cast<double, Vector256<double>>(values);

    /// <summary>The inner product of two lists; the second may be longer.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var lefts = Of(left);
        var rights = Of(right[..left.Length]);
        var (first, second) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var group = 0;
        for (; group + 1 < lefts.Length; group += 2)
        {
            first += lefts[group] * rights[group];
            second += lefts[group + 1] * rights[group + 1];
        }

        if (group < lefts.Length)
            first += lefts[group] * rights[group];
        var sum = Vector256.Sum(first + second);
        for (var index = lefts.Length * Vector256<double>.Count; index < left.Length; index++)
            sum += left[index] * right[index];
        return sum;
    }
}
