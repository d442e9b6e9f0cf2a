using SweepRunner.Experiments.Models.Networks;

namespace SweepRunner.Experiments.Models;

/// <summary>The networks that a config can name: each class that implements <c>INetwork</c>.</summary>
public static class NetworkCatalog
{
    private static readonly Dictionary<string, INetwork> Networks = Catalogue.Find(typeof(INetwork))
        .ToDictionary(each => each.Key, each => (INetwork)Activator.CreateInstance(each.Value)!);

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyCollection<string> Names => Networks.Keys;

    /// <summary>True when the network has dropout layers.</summary>
    /// <exception cref="KeyNotFoundException">No network has that name.</exception>
    public static bool HasDropout(string name) => Find(name).Dropout is not null;

    internal static INetwork Find(string name) => Networks[name];
}
