using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Finds libsweeptorch.so beside the program and says what to install where it, or libtorch, is missing.</summary>
internal static class NativeLibraryLoader
{
    private const string FileName = "libsweeptorch.so";
    private const string Remedy =
        "Run: apt-get install -y --no-install-recommends libtorch-dev libopenblas0-pthread g++ (or let LIBTORCH name the folder of a libtorch, 1.13 or later), and build again.";

    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);

    /// <exception cref="DllNotFoundException">The library is not in the folder, or what it needs cannot be loaded.</exception>
    internal static nint Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new DllNotFoundException($"The binding to libtorch is missing: {path} is not there. {Remedy}");
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException($"libtorch cannot be loaded: {exception.Message.Trim()} {Remedy}", exception);
        }
    }

    private static unsafe nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != "sweeptorch")
            return 0;
        var library = Load(AppContext.BaseDirectory);
        ((delegate* unmanaged<void>)NativeLibrary.GetExport(library, "sweep_initialise"))();
        return library;
    }
}
