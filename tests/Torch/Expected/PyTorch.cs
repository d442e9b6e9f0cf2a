using System.Text.Json;
using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Expected;

/// <summary>What PyTorch answers to the same calls: <c>expected.json</c>, written by <c>expected.py</c>.</summary>
internal static class PyTorch
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Expected/expected.json"))).RootElement;

    internal static double[] Values(string group, string name) => Root.GetProperty(group).GetProperty(name).Deserialize<double[]>()!;

    internal static double[][] Lists(string group) => Root.GetProperty(group).Deserialize<double[][]>()!;

    internal static double Number(string group, string name) => Root.GetProperty(group).GetProperty(name).GetDouble();

    /// <summary>Eight elements, evenly spread, as <c>sample</c> of the script takes them.</summary>
    internal static double[] Sample(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().@double().flatten();
        return flat.index_select(0, linspace(0, flat.numel() - 1, 8).to(int64)).data<double>().ToArray();
    }

    internal static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"element {i}: expected {expected[i]:R}, got {actual[i]:R}");
    }
}
