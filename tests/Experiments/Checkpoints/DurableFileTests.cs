using SweepRunner.Experiments.Checkpoints;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Checkpoints;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("file");

    [Fact]
    public void Write_ThenRead_GivesTheContentBack()
    {
        var (sha256, bytes) = DurableFile.Write(Path, stream => stream.Write([1, 2, 3]));

        Assert.Equal(3, bytes);
        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", sha256);
        Assert.Equal([1, 2, 3], DurableFile.Read(Path, sha256)!);
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOlderFileAndNothingElse()
    {
        var (sha256, _) = DurableFile.Write(Path, stream => stream.Write([1]));

        Assert.Throws<IOException>(() => DurableFile.Write(Path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal([1], DurableFile.Read(Path, sha256)!);
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Read_AFlippedByteOrNoFile_GivesNothing()
    {
        var (sha256, _) = DurableFile.Write(Path, stream => stream.Write([1, 2, 3]));
        File.WriteAllBytes(Path, [1, 2, 2]);

        Assert.Null(DurableFile.Read(Path, sha256));
        Assert.Null(DurableFile.Read(Path + "2", sha256));
    }

    public void Dispose() => _folder.Dispose();
}
