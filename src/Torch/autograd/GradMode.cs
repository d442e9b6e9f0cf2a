using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static bool is_grad_enabled() => NativeMethods.sweep_grad_mode() != 0;

    /// <summary>Records no operation for a backward pass, on this thread, until what is returned is disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    private sealed class GradMode : IDisposable
    {
        private readonly bool before = is_grad_enabled();
        private bool isDisposed;

        internal GradMode(bool enabled) => NativeMethods.sweep_set_grad_mode(enabled ? 1 : 0);

        public void Dispose()
        {
            if (isDisposed)
                return;
            isDisposed = true;
            NativeMethods.sweep_set_grad_mode(before ? 1 : 0);
        }
    }
}
