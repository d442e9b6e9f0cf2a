using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Owns one reference to a tensor of libtorch, and counts how many there are.</summary>
internal sealed class TensorHandle : SafeHandle
{
    private static long live;
    private static long peak;

    internal TensorHandle(nint tensor)
        : base(0, ownsHandle: true)
    {
        SetHandle(tensor);
        var now = Interlocked.Increment(ref live);
        if (now > Volatile.Read(ref peak))
            Volatile.Write(ref peak, now);
    }

    /// <summary>The handle of a tensor that was emptied.</summary>
    internal TensorHandle()
        : base(0, ownsHandle: true)
    {
    }

    internal static long Live => Interlocked.Read(ref live);

    internal static long Peak => Volatile.Read(ref peak);

    public override bool IsInvalid => handle == 0;

    internal nint Tensor => handle;

    protected override bool ReleaseHandle()
    {
        Interlocked.Decrement(ref live);
        NativeMethods.sweep_free(handle);
        handle = 0;
        return true;
    }
}
