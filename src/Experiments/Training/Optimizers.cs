using SweepRunner.Experiments.Configuration;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Training;

/// <summary>Makes an optimizer of libtorch from its config. Every option is handed over, since the providers' own defaults differ.</summary>
internal static class Optimizers
{
    // The two that config.md leaves to PyTorch's defaults.
    private const double RmsPropEpsilon = 1e-8;
    private const double AdagradEpsilon = 1e-10;

    public static optim.Optimizer Create(OptimizerConfig config, IEnumerable<Parameter> parameters) => config switch
    {
        SgdConfig sgd => optim.SGD(
            parameters, sgd.Lr, momentum: sgd.Momentum, dampening: sgd.Dampening, weight_decay: sgd.WeightDecay, nesterov: sgd.Nesterov),
        AdamConfig adam => optim.Adam(
            parameters, adam.Lr, beta1: adam.Beta1, beta2: adam.Beta2, eps: adam.Eps, weight_decay: adam.WeightDecay),
        AdamWConfig adamW => optim.AdamW(
            parameters, adamW.Lr, beta1: adamW.Beta1, beta2: adamW.Beta2, eps: adamW.Eps, weight_decay: adamW.WeightDecay),
        RmsPropConfig rmsProp => optim.RMSProp(
            parameters, rmsProp.Lr, alpha: rmsProp.Alpha, eps: RmsPropEpsilon, weight_decay: rmsProp.WeightDecay, momentum: rmsProp.Momentum),
        AdagradConfig adagrad => optim.Adagrad(
            parameters, adagrad.Lr, weight_decay: adagrad.WeightDecay, eps: AdagradEpsilon),
        _ => throw new ArgumentOutOfRangeException(nameof(config), config, "Not a known optimizer."),
    };

    /// <summary>Sets the rate of every parameter group.</summary>
    public static void SetRate(this optim.Optimizer optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = rate;
    }
}
