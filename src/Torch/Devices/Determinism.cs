using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static bool are_deterministic_algorithms_enabled() => NativeMethods.sweep_is_deterministic() != 0;

    /// <summary>Asks for algorithms that give the same bits each time, until what is returned is disposed.</summary>
    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false)
    {
        var before = are_deterministic_algorithms_enabled();
        NativeMethods.Check(NativeMethods.sweep_set_deterministic(mode ? 1 : 0, warn_only ? 1 : 0));
        return new Restore(() => NativeMethods.Check(NativeMethods.sweep_set_deterministic(before ? 1 : 0, 0)));
    }

    /// <summary>Puts a setting back when it is disposed, once.</summary>
    private sealed class Restore(Action action) : IDisposable
    {
        private Action? restore = action;

        public void Dispose()
        {
            restore?.Invoke();
            restore = null;
        }
    }
}
