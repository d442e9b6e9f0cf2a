using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using System.Security.Cryptography;

namespace SweepRunner.Experiments.Plugins;

/// <summary>The bytes of a plug-in and of the assemblies in its folder that it needs, each read once.</summary>
internal sealed class PluginFiles
{
    private readonly SortedDictionary<string, byte[]> _libraries = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    private PluginFiles(string file)
    {
        File = file;
        Content = ReadContent(file);
        var references = References(Content);
        Resolver = CreateResolver(file);
        foreach (var reference in references)
            Check(reference);
        Add(references);
        if (_faults.Count > 0)
            throw PluginException.Unusable(file, _faults);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var content in _libraries.Values.Prepend(Content))
            hash.AppendData(content);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public string File { get; }

    /// <summary>The plug-in itself.</summary>
    public byte[] Content { get; }

    public string Sha256 { get; }

    /// <summary>Finds what lies beside the plug-in.</summary>
    public AssemblyDependencyResolver Resolver { get; }

    /// <exception cref="PluginException">The file is missing or no assembly, or what it needs is missing or
    /// older.</exception>
    public static PluginFiles Read(string file) => new(file);

    /// <summary>The content of an assembly beside the plug-in that it needs; null if the name is of another.</summary>
    public byte[]? Library(string? name) => name is null ? null : _libraries.GetValueOrDefault(name);

    private static byte[] ReadContent(string file)
    {
        try
        {
            return System.IO.File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PluginException.Unusable(
                file, ["There is no such file; build the plug-in, or correct the path."], exception);
        }
        catch (UnauthorizedAccessException exception) when (Directory.Exists(file))
        {
            throw PluginException.Unusable(file, ["It is a folder; name the .dll in it."], exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PluginException.Unusable(file, [PluginException.Describe(exception)], exception);
        }
    }

    private static AssemblyDependencyResolver CreateResolver(string file)
    {
        try
        {
            return new AssemblyDependencyResolver(file);
        }
        catch (InvalidOperationException exception)
        {
            var list = Path.ChangeExtension(Path.GetFileName(file), ".deps.json");
            throw PluginException.Unusable(
                file, [$"Its {list} cannot be read; build the plug-in again."], exception);
        }
    }

    private List<AssemblyName> References(byte[] content)
    {
        try
        {
            using var stream = new MemoryStream(content);
            using var image = new PEReader(stream);
            if (image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } metadata)
                return [.. metadata.AssemblyReferences.Select(each =>
                    metadata.GetAssemblyReference(each).GetAssemblyName())];
        }
        catch (BadImageFormatException)
        {
            // No executable at all: it has the same message.
        }

        throw PluginException.Unusable(
            File, ["It is not a .NET assembly; name the .dll that the build of the plug-in makes."]);
    }

    private void Check(AssemblyName reference)
    {
        var (own, needed) = (HostAssemblies.Version(reference.Name!), reference.Version);
        if (HostAssemblies.IsShared(reference.Name!) || !IsBeside(reference))
        {
            if (own is null)
                _faults.Add($"It needs {reference.Name}.dll, which is not in its folder; copy it there, or set "
                    + "EnableDynamicLoading in the project, so that the build does.");
            else if (needed > own)
                _faults.Add($"It was built against {reference.Name} {needed}, and this sweep has {own}; build it for "
                    + "the .NET and the TorchSharp of this sweep.");
        }
    }

    // References of libraries are not checked: a library may have some that are never used.
    private void Add(List<AssemblyName> references)
    {
        foreach (var reference in references)
        {
            var name = reference.Name!;
            if (HostAssemblies.IsShared(name) || _libraries.ContainsKey(name) || !IsBeside(reference))
                continue;
            var content = ReadContent(Resolver.ResolveAssemblyToPath(reference)!);
            _libraries[name] = content;
            Add(References(content));
        }
    }

    private bool IsBeside(AssemblyName reference) => Resolver.ResolveAssemblyToPath(reference) is not null;
}

/// <summary>The assemblies that plug-ins share with sweep.</summary>
internal static class HostAssemblies
{
    private static readonly Dictionary<string, string> Files =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .DistinctBy(file => Path.GetFileName(file)) // The runtime lists its core library twice.
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>The version that sweep has; null for an assembly that it does not have.</summary>
    public static Version? Version(string name) =>
        Files.TryGetValue(name, out var file) ? AssemblyName.GetAssemblyName(file).Version : null;

    /// <summary>True for an assembly of which a plug-in never has its own: the framework, and what holds types that
    /// plug-ins and sweep pass each other.</summary>
    public static bool IsShared(string name) =>
        name.StartsWith("SweepRunner.", StringComparison.Ordinal)
        || name is "TorchSharp" or "SkiaSharp"
        || (Files.TryGetValue(name, out var file)
            && !file.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal));
}
