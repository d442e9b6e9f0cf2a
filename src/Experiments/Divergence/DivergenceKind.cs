namespace SweepRunner.Experiments.Divergence;

/// <summary>How a trial's numbers left the range in which training makes sense.</summary>
public enum DivergenceKind
{
    /// <summary>The loss is not a number.</summary>
    NaN,

    /// <summary>The loss is infinite.</summary>
    Infinity,

    /// <summary>The loss is above the limit that the sweep sets.</summary>
    LossAbove,

    /// <summary>
    /// The loss is finite, and above ten times the larger of ln(classes) and the first step's loss, for 50 steps
    /// running or at the end of a trial of any length; it does not fall, and the training accuracy is that of chance.
    /// <see cref="Explosion"/> has the tests.
    /// </summary>
    Exploded,

    /// <summary>
    /// The gradient of the first layer's weight has been exactly zero for 20 steps running while the loss is within 5 %
    /// of ln(classes): the network answers the same to every image and cannot learn any more.
    /// </summary>
    Collapsed,
}

/// <summary>Names of kinds in exported tables.</summary>
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
