using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Tensors;

/// <summary>Counts tensors that are alive, to find those that are left behind.</summary>
internal static class LiveTensors
{
    /// <summary>How many are alive, those left out that the garbage collector had still to release.</summary>
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    /// <summary>
    /// How many more are counted after as many parameters came and went: none, but that TorchSharp goes on counting the
    /// tensor which a parameter was made of, and which then holds nothing.
    /// </summary>
    public static long CountedAfter(int parameters)
    {
        var before = Tensor.TotalCount;
        new TorchSharp.Modules.Parameter(zeros(1)).Dispose();
        return parameters * (Tensor.TotalCount - before);
    }
}
