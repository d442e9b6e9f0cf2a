namespace SweepRunner.Experiments.Optimizers;

/// <summary>Stochastic gradient descent.</summary>
[Case("sgd", 1)]
internal sealed record SgdConfig : OptimizerConfig
{
    [Description("Share of the last update that is kept."), NonNegative]
    public double Momentum { get; init; }

    [Description("Share of the gradient that momentum leaves out."), NonNegative]
    public double Dampening { get; init; }

    [Description("Nesterov's momentum; needs momentum and no dampening.")]
    public bool Nesterov { get; init; }

    [Description("Weight decay, added to the gradient."), NonNegative]
    public double WeightDecay { get; init; }

    internal override int NumbersPerParameter => Momentum > 0 ? 1 : 0;

    internal override OptimizerHelper Create(IEnumerable<Parameter> parameters) => optim.SGD(
        parameters,
        Factor(Lr),
        momentum: Momentum,
        dampening: Factor(Dampening),
        weight_decay: Factor(WeightDecay),
        nesterov: Nesterov);

    internal override IEnumerable<Fault> Check()
    {
        if (Nesterov && (Momentum == 0 || Dampening != 0))
            yield return new Fault(
                "optimizer.nesterov",
                "Nesterov's momentum needs momentum > 0 and dampening 0; here they are "
                    + $"{CanonicalJson.Number(Momentum)} and {CanonicalJson.Number(Dampening)}.");
    }
}
