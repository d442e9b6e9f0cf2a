using System.Text;
using FsCheck.Fluent;
using SweepRunner.Reports.Export.TensorBoard;

namespace SweepRunner.Reports.Tests.Export.TensorBoard;

public sealed class MaskedChecksumTests
{
    [Fact]
    public void Crc32C_CheckText_IsTheCheckValue()
    {
        var text = Encoding.ASCII.GetBytes("123456789");

        Assert.Equal(0xE3069283, MaskedChecksum.Crc32C(text));
        Assert.Equal(0xE3069283, BitwiseChecksum.Of(text));
    }

    [Fact]
    public void Crc32C_TestVectorsOfRfc3720_AreItsChecksums()
    {
        Assert.Equal(0u, MaskedChecksum.Crc32C([]));
        Assert.Equal(0x8A9136AA, MaskedChecksum.Crc32C(new byte[32]));
        Assert.Equal(0x62A8AB43u, MaskedChecksum.Crc32C([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, MaskedChecksum.Crc32C([.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
    }

    [Fact]
    public void Compute_RandomBytes_IsTheDefinitionsChecksum()
    {
        foreach (var bytes in Gen.Sample(ArbMap.Default.GeneratorFor<byte[]>(), 500))
            Assert.Equal(BitwiseChecksum.Masked(bytes), MaskedChecksum.Compute(bytes));
    }

    [Theory]
    [InlineData(0u, 0xA282EAD8)]
    [InlineData(0x8000u, 0xA282EAD9)]
    [InlineData(1u, 0xA284EAD8)]
    [InlineData(0xFFFFFFFF, 0xA282EAD7)]
    public void Mask_Checksum_IsRotatedAndOffset(uint checksum, uint masked) =>
        Assert.Equal(masked, MaskedChecksum.Mask(checksum));
}
