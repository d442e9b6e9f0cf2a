using System.Globalization;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Parity;

/// <summary>Holds numbers to ‖a − b‖ ≤ tolerance·‖b‖, and says how far off they are.</summary>
internal static class Compare
{
    public static void Numbers(
        string what, IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var index = 0; index < expected.Count; index++)
        {
            Hold($"{what} {index}", [expected[index]], [actual[index]], tolerance);
        }
    }

    public static void Tensors(
        string what, IReadOnlyList<ExpectedTensor> expected, IReadOnlyList<Tensor> actual, double tolerance)
    {
        Assert.Equal(expected.Select(Describe), actual.Select(tensor => Describe(tensor.shape)));
        for (var index = 0; index < expected.Count; index++)
        {
            var values = Values(actual[index]);
            var name = $"{what} {index} {Describe(expected[index])}";
            Hold($"{name}, entries", expected[index].Samples, Samples(values), tolerance);
            Hold($"{name}, norm", [expected[index].Norm], [Norm(values)], tolerance);
        }
    }

    public static IReadOnlyList<double> Norms(IEnumerable<Tensor> tensors) =>
        [.. tensors.Select(tensor => Norm(Values(tensor)))];

    private static void Hold(string what, double[] expected, double[] actual, double tolerance)
    {
        var difference = Norm([.. expected.Zip(actual, (a, b) => b - a)]);
        var limit = tolerance * Norm(expected);
        Assert.True(
            difference <= limit,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: off by {difference / Norm(expected):g3} of the norm, allowed {tolerance:g3}; "
                    + $"expected {expected[0]:r}…, got {actual[0]:r}…"));
    }

    private static double[] Samples(double[] values) => values.Length <= 16
        ? values
        : [.. Enumerable.Range(0, 16).Select(index => values[(int)((long)index * (values.Length - 1) / 15)])];

    private static double[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float64).flatten().contiguous().data<double>().ToArray();
    }

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    private static string Describe(ExpectedTensor tensor) => Describe(tensor.Shape);

    private static string Describe(long[] shape) => $"[{string.Join(", ", shape)}]";
}
