using System.Diagnostics;
using TorchSharp.Native;

namespace SweepRunner.Torch.Tests.Native;

public sealed class LoadingTests
{
    [Fact]
    public async Task Libtorch_IsLoadedByTheFirstTensorAndNotBefore()
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(Program).Assembly.Location]))!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void Binding_NotThere_SaysWhatToInstall()
    {
        var exception = Assert.Throws<DllNotFoundException>(() => NativeLibraryLoader.Load("/nowhere"));

        Assert.Equal(
            "The binding to libtorch is missing: /nowhere/libsweeptorch.so is not there. " +
            "Run: apt-get install -y --no-install-recommends libtorch-dev libopenblas0-pthread g++ (or let LIBTORCH name the folder of a libtorch, 1.13 or later), and build again.",
            exception.Message);
    }

    [Fact]
    public void Binding_ThatCannotBeLoaded_SaysWhyAndWhatToInstall()
    {
        var folder = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Combine(folder.FullName, "libsweeptorch.so"), "no library");

        var exception = Assert.Throws<DllNotFoundException>(() => NativeLibraryLoader.Load(folder.FullName));

        folder.Delete(recursive: true);
        Assert.StartsWith("libtorch cannot be loaded: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("(or let LIBTORCH name the folder of a libtorch, 1.13 or later), and build again.", exception.Message, StringComparison.Ordinal);
    }
}
