using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>Finds the most probable parameters of a process.</summary>
internal static class ParameterFit
{
    private const int Iterations = 30;
    private const double Tolerance = 1e-3;
    private const int Memory = 8;

    /// <summary>The parameters of greatest density that a quasi-Newton method (L-BFGS) finds from a fixed start: all
    /// axes of length scale 1, a scale of 1, a noise of 0.01.</summary>
    public static KernelParameters Fit(GaussianData data)
    {
        var density = new ParameterDensity(data);
        var start = Vector<double>.Build.Dense(data.IsChoice.Count + 2);
        start[^1] = Math.Log(0.01);
        var (best, bestValue) = (start, double.NegativeInfinity);

        var objective = ObjectiveFunction.Gradient(logarithms =>
        {
            var (value, gradient) = density.At(logarithms);
            if (value > bestValue)
                (best, bestValue) = (logarithms.Clone(), value);
            return (-value, -Vector<double>.Build.Dense(gradient));
        });
        try
        {
            new LimitedMemoryBfgsMinimizer(Tolerance, Tolerance, Tolerance, Memory, Iterations)
                .FindMinimum(objective, start);
        }
        catch (Exception exception) when (exception is OptimizationException or ArgumentException)
        {
            // The limit of iterations, a line search at the end of what rounding allows, or a step to parameters whose
            // covariance cannot be factored: the best so far counts.
        }

        return ParameterDensity.Parameters(best);
    }
}
