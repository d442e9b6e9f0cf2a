namespace SweepRunner.Experiments.Divergence;

/// <summary>The way in which a trial diverged.</summary>
public enum DivergenceKind
{
    /// <summary>The loss is not a number.</summary>
    NaN,

    /// <summary>The loss is infinite.</summary>
    Infinity,

    /// <summary>The loss is above the sweep's limit.</summary>
    LossAbove,

    /// <summary>
    /// The loss is finite but above ten times the larger of ln(classes) and the first step's loss, for 50 consecutive
    /// steps or at the end of the trial. It does not fall, and the training accuracy is that of guessing. See
    /// <see cref="Explosion"/>.
    /// </summary>
    Exploded,

    /// <summary>
    /// The gradient of the first layer's weight has been exactly zero for 20 consecutive steps while the loss is within
    /// 5 % of ln(classes): the network gives the same output for every image and can no longer learn.
    /// </summary>
    Collapsed,
}

/// <summary>The names of kinds in exported tables.</summary>
public static class DivergenceKinds
{
    /// <summary><c>nan</c>, <c>inf</c>, <c>loss-above</c>, <c>exploded</c> or <c>collapsed</c>.</summary>
    public static string Name(this DivergenceKind kind) => kind switch
    {
        DivergenceKind.NaN => "nan",
        DivergenceKind.Infinity => "inf",
        DivergenceKind.LossAbove => "loss-above",
        DivergenceKind.Exploded => "exploded",
        DivergenceKind.Collapsed => "collapsed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a known kind."),
    };
}
