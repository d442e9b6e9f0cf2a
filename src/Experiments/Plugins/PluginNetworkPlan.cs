using System.Text.Json.Nodes;

namespace SweepRunner.Experiments.Plugins;

/// <summary>A network of a plug-in for one shape of image, which it has been found to take.</summary>
/// <exception cref="PluginException">As <see cref="NetworkProbe.Run"/>.</exception>
internal sealed class PluginNetworkPlan(PluginNetwork network, JsonObject options, ImageShape input, int classes)
    : INetworkPlan
{
    private readonly NetworkProbe _probe = NetworkProbe.Run(network, options, input, classes);

    public long Parameters => _probe.Parameters;

    public long? MultiplyAdds => null;

    public bool HasBatchNorm => _probe.HasBatchNorm;

    public nn.Module<Tensor, Tensor> CreateModule() => network.Create(options, input, classes);
}
