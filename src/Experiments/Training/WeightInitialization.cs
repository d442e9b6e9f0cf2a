using SweepRunner.Experiments.Configuration;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Training;

/// <summary>Draws the weights of convolution and linear layers anew, in layer order; biases keep the layer's
/// default.</summary>
internal static class WeightInitialization
{
    public static void Apply(InitConfig init, nn.Module module)
    {
        if (init is DefaultInit)
            return;

        using var noGradient = no_grad();
        foreach (var weight in Weights(module))
        {
            using var scope = NewDisposeScope();
            Draw(init, weight);
        }
    }

    // Depth first, which is layer order: modules() lists all of a module's children before what is inside them.
    private static IEnumerable<Parameter> Weights(nn.Module module) => module switch
    {
        Conv2d convolution => [convolution.weight],
        Linear linear => [linear.weight],
        _ => module.children().SelectMany(Weights),
    };

    private static Tensor Draw(InitConfig init, Tensor weight) => init switch
    {
        NormalInit normal => nn.init.normal_(weight, 0, normal.Std),
        KaimingNormalInit => nn.init.kaiming_normal_(weight, nonlinearity: nn.init.NonlinearityType.ReLU),
        KaimingUniformInit => nn.init.kaiming_uniform_(weight, nonlinearity: nn.init.NonlinearityType.ReLU),
        XavierUniformInit => nn.init.xavier_uniform_(weight),
        XavierNormalInit => XavierNormal(weight),
        OrthogonalInit => nn.init.orthogonal_(weight),
        ZerosInit => nn.init.zeros_(weight),
        _ => throw new ArgumentOutOfRangeException(nameof(init), init, "Not a known initialisation."),
    };

    // Not nn.init.xavier_normal_: TorchSharp 0.107 draws from the uniform distribution in it.
    private static Tensor XavierNormal(Tensor weight)
    {
        var (fanIn, fanOut) = nn.init.CalculateFanInAndFanOut(weight);
        return nn.init.normal_(weight, 0, Math.Sqrt(2.0 / (fanIn + fanOut)));
    }
}
