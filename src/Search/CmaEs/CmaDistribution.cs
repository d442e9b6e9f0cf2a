using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SweepRunner.Search.CmaEs;

/// <summary>The normal distribution of a CMA-ES: mean, step size σ and covariance C, so that cells are drawn from
/// N(mean, σ² C). Immutable.</summary>
internal sealed class CmaDistribution
{
    private readonly Evd<double> _eigen;

    private CmaDistribution(CmaConstants constants, Vector<double> mean, double step, Matrix<double> covariance)
    {
        (Constants, Mean, Step, Covariance) = (constants, mean, step, covariance);
        _eigen = covariance.Evd(Symmetricity.Symmetric);
        (StepPath, CovariancePath) = (0 * mean, 0 * mean);
    }

    /// <summary>The constants.</summary>
    public CmaConstants Constants { get; }

    /// <summary>The mean.</summary>
    public Vector<double> Mean { get; }

    /// <summary>The step size σ.</summary>
    public double Step { get; }

    /// <summary>The covariance C, without the step size.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>The path of the step size (p_σ).</summary>
    public Vector<double> StepPath { get; private init; }

    /// <summary>The path of the covariance (p_c).</summary>
    public Vector<double> CovariancePath { get; private init; }

    /// <summary>The number of updates.</summary>
    public int Generation { get; private init; }

    /// <summary>A round distribution.</summary>
    public static CmaDistribution Start(IReadOnlyList<double> mean, double step) => new(
        new CmaConstants(mean.Count),
        Vector<double>.Build.DenseOfEnumerable(mean),
        step,
        Matrix<double>.Build.DenseIdentity(mean.Count));

    /// <summary>The standard deviation along an axis.</summary>
    public double Deviation(int axis) => Step * Math.Sqrt(Covariance[axis, axis]);

    /// <summary>A draw.</summary>
    public Vector<double> Draw(Random random)
    {
        var normal = Vector<double>.Build.Dense(Mean.Count, axis => Normal.Sample(random, 0, 1) * Root(axis));
        return Mean + (Step * (_eigen.EigenVectors * normal));
    }

    /// <summary>The distribution after a generation (Hansen, equations 38 to 47).</summary>
    /// <param name="ranked">The points of the generation, the best first; those of the best half count.</param>
    public CmaDistribution After(IReadOnlyList<Vector<double>> ranked)
    {
        var c = Constants;
        var steps = ranked.Take(c.Weights.Count).Select(point => (point - Mean) / Step).ToList();
        var move = steps.Zip(c.Weights, (step, weight) => weight * step).Aggregate((sum, step) => sum + step);

        var stepPath = ((1 - c.StepRate) * StepPath)
            + (Math.Sqrt(c.StepRate * (2 - c.StepRate) * c.Selected) * Whiten(move));
        var length = stepPath.L2Norm();
        // A long path says that the step is too short: the covariance then waits.
        var expected = Math.Sqrt(1 - Math.Pow(1 - c.StepRate, 2 * (Generation + 1))) * c.NormalLength;
        var isShort = length < (1.4 + (2.0 / (Mean.Count + 1))) * expected ? 1.0 : 0;
        var path = ((1 - c.PathRate) * CovariancePath)
            + (isShort * Math.Sqrt(c.PathRate * (2 - c.PathRate) * c.Selected) * move);

        var stalled = (1 - isShort) * c.PathRate * (2 - c.PathRate);
        var covariance = ((1 - c.RankOne - c.RankMany + (c.RankOne * stalled)) * Covariance)
            + (c.RankOne * path.OuterProduct(path));
        foreach (var (step, weight) in steps.Zip(c.Weights))
            covariance += c.RankMany * weight * step.OuterProduct(step);

        var size = Step * Math.Exp(c.StepRate / c.StepDamping * ((length / c.NormalLength) - 1));
        return new CmaDistribution(c, Mean + (Step * move), size, covariance)
        {
            StepPath = stepPath,
            CovariancePath = path,
            Generation = Generation + 1,
        };
    }

    // C^(−1/2) times a vector.
    private Vector<double> Whiten(Vector<double> vector)
    {
        var rotated = _eigen.EigenVectors.TransposeThisAndMultiply(vector);
        return _eigen.EigenVectors * rotated.MapIndexed((axis, value) => value / Root(axis));
    }

    private double Root(int axis) => Math.Sqrt(Math.Max(_eigen.EigenValues[axis].Real, 1e-20));
}
