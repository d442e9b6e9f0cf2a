using TorchSharp;
using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Native;

/// <summary>Says whether libtorch is loaded before and after the first tensor; run by <see cref="LoadingTests"/> in a process of its own.</summary>
internal static class Program
{
    internal static int Main()
    {
        using var scope = NewDisposeScope();
        Scalar half = 0.5;
        var layer = new { device = device("cuda:1"), modes = nn.Reduction.Mean, index = TensorIndex.Slice(1, 2), half };
        var before = IsLoaded();
        using var tensor = zeros(1);
        return (before ? 2 : 0) + (IsLoaded() && layer.device.index == 1 ? 0 : 1);
    }

    private static bool IsLoaded() => File.ReadAllText("/proc/self/maps").Contains("libtorch", StringComparison.Ordinal);
}
