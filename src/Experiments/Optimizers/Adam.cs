namespace SweepRunner.Experiments.Optimizers;

/// <summary>Adam (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1).</summary>
[Case("adam", 2)]
internal sealed record AdamConfig : OptimizerConfig
{
    [Description("Decay of the mean of the gradients."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    [Description("Decay of the mean of their squares."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    [Description("Added to the denominator."), Positive]
    public double Eps { get; init; } = 1e-8;

    [Description("Weight decay, added to the gradient."), NonNegative]
    public double WeightDecay { get; init; }

    internal override int NumbersPerParameter => 2;

    internal override OptimizerHelper Create(IEnumerable<Parameter> parameters) => optim.Adam(
        parameters, Factor(Lr), beta1: Beta1, beta2: Beta2, eps: Eps, weight_decay: Factor(WeightDecay));
}

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2).</summary>
[Case("adamw", 3)]
internal sealed record AdamWConfig : OptimizerConfig
{
    [Description("Decay of the mean of the gradients."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    [Description("Decay of the mean of their squares."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    [Description("Added to the denominator."), Positive]
    public double Eps { get; init; } = 1e-8;

    [Description("Weight decay, subtracted from the weights directly."), NonNegative]
    public double WeightDecay { get; init; } = 0.01;

    internal override int NumbersPerParameter => 2;

    internal override OptimizerHelper Create(IEnumerable<Parameter> parameters) => optim.AdamW(
        parameters, Factor(Lr), beta1: Beta1, beta2: Beta2, eps: Eps, weight_decay: Factor(WeightDecay));
}
