namespace SweepRunner.Experiments.Models;

/// <summary>The networks that a config can name: each class that implements <see cref="INetwork"/>.</summary>
internal static class NetworkCatalog
{
    private static readonly Dictionary<string, INetwork> Networks = Catalogue.Create<INetwork>();

    public static IReadOnlyCollection<string> Names => Networks.Keys;

    public static bool HasDropout(string name) => Find(name).Dropout is not null;

    public static INetwork Find(string name) => Networks[name];
}

/// <summary>A network of the catalogue: its layers at any width.</summary>
internal interface INetwork
{
    /// <summary>Share of the activations that dropout zeroes by default; null for a network without dropout.</summary>
    double? Dropout => null;

    /// <summary>Adds the layers in order to a builder. The last layer has an output a class.</summary>
    void List(NetworkBuilder net, double dropout, int classes);
}
