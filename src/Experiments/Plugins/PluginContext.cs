using System.Reflection;
using System.Runtime.Loader;

namespace SweepRunner.Experiments.Plugins;

/// <summary>Loads a plug-in with the libraries in its folder, apart from other plug-ins. It loads copies in memory: the
/// build may write over a file while a sweep runs.</summary>
internal sealed class PluginContext(PluginFiles files) : AssemblyLoadContext(Path.GetFileName(files.File))
{
    public Assembly LoadPlugin() => LoadCopy(files.Content);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        files.Library(assemblyName.Name) is { } content ? LoadCopy(content) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        files.Resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private Assembly LoadCopy(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return LoadFromStream(stream);
    }
}
