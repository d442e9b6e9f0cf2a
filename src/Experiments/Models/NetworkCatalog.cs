namespace SweepRunner.Experiments.Models;

/// <summary>The networks that a config can name: each class that implements <see cref="IKnownNetwork"/>.</summary>
internal static class NetworkCatalog
{
    private static readonly Dictionary<string, IKnownNetwork> Networks = Catalogue.Create<IKnownNetwork>();

    public static IReadOnlyCollection<string> Names => Networks.Keys;

    public static bool HasDropout(string name) => Find(name).Dropout is not null;

    public static IKnownNetwork Find(string name) => Networks[name];
}

/// <summary>A network of the catalogue: its layers at any width.</summary>
internal interface IKnownNetwork
{
    /// <summary>Share of the activations that dropout zeroes by default; null for a network without dropout.</summary>
    double? Dropout => null;

    /// <summary>The function between the layers, unless the config names another.</summary>
    string Activation => ActivationLayer.Relu;

    /// <summary>Settings that are known to learn with the network's own activation.</summary>
    Recipe Recipe { get; }

    /// <summary>Adds the layers in order to a builder. The last layer has an output a class.</summary>
    void List(NetworkBuilder net, double dropout, int classes);
}

/// <summary>Settings that are known to learn: an optimizer with a rate, an initialisation, and images of so many pixels
/// a side. <c>bench/recipes.sh</c> runs them.</summary>
internal sealed record Recipe(string Optimizer, double LearningRate, string Initialization, int Side)
{
    public override string ToString() => $"{Optimizer}, lr {LearningRate}, {Initialization}";
}
