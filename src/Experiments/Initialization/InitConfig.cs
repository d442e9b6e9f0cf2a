namespace SweepRunner.Experiments.Initialization;

/// <summary>The initial weights of convolution and linear layers. Biases keep the layer's default.</summary>
public abstract record InitConfig
{
    /// <summary>Draws the weights of a module again, in layer order.</summary>
    internal void Apply(nn.Module module)
    {
        using var noGradient = no_grad();
        foreach (var weight in Weights(module))
        {
            using var scope = NewDisposeScope();
            Draw(weight);
        }
    }

    /// <summary>Draws one weight in place.</summary>
    private protected abstract void Draw(Tensor weight);

    // Depth first, which is layer order: modules() lists all children of a module before what is inside them.
    private static IEnumerable<Parameter> Weights(nn.Module module) => module switch
    {
        Conv2d convolution => [convolution.weight],
        Linear linear => [linear.weight],
        _ => module.children().SelectMany(Weights),
    };
}
