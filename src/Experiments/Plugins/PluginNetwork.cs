using System.Text.Json.Nodes;
using SweepRunner.Experiments.Devices;

namespace SweepRunner.Experiments.Plugins;

/// <summary>A network of a plug-in.</summary>
/// <param name="Name">Its name in a sweep file.</param>
/// <param name="Options">Its keys in a sweep file, without <c>name</c>.</param>
/// <param name="Plugin">The plug-in that has it.</param>
/// <param name="Factory">Creates the module from options without faults. Throws whatever the user's code throws, and
/// <see cref="ValidationException"/> where an attribute refuses an option.</param>
internal sealed record PluginNetwork(
    string Name,
    ObjectShape Options,
    Plugin Plugin,
    Func<JsonObject, ImageShape, int, nn.Module<Tensor, Tensor>> Factory)
{
    /// <summary>The content that the identity of its trials covers: <see cref="Plugin.Sha256"/>.</summary>
    public string Sha256 => Plugin.Sha256;

    /// <summary>Creates the module. Selects the <see cref="CpuConvolutions"/> of the process: those of a user's layers
    /// are not known. Throws what the factory throws.</summary>
    public nn.Module<Tensor, Tensor> Create(JsonObject options, ImageShape input, int classes)
    {
        CpuConvolutions.Select(needCacheSizes: true);
        return Factory(options, input, classes);
    }
}

/// <summary>What two modules of a network and a forward pass of one image tell about it.</summary>
internal sealed record NetworkProbe(long Parameters, bool HasBatchNorm) : INetworkSize
{
    /// <inheritdoc/>
    public long? MultiplyAdds => null;

    /// <summary>Creates the network and runs it as a trial does, before the first trial.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">Its options, without faults.</param>
    /// <param name="input">The shape of an image.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="PluginException">The network throws, has no parameters, has another output than a float32
    /// logit for each class, or weights that do not depend on libtorch's seed alone.</exception>
    public static NetworkProbe Run(PluginNetwork network, JsonObject options, ImageShape input, int classes)
    {
        using var scope = NewDisposeScope();
        string fault;
        try
        {
            using var module = Create();
            using var twin = Create();
            if (Fault(module, twin, input, classes) is not { } found)
                return new NetworkProbe(
                    module.parameters().Where(each => each.requires_grad).Sum(each => each.numel()),
                    module.modules().Any(each => each is BatchNorm));
            fault = found;
        }
        // The user's code can throw anything.
        catch (Exception exception)
        {
            fault = PluginException.Describe(exception);
        }

        throw new PluginException(
            $"The network '{network.Name}' of {Path.GetFileName(network.Plugin.File)} cannot train on images of "
                + $"{input} in {classes} classes. {fault}");

        nn.Module<Tensor, Tensor> Create()
        {
            manual_seed(0);
            return network.Create(options, input, classes);
        }
    }

    private static string? Fault(
        nn.Module<Tensor, Tensor> module, nn.Module<Tensor, Tensor> twin, ImageShape input, int classes)
    {
        var (weights, same) = (module.parameters().ToList(), twin.parameters().ToList());
        if (!weights.Any(each => each.requires_grad))
            return "It has no parameters that train; a module of yours calls RegisterComponents() at the end of its "
                + "constructor.";
        if (!weights.Zip(same).All(each => each.First.allclose(each.Second, rtol: 0, atol: 0, equal_nan: true)))
            return "Its weights differ between two networks of one seed; draw random numbers from libtorch alone.";

        module.eval();
        var output = module.call(ChannelsLast.From(zeros(1, input.Channels, input.Height, input.Width)));
        return output.shape is [1, var outputs] && outputs == classes && output.dtype == ScalarType.Float32
            ? output.requires_grad ? null : "Its output has no gradient: nothing could train."
            : $"Its output for one image is [{string.Join(", ", output.shape)}] of {output.dtype}; "
                + $"it must be [1, {classes}] of {ScalarType.Float32}.";
    }
}
