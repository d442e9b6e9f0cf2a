namespace SweepRunner.Experiments.Optimizers;

/// <summary>Adagrad (Duchi et al. 2011), with PyTorch's epsilon of 1e-10.</summary>
[Case("adagrad", 5)]
internal sealed record AdagradConfig : OptimizerConfig
{
    private const double Epsilon = 1e-10;

    [Description("Weight decay, added to the gradient."), NonNegative]
    public double WeightDecay { get; init; }

    internal override int NumbersPerParameter => 1;

    internal override OptimizerHelper Create(IEnumerable<Parameter> parameters) =>
        optim.Adagrad(parameters, Factor(Lr), weight_decay: Factor(WeightDecay), eps: Epsilon);
}
