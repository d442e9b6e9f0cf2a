using SweepRunner.Experiments.Data.Images;
using SweepRunner.Experiments.Plugins;

namespace SweepRunner.Runner.Configuration;

/// <summary>Loads the plug-ins of a sweep.</summary>
internal static class SweepPlugins
{
    private const string Key = "plugins";

    /// <summary>The catalogue of a sweep file, and the paths of its plug-ins.</summary>
    /// <param name="node">The list of paths; null where there is none.</param>
    /// <param name="images">What reads image folders; its folder is that from which paths count.</param>
    /// <exception cref="FaultsException">A plug-in has faults. Without it, its names would be faults too.</exception>
    public static (TrialCatalog Catalog, IReadOnlyList<string> Files) Load(
        ConfigNode? node, ImageFolders images)
    {
        var faults = new List<Fault>();
        var loaded = new List<Plugin>();
        var catalog = new TrialCatalog(loaded, images);
        foreach (var (index, item) in ((node as ConfigList)?.Items ?? []).Index())
        {
            if (item is not ConfigText text)
                continue;
            try
            {
                var plugin = Plugin.Load(Path.GetFullPath(text.Value, images.Folder));
                if (catalog.NameTakenBy(plugin) is { } name)
                    throw new PluginException(
                        $"The name '{name}' in '{plugin.File}' is taken; give the type another one with [Case].");
                loaded.Add(plugin);
                catalog = new TrialCatalog(loaded, images);
            }
            catch (PluginException exception)
            {
                faults.Add(new Fault(ConfigPath.Below(Key, index), exception.Message, item.Position));
            }
        }

        return faults.Count > 0
            ? throw new FaultsException(faults)
            : (catalog, [.. loaded.Select(plugin => plugin.File)]);
    }

    /// <summary>The catalogue of a stored sweep.</summary>
    /// <exception cref="CommandException">A plug-in cannot be used.</exception>
    public static TrialCatalog Catalog(this SweepRecord sweep, ImageFolders images)
    {
        try
        {
            return new TrialCatalog(sweep.Config().Plugins.Select(Plugin.Load), images);
        }
        catch (PluginException exception)
        {
            throw new CommandException(exception.Message, exception);
        }
    }
}
