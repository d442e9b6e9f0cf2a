namespace SweepRunner.Experiments.Models;

/// <summary>What a person asks about a network before a sweep.</summary>
/// <param name="Name">The network, with the options of one of a plug-in.</param>
/// <param name="Activation">The function between its layers; null for a network of a plug-in.</param>
/// <param name="Parameters">Parameters for the images.</param>
/// <param name="Height">Rows of the images.</param>
/// <param name="Width">Columns of the images.</param>
/// <param name="Recipe">Settings that are known to learn, in words; null for another activation than the network's
/// own, and for a network of a plug-in.</param>
public sealed record NetworkFacts(
    string Name, string? Activation, long Parameters, int Height, int Width, string? Recipe)
{
    /// <summary>The facts of every known network on images of Fashion-MNIST, resized to the side of its recipe, in the
    /// order of their names in a config.</summary>
    public static IReadOnlyList<NetworkFacts> All()
    {
        var images = DatasetCatalog.Find("fashion-mnist")!;
        return
        [
            .. NetworkCatalog.Names.Select(name => new KnownModelConfig { Name = name }).Select(model =>
            {
                var side = NetworkCatalog.Find(model.Name).Recipe.Side;
                var input = new Shape(images.Channels, side, side);
                return Of(model, NetworkPlan.Create(model, input, images.Classes), input);
            }),
        ];
    }

    internal static NetworkFacts Of(ModelConfig model, INetworkSize size, Shape input)
    {
        if (model is not KnownModelConfig known)
            return new NetworkFacts(
                NameOf((PluginModelConfig)model), null, size.Parameters, input.Height, input.Width, null);
        var network = NetworkCatalog.Find(known.Name);
        var activation = known.Activation ?? network.Activation;
        return new NetworkFacts(
            known.Name, activation, size.Parameters, input.Height, input.Width,
            activation == network.Activation ? $"{network.Recipe}" : null);
    }

    private static string NameOf(PluginModelConfig model) => model.Options.Count == 0
        ? model.Name
        : $"{model.Name} ({string.Join(", ", model.Options.Select(each => $"{each.Key} {each.Value}"))})";
}
