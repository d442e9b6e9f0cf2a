using System.Reflection;

namespace SweepRunner.Experiments.Plugins;

/// <summary>An assembly with networks and data sets of the user's own.</summary>
public sealed class Plugin
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string File, string Sha256), Plugin> Loaded = [];

    private Plugin(string file, string sha256, Assembly assembly)
    {
        (File, Sha256) = (file, sha256);
        (Networks, Datasets) = PluginTypes.Find(assembly, this);
    }

    /// <summary>The full path of the assembly.</summary>
    public string File { get; }

    /// <summary>The SHA-256, in lower-case hexadecimal, of the assembly followed by the assemblies in its folder that
    /// it needs, in the order of their names. Framework, TorchSharp and sweep are not part of it.</summary>
    public string Sha256 { get; }

    internal IReadOnlyList<PluginNetwork> Networks { get; }

    internal IReadOnlyList<PluginDataset> Datasets { get; }

    /// <summary>Loads a plug-in. A process loads each content of a file once, and a file that was built again anew. It
    /// keeps no file open.</summary>
    /// <param name="file">The path of the assembly.</param>
    /// <exception cref="PluginException">The plug-in cannot be used.</exception>
    public static Plugin Load(string file)
    {
        var files = PluginFiles.Read(Path.GetFullPath(file));
        lock (Gate)
        {
            if (!Loaded.TryGetValue((files.File, files.Sha256), out var plugin))
                Loaded[(files.File, files.Sha256)] = plugin = Create(files);
            return plugin;
        }
    }

    private static Plugin Create(PluginFiles files)
    {
        try
        {
            return new Plugin(files.File, files.Sha256, new PluginContext(files).LoadPlugin());
        }
        catch (ReflectionTypeLoadException exception)
        {
            var reason = exception.LoaderExceptions.FirstOrDefault() ?? exception;
            throw PluginException.Unusable(files.File, [PluginException.Describe(reason)], exception);
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or TypeLoadException)
        {
            throw PluginException.Unusable(files.File, [PluginException.Describe(exception)], exception);
        }
    }
}

/// <summary>A plug-in, or a type in it, cannot be used. The message, for the user, is one line: what, each fault and
/// the way out.</summary>
public sealed class PluginException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The whole plug-in cannot be used.</summary>
    internal static PluginException Unusable(
        string file, IEnumerable<string> faults, Exception? innerException = null) =>
        new($"The plug-in '{file}' cannot be used. {string.Join(' ', faults)}", innerException);

    /// <summary>An exception of the user's code, or of loading it, as a sentence.</summary>
    internal static string Describe(Exception exception)
    {
        while (exception is TargetInvocationException or TypeInitializationException
            && exception.InnerException is { } inner)
            exception = inner;
        // libtorch adds the frames of its own code.
        var message = exception.Message.Split("\nException raised from")[0].ReplaceLineEndings(" ").Trim();
        var sentence = $"{exception.GetType().Name}: {message.TrimEnd('.')}.";
        return exception is MissingMemberException or TypeLoadException or FileNotFoundException or FileLoadException
            ? $"{sentence} It was built against another version of sweep, TorchSharp or a library; build it again."
            : sentence;
    }
}
