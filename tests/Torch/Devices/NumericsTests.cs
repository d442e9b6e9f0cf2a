using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Devices;

/// <summary>The switches of a GPU's numerics are libtorch's own and are there without a GPU.</summary>
public sealed class NumericsTests
{
    [Fact]
    public void AllowTf32_Set_ReadsBack()
    {
        var (products, convolutions) = (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
        try
        {
            foreach (var (first, second) in new[] { (true, false), (false, true) })
            {
                (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (first, second);

                Assert.Equal((first, second), (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32));
            }
        }
        finally
        {
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (products, convolutions);
        }
    }
}
