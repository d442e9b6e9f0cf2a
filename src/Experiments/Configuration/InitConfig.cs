using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SweepRunner.Experiments.Configuration;

/// <summary>How the weights of convolution and linear layers start; one case a <c>name</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(DefaultInit), "default")]
[JsonDerivedType(typeof(NormalInit), "normal")]
[JsonDerivedType(typeof(KaimingNormalInit), "kaiming-normal")]
[JsonDerivedType(typeof(KaimingUniformInit), "kaiming-uniform")]
[JsonDerivedType(typeof(XavierUniformInit), "xavier-uniform")]
[JsonDerivedType(typeof(XavierNormalInit), "xavier-normal")]
[JsonDerivedType(typeof(OrthogonalInit), "orthogonal")]
[JsonDerivedType(typeof(ZerosInit), "zeros")]
public abstract record InitConfig;

/// <summary>The layers' own initialisation, uniform with variance 1/(3·fan-in), as PyTorch's layers have it.</summary>
public sealed record DefaultInit : InitConfig;

/// <summary>Normal with mean 0.</summary>
public sealed record NormalInit : InitConfig
{
    /// <summary>Standard deviation.</summary>
    [Description("Standard deviation."), Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Std { get; init; } = 1;
}

/// <summary>Normal with variance 2/fan-in (He et al. 2015, arXiv:1502.01852, eq. 10).</summary>
public sealed record KaimingNormalInit : InitConfig;

/// <summary>Uniform with variance 2/fan-in (He et al. 2015, arXiv:1502.01852, eq. 10).</summary>
public sealed record KaimingUniformInit : InitConfig;

/// <summary>Uniform with variance 2/(fan-in + fan-out) (Glorot and Bengio 2010, eq. 16).</summary>
public sealed record XavierUniformInit : InitConfig;

/// <summary>Normal with variance 2/(fan-in + fan-out) (Glorot and Bengio 2010, eq. 12).</summary>
public sealed record XavierNormalInit : InitConfig;

/// <summary>A random orthogonal matrix (Saxe et al. 2014, arXiv:1312.6120).</summary>
public sealed record OrthogonalInit : InitConfig;

/// <summary>All zero.</summary>
public sealed record ZerosInit : InitConfig;
