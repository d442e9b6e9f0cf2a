using SweepRunner.Experiments.Models.Networks;

namespace SweepRunner.Experiments.Models;

/// <summary>The networks that a config can name.</summary>
public static class NetworkCatalog
{
    private static readonly Dictionary<string, INetwork> Networks = new INetwork[]
    {
        new LeNet(), new AlexNet(), new AlexNetPlain(), new AlexNetSlim(), new AlexNetHalf(),
        new Vgg11(), new NiN(), new GoogLeNet(), new ResNet18(), new DenseNet(),
    }.ToDictionary(network => network.Name, StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => Networks.Keys;

    /// <summary>True when the network has dropout layers.</summary>
    /// <exception cref="KeyNotFoundException">There is no network of that name.</exception>
    public static bool HasDropout(string name) => Find(name).Dropout is not null;

    internal static INetwork Find(string name) => Networks[name];
}
