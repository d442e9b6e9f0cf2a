namespace SweepRunner.Experiments.Devices;

/// <summary>Keeps libtorch from convolutions that are wrong on this processor.</summary>
/// <remarks>
/// oneDNN 3.7.1, which is part of libtorch 2.10, plans a convolution from the sizes of the caches, which it reads from
/// the processor. A virtual machine may hide those of an AMD processor. oneDNN then takes each cache for one byte, and
/// for some shapes it leaves out channels, reads memory that nothing has written, and writes beyond its blocks: losses
/// are wrong or NaN, or the process crashes. libtorch's own convolutions are right, and slower.
/// </remarks>
internal static class CpuConvolutions
{
    private static readonly bool HidesCaches = HasHiddenCaches("/proc/cpuinfo", "/sys/devices/system/cpu/cpu0/cache");

    /// <summary>Selects how this process computes the convolutions of its network: by oneDNN, or by libtorch itself
    /// where oneDNN would need to know the caches and cannot. libtorch has to be loaded.</summary>
    public static void Select(bool needCacheSizes)
    {
        if (!HidesCaches)
            return;
        var context = Libtorch.GlobalContext();
        Libtorch.SetUsesOneDnn(context, !needCacheSizes);
        // Without the sizes NNPACK computes nothing, and says so on standard error.
        Libtorch.SetUsesNnpack(context, false);
    }

    /// <summary>True if this is an AMD processor of which the kernel knows no cache.</summary>
    public static bool HasHiddenCaches(string cpuInfo, string caches) =>
        !Path.Exists(Path.Join(caches, "index0"))
        && File.Exists(cpuInfo)
        && File.ReadLines(cpuInfo).Any(line => line.EndsWith(": AuthenticAMD", StringComparison.Ordinal));
}
