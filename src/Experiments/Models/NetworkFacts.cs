namespace SweepRunner.Experiments.Models;

/// <summary>What a person asks about a network before a sweep.</summary>
/// <param name="Name">The network.</param>
/// <param name="Activation">The function between its layers.</param>
/// <param name="Parameters">Parameters for the images.</param>
/// <param name="Side">Pixels of a side of the images.</param>
/// <param name="Recipe">Settings that are known to learn, in words; null for another activation than the network's
/// own.</param>
public sealed record NetworkFacts(string Name, string Activation, long Parameters, int Side, string? Recipe)
{
    /// <summary>The facts of every known network on images of Fashion-MNIST, resized to the side of its recipe, in the
    /// order of their names in a config.</summary>
    public static IReadOnlyList<NetworkFacts> All() =>
    [
        .. NetworkCatalog.Names.Select(name => Of(
            new ModelConfig { Name = name },
            new DataConfig { Name = "fashion-mnist", Resize = NetworkCatalog.Find(name).Recipe.Side })),
    ];

    /// <summary>The facts of a trial's network on its images.</summary>
    /// <exception cref="ShapeException">The network cannot process the images.</exception>
    public static NetworkFacts Of(ModelConfig model, DataConfig data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var (network, dataset) = (NetworkCatalog.Find(model.Name), DatasetCatalog.Find(data.Name)!);
        var activation = model.Activation ?? network.Activation;
        return new NetworkFacts(
            model.Name, activation, NetworkPlan.Create(model, data, dataset).Parameters,
            data.Resize ?? dataset.Height, activation == network.Activation ? $"{network.Recipe}" : null);
    }
}
