using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Tensors;

internal static class Live
{
    /// <summary>How many tensors are alive, those left out that the garbage collector had still to release.</summary>
    internal static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
