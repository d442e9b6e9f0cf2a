using SweepRunner.Experiments.Configuration;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Training;

/// <summary>Makes an optimizer of libtorch from its config. Every option is handed over: TorchSharp's own defaults are
/// not all PyTorch's.</summary>
internal static class Optimizers
{
    // The two that config.md leaves to PyTorch's defaults.
    private const double RmsPropEpsilon = 1e-8;
    private const double AdagradEpsilon = 1e-10;

    // float32 ends at 3.4e38; the room above is for Adam, which divides the rate by as little as its first 1 - beta1.
    private const double LargestFactor = 1e30;

    public static OptimizerHelper Create(OptimizerConfig config, IEnumerable<Parameter> parameters) =>
        config switch
        {
            SgdConfig sgd => optim.SGD(
                parameters,
                Factor(sgd.Lr),
                momentum: sgd.Momentum,
                dampening: Factor(sgd.Dampening),
                weight_decay: Factor(sgd.WeightDecay),
                nesterov: sgd.Nesterov),
            AdamConfig adam => optim.Adam(
                parameters,
                Factor(adam.Lr),
                beta1: adam.Beta1,
                beta2: adam.Beta2,
                eps: adam.Eps,
                weight_decay: Factor(adam.WeightDecay)),
            AdamWConfig adamW => optim.AdamW(
                parameters,
                Factor(adamW.Lr),
                beta1: adamW.Beta1,
                beta2: adamW.Beta2,
                eps: adamW.Eps,
                weight_decay: Factor(adamW.WeightDecay)),
            RmsPropConfig rmsProp => optim.RMSProp(
                parameters,
                Factor(rmsProp.Lr),
                alpha: rmsProp.Alpha,
                eps: RmsPropEpsilon,
                weight_decay: Factor(rmsProp.WeightDecay),
                momentum: rmsProp.Momentum),
            AdagradConfig adagrad => optim.Adagrad(
                parameters, Factor(adagrad.Lr), weight_decay: Factor(adagrad.WeightDecay), eps: AdagradEpsilon),
            _ => throw new ArgumentOutOfRangeException(nameof(config), config, "Not a known optimizer."),
        };

    /// <summary>Sets the rate of every parameter group.</summary>
    public static void SetRate(this optim.Optimizer optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = Factor(rate);
    }

    /// <summary>
    /// A number that float32 cannot hold as the infinity that it is there: libtorch refuses the number but takes the
    /// infinity, so that the trial diverges at the next step instead of failing.
    /// </summary>
    private static double Factor(double value) => value > LargestFactor ? double.PositiveInfinity : value;
}
