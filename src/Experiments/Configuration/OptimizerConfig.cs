using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SweepRunner.Experiments.Configuration;

/// <summary>The optimizer of a trial; one case a <c>name</c>. Formulas and defaults are PyTorch's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(SgdConfig), "sgd")]
[JsonDerivedType(typeof(AdamConfig), "adam")]
[JsonDerivedType(typeof(AdamWConfig), "adamw")]
[JsonDerivedType(typeof(RmsPropConfig), "rmsprop")]
[JsonDerivedType(typeof(AdagradConfig), "adagrad")]
public abstract record OptimizerConfig
{
    /// <summary>Learning rate before the schedule.</summary>
    [Description("Learning rate before the schedule."), Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public required double Lr { get; init; }
}

/// <summary>Stochastic gradient descent.</summary>
public sealed record SgdConfig : OptimizerConfig
{
    /// <summary>Share of the last update that is kept.</summary>
    [Description("Share of the last update that is kept."), Range(0.0, double.MaxValue)]
    public double Momentum { get; init; }

    /// <summary>Share of the gradient that momentum leaves out.</summary>
    [Description("Share of the gradient that momentum leaves out."), Range(0.0, double.MaxValue)]
    public double Dampening { get; init; }

    /// <summary>Nesterov's momentum; needs momentum and no dampening.</summary>
    [Description("Nesterov's momentum; needs momentum and no dampening.")]
    public bool Nesterov { get; init; }

    /// <summary>Weight decay, added to the gradient.</summary>
    [Description("Weight decay, added to the gradient."), Range(0.0, double.MaxValue)]
    public double WeightDecay { get; init; }
}

/// <summary>Adam (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1).</summary>
public sealed record AdamConfig : OptimizerConfig
{
    /// <summary>Decay of the mean of the gradients.</summary>
    [Description("Decay of the mean of the gradients."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of their squares.</summary>
    [Description("Decay of the mean of their squares."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator.</summary>
    [Description("Added to the denominator."), Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Eps { get; init; } = 1e-8;

    /// <summary>Weight decay, added to the gradient.</summary>
    [Description("Weight decay, added to the gradient."), Range(0.0, double.MaxValue)]
    public double WeightDecay { get; init; }
}

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2).</summary>
public sealed record AdamWConfig : OptimizerConfig
{
    /// <summary>Decay of the mean of the gradients.</summary>
    [Description("Decay of the mean of the gradients."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of their squares.</summary>
    [Description("Decay of the mean of their squares."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator.</summary>
    [Description("Added to the denominator."), Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Eps { get; init; } = 1e-8;

    /// <summary>Weight decay, taken off the weights by themselves.</summary>
    [Description("Weight decay, taken off the weights by themselves."), Range(0.0, double.MaxValue)]
    public double WeightDecay { get; init; } = 0.01;
}

/// <summary>RMSprop (Hinton 2012, lecture 6e), with PyTorch's epsilon of 1e-8.</summary>
public sealed record RmsPropConfig : OptimizerConfig
{
    /// <summary>Decay of the mean of the squared gradients.</summary>
    [Description("Decay of the mean of the squared gradients."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Alpha { get; init; } = 0.99;

    /// <summary>Share of the last update that is kept.</summary>
    [Description("Share of the last update that is kept."), Range(0.0, double.MaxValue)]
    public double Momentum { get; init; }

    /// <summary>Weight decay, added to the gradient.</summary>
    [Description("Weight decay, added to the gradient."), Range(0.0, double.MaxValue)]
    public double WeightDecay { get; init; }
}

/// <summary>Adagrad (Duchi et al. 2011), with PyTorch's epsilon of 1e-10.</summary>
public sealed record AdagradConfig : OptimizerConfig
{
    /// <summary>Weight decay, added to the gradient.</summary>
    [Description("Weight decay, added to the gradient."), Range(0.0, double.MaxValue)]
    public double WeightDecay { get; init; }
}
