namespace SweepRunner.Experiments.Optimizers;

/// <summary>RMSprop (Hinton 2012, lecture 6e), with PyTorch's epsilon of 1e-8.</summary>
[Case("rmsprop", 4)]
internal sealed record RmsPropConfig : OptimizerConfig
{
    private const double Epsilon = 1e-8;

    [Description("Decay of the mean of the squared gradients."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Alpha { get; init; } = 0.99;

    [Description("Share of the last update that is kept."), NonNegative]
    public double Momentum { get; init; }

    [Description("Weight decay, added to the gradient."), NonNegative]
    public double WeightDecay { get; init; }

    // TorchSharp keeps those of a momentum and of centring too, whether it uses them or not.
    internal override int NumbersPerParameter => 3;

    internal override OptimizerHelper Create(IEnumerable<Parameter> parameters) => optim.RMSProp(
        parameters, Factor(Lr), alpha: Alpha, eps: Epsilon, weight_decay: Factor(WeightDecay), momentum: Momentum);
}
