namespace SweepRunner.Experiments.Initialization;

/// <summary>The layers' own initialisation, uniform with variance 1/(3·fan-in), as in PyTorch.</summary>
[Case("default", 1)]
internal sealed record DefaultInit : InitConfig
{
    private protected override void Draw(Tensor weight)
    {
    }
}

/// <summary>Normal with mean 0.</summary>
[Case("normal", 2)]
internal sealed record NormalInit : InitConfig
{
    [Description("Standard deviation."), Positive]
    public double Std { get; init; } = 1;

    private protected override void Draw(Tensor weight) => nn.init.normal_(weight, 0, Std);
}

/// <summary>Normal with variance 2/fan-in (He et al. 2015, arXiv:1502.01852, eq. 10).</summary>
[Case("kaiming-normal", 3)]
internal sealed record KaimingNormalInit : InitConfig
{
    private protected override void Draw(Tensor weight) =>
        nn.init.kaiming_normal_(weight, nonlinearity: nn.init.NonlinearityType.ReLU);
}

/// <summary>Uniform with variance 2/fan-in (He et al. 2015, arXiv:1502.01852, eq. 10).</summary>
[Case("kaiming-uniform", 4)]
internal sealed record KaimingUniformInit : InitConfig
{
    private protected override void Draw(Tensor weight) =>
        nn.init.kaiming_uniform_(weight, nonlinearity: nn.init.NonlinearityType.ReLU);
}

/// <summary>Uniform with variance 2/(fan-in + fan-out) (Glorot and Bengio 2010, eq. 16).</summary>
[Case("xavier-uniform", 5)]
internal sealed record XavierUniformInit : InitConfig
{
    private protected override void Draw(Tensor weight) => nn.init.xavier_uniform_(weight);
}

/// <summary>Normal with variance 2/(fan-in + fan-out) (Glorot and Bengio 2010, eq. 12).</summary>
[Case("xavier-normal", 6)]
internal sealed record XavierNormalInit : InitConfig
{
    // Not nn.init.xavier_normal_: TorchSharp 0.107 draws from the uniform distribution in it.
    private protected override void Draw(Tensor weight)
    {
        var (fanIn, fanOut) = nn.init.CalculateFanInAndFanOut(weight);
        nn.init.normal_(weight, 0, Math.Sqrt(2.0 / (fanIn + fanOut)));
    }
}

/// <summary>A random orthogonal matrix (Saxe et al. 2014, arXiv:1312.6120).</summary>
[Case("orthogonal", 7)]
internal sealed record OrthogonalInit : InitConfig
{
    private protected override void Draw(Tensor weight) => nn.init.orthogonal_(weight);
}

/// <summary>All zero.</summary>
[Case("zeros", 8)]
internal sealed record ZerosInit : InitConfig
{
    private protected override void Draw(Tensor weight) => nn.init.zeros_(weight);
}
