using System.Reflection;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Tensors;

/// <summary>The native library that the build stages beside every output: docs/decisions/0011.</summary>
public sealed class NativeLibraryTests
{
    private const string Library = "libLibTorchSharp.so";

    // VER_FLG_WEAK of the System V ABI.
    private const byte Weak = 2;

    private static string Staged => Path.Join(AppContext.BaseDirectory, Library);

    [Fact]
    public void Library_Staged_Loads() => NativeLibrary.Free(NativeLibrary.Load(Staged));

    // One flag of one symbol version, and nothing that NuGet keeps for other projects.
    [Fact]
    public void Library_Staged_DiffersFromThePackagesByOneWeakFlag()
    {
        var original = File.ReadAllBytes(PackagesLibrary());
        var staged = File.ReadAllBytes(Staged);

        Assert.Equal(original.Length, staged.Length);
        var (before, after) = Assert.Single(original.Zip(staged), pair => pair.First != pair.Second);
        Assert.Equal(before | Weak, after);
    }

    private static string PackagesLibrary()
    {
        var root = typeof(NativeLibraryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "NuGetPackageRoot").Value!;
        var version = typeof(Tensor).Assembly.GetName().Version!.ToString(fieldCount: 3);
        return Path.Join(root, "torchsharp", version, "runtimes", "linux-x64", "native", Library);
    }
}
