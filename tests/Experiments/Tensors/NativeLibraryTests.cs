using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Tensors;

/// <summary>The libraries that the build changes and stages beside every output: docs/decisions/0011.</summary>
public sealed class NativeLibraryTests
{
    private const string Library = "libLibTorchSharp.so";

    // VER_FLG_WEAK of the System V ABI.
    private const byte Weak = 2;

    [Fact]
    public void Library_Staged_Loads() =>
        NativeLibrary.Free(NativeLibrary.Load(Path.Join(AppContext.BaseDirectory, Library)));

    // One flag of one symbol version, and nothing that NuGet keeps for other projects.
    [Fact]
    public void Library_Staged_DiffersFromThePackagesByOneWeakFlag()
    {
        var (before, after) = Assert.Single(Changes(Library, "runtimes", "linux-x64", "native"));
        Assert.Equal(before | Weak, after);
    }

    [Fact]
    public void TorchSharp_Staged_DiffersFromThePackagesByTwoModesOfDebugging() =>
        Assert.Equal([((byte)2, (byte)3), ((byte)0, (byte)1)], Changes("TorchSharp.dll", "lib", "net8.0"));

    // Without the change the collector may free a number as soon as TorchSharp has passed its address.
    [Fact]
    public async Task Call_WhileTheCollectorRuns_KeepsItsNumber()
    {
        const int Slow = 30_000_000;
        using var scope = NewDisposeScope();
        var values = ones(Slow);
        WeakReference? number = null;
        var call = Task.Run(Compute);
        SpinWait.SpinUntil(() => number is not null);

        GC.Collect();
        var isKept = number!.IsAlive;
        Assert.False(call.IsCompleted, "The call ended before the collection.");
        await call;
        Assert.True(isKept);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Compute()
        {
            Scalar exponent = 1.7;
            number = new WeakReference(exponent);
            values.pow_(exponent);
        }
    }

    private static IEnumerable<(byte Before, byte After)> Changes(string file, params string[] folders)
    {
        var original = File.ReadAllBytes(PackagesFile([.. folders, file]));
        var staged = File.ReadAllBytes(Path.Join(AppContext.BaseDirectory, file));
        Assert.Equal(original.Length, staged.Length);
        return original.Zip(staged).Where(pair => pair.First != pair.Second);
    }

    private static string PackagesFile(string[] path)
    {
        var root = typeof(NativeLibraryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "NuGetPackageRoot").Value!;
        var version = typeof(Tensor).Assembly.GetName().Version!.ToString(fieldCount: 3);
        return Path.Join([root, "torchsharp", version, .. path]);
    }
}
