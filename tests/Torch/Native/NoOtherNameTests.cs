using SweepRunner.Torch.Tests.Surface;

namespace SweepRunner.Torch.Tests.Native;

/// <summary>Offers no public name beside those that TorchSharp has.</summary>
public sealed class NoOtherNameTests
{
    [Fact]
    public void PublicNames_AreThoseThatAreListed() =>
        Assert.Equal(string.Join('\n', PublicSurfaceTests.Listed), string.Join('\n', PublicSurfaceTests.Names(inherited: false)));
}
