using System.Text.Json;
using SweepRunner.Experiments.Plugins;

namespace SweepRunner.Experiments.Trials;

/// <summary>The networks that trials can name: those of the program and those of plug-ins.</summary>
public sealed class TrialNetworks
{
    private readonly Dictionary<string, PluginNetwork> _own;
    private readonly Dictionary<(string Model, Shape Input, int Classes), NetworkFit> _fits = [];

    internal TrialNetworks(IEnumerable<PluginNetwork> own) => _own = own.ToDictionary(each => each.Name);

    /// <summary>The keys of each network.</summary>
    internal Dictionary<string, ObjectShape> Cases()
    {
        var (known, shared) = (TrialCatalog.CaseOf<KnownModelConfig>(), TrialCatalog.CaseOf<PluginModelConfig>());
        var withoutDropout = new ObjectShape([.. known.Keys.Where(key => key.Name != "dropout")]);
        var cases = NetworkCatalog.Names.ToDictionary(
            name => name, name => NetworkCatalog.HasDropout(name) ? known : withoutDropout);
        foreach (var (name, network) in _own)
            cases.Add(name, new ObjectShape([.. network.Options.Keys, .. shared.Keys]));
        return cases;
    }

    /// <summary>The network with the SHA-256 of its plug-in and the defaults of its options.</summary>
    internal ModelConfig Resolve(ModelConfig model) => model is PluginModelConfig own
        ? own with
        {
            Options = ConfigJson.WithDefaults(own.Options, _own[own.Name].Options),
            Sha256 = Sha256Of(own),
        }
        : model;

    /// <summary>The SHA-256 of the plug-in of a network.</summary>
    internal string Sha256Of(PluginModelConfig model) => _own[model.Name].Sha256;

    /// <summary>Fits a network to the images of a data set, each pair once. A network of a plug-in processes an
    /// image.</summary>
    internal NetworkFit Fit(ModelConfig model, DataConfig data, DatasetInfo dataset)
    {
        var input = InputOf(data, dataset);
        var key = (
            CanonicalJson.Write(JsonSerializer.SerializeToNode(model, ConfigJson.Options)), input, dataset.Classes);
        if (!_fits.TryGetValue(key, out var fit))
            _fits[key] = fit = TryFit(model, input, dataset.Classes);
        return fit;
    }

    /// <summary>A new module of a network that has been fitted: in training mode, float32, on the CPU. libtorch's
    /// generator draws its weights. Throws whatever a plug-in throws.</summary>
    internal nn.Module<Tensor, Tensor> CreateModule(ModelConfig model, DataConfig data, DatasetInfo dataset)
    {
        var input = InputOf(data, dataset);
        return model is PluginModelConfig own
            ? _own[own.Name].Create(own.Options, ImageOf(input), dataset.Classes)
            : NetworkPlan.Create((KnownModelConfig)model, input, dataset.Classes).CreateModule();
    }

    private NetworkFit TryFit(ModelConfig model, Shape input, int classes)
    {
        try
        {
            return new NetworkFit(
                model is PluginModelConfig own
                    ? NetworkProbe.Run(_own[own.Name], own.Options, ImageOf(input), classes)
                    : NetworkPlan.Create((KnownModelConfig)model, input, classes),
                null);
        }
        catch (ShapeException exception)
        {
            return new NetworkFit(null, $"'{model.Name}' cannot take the images: {exception.Message}.");
        }
        catch (PluginException exception)
        {
            return new NetworkFit(null, exception.Message);
        }
    }

    /// <summary>The shape of the images that a network gets.</summary>
    internal static Shape InputOf(DataConfig data, DatasetInfo dataset) =>
        new(dataset.Channels, data.Resize ?? dataset.Height, data.Resize ?? dataset.Width);

    private static ImageShape ImageOf(Shape input) => new(input.Channels, input.Height, input.Width);
}

/// <summary>The size of a network for images of one shape, or a sentence about why it cannot take them.</summary>
internal sealed record NetworkFit(INetworkSize? Size, string? Fault);
