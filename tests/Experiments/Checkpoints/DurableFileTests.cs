using SweepRunner.Experiments.Checkpoints;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Checkpoints;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("file");

    [Fact]
    public void Write_FileThereAlready_ReplacesItAndLeavesNothingElse()
    {
        DurableFile.Write(Path, stream => stream.Write([1]));
        DurableFile.Write(Path, stream => stream.Write([1, 2, 3]));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOlderFileAndNothingElse()
    {
        DurableFile.Write(Path, stream => stream.Write([1]));

        Assert.Throws<IOException>(() => DurableFile.Write(Path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal([1], File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
