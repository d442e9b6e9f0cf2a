using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>
/// The logarithm of the density of a process's parameters, given results: the marginal likelihood (Rasmussen and
/// Williams 2006, equations 5.8 and 5.9) and a prior, which for each relevance λ is −(0.1 / λ + 0.1 λ), for the scale
/// Gamma(2, 1), and for the noise Gamma(1.1, 30) with shape and rate.
/// </summary>
internal sealed class ParameterDensity
{
    /// <summary>The noise is always above this variance, so that a covariance can be inverted.</summary>
    public const double LeastNoise = 1e-6;

    private const double Sparsity = 0.1;
    private const double ScaleShape = 2;
    private const double ScaleRate = 1;
    private const double NoiseShape = 1.1;
    private const double NoiseRate = 30;

    private readonly GaussianData _data;
    private readonly double[] _values;

    // By axis the squared differences of the pairs of points: those of row 1, then those of row 2, each with all before
    // it.
    private readonly double[][] _squared;

    /// <summary>Prepares the density.</summary>
    public ParameterDensity(GaussianData data)
    {
        _data = data;
        _values = [.. data.Values];
        _squared = [.. Enumerable.Range(0, data.IsChoice.Count).Select(Pairs)];
    }

    /// <summary>The parameters that a vector of <see cref="At"/> stands for: the logarithms of the relevances, of the
    /// scale, and of the noise above the least.</summary>
    public static KernelParameters Parameters(Vector<double> logarithms) => new(
        [.. logarithms.Take(logarithms.Count - 2).Select(Math.Exp)],
        Math.Exp(logarithms[^2]),
        LeastNoise + Math.Exp(logarithms[^1]));

    /// <summary>The density and its gradient by the logarithms of the parameters.</summary>
    public (double Value, double[] Gradient) At(Vector<double> logarithms)
    {
        var parameters = Parameters(logarithms);
        var (correlations, slopes) = Correlations(parameters);
        var factor = new CovarianceFactor(Covariance(parameters, correlations));
        var weights = factor.Solve(_values);
        var likelihood = -0.5 * (Lanes.Dot(_values, weights) + factor.LogDeterminant
            + (_data.Count * Constants.LogSqrt2Pi * 2));

        // The derivative of the likelihood by an entry of the covariance is half of α αᵀ − C⁻¹; a pair has two entries.
        var (byScale, byNoise) = (0.0, 0.0);
        var pair = 0;
        for (var row = 0; row < _data.Count; row++)
        {
            for (var column = 0; column < row; column++, pair++)
            {
                var bySum = (weights[row] * weights[column]) - factor.Inverse(row, column);
                byScale += bySum * correlations[pair];
                slopes[pair] *= bySum * parameters.Scale;
            }

            var byOwn = ((weights[row] * weights[row]) - factor.Inverse(row, row)) / 2;
            byScale += byOwn;
            byNoise += byOwn / _data.Seeds[row];
        }

        var gradient = new double[_squared.Length + 2];
        for (var axis = 0; axis < _squared.Length; axis++)
            gradient[axis] = Lanes.Dot(slopes, _squared[axis]) * parameters.Relevance[axis];
        gradient[^2] = byScale * parameters.Scale;
        gradient[^1] = byNoise * (parameters.Noise - LeastNoise);
        return (likelihood + AddPrior(parameters, gradient), gradient);
    }

    // The logarithm of the prior; adds its gradient.
    private static double AddPrior(KernelParameters parameters, double[] gradient)
    {
        var value = 0.0;
        for (var axis = 0; axis < parameters.Relevance.Length; axis++)
        {
            var relevance = parameters.Relevance[axis];
            value -= (Sparsity / relevance) + (Sparsity * relevance);
            gradient[axis] += (Sparsity / relevance) - (Sparsity * relevance);
        }

        var (scale, noise) = (parameters.Scale, parameters.Noise);
        value += ((ScaleShape - 1) * Math.Log(scale)) - (ScaleRate * scale);
        gradient[^2] += ScaleShape - 1 - (ScaleRate * scale);
        value += ((NoiseShape - 1) * Math.Log(noise)) - (NoiseRate * noise);
        gradient[^1] += (((NoiseShape - 1) / noise) - NoiseRate) * (noise - LeastNoise);
        return value;
    }

    private (double[] Values, double[] Slopes) Correlations(KernelParameters parameters)
    {
        var values = Lanes.Zeros(_data.Count * (_data.Count - 1) / 2);
        var slopes = new double[values.Length];
        var correlations = Lanes.Of(values.AsSpan());
        var derivatives = Lanes.Of(slopes.AsSpan());
        for (var axis = 0; axis < _squared.Length; axis++)
        {
            var squared = Lanes.Of(_squared[axis].AsSpan());
            for (var group = 0; group < squared.Length; group++)
                correlations[group] += parameters.Relevance[axis] * squared[group];
        }

        for (var group = 0; group < correlations.Length; group++)
            (correlations[group], derivatives[group]) = Kernel.Correlation(correlations[group]);
        return (values, slopes);
    }

    private Matrix<double> Covariance(KernelParameters parameters, double[] correlations)
    {
        var covariance = Matrix<double>.Build.Dense(_data.Count, _data.Count);
        var pair = 0;
        for (var row = 0; row < _data.Count; row++)
        {
            for (var column = 0; column < row; column++, pair++)
            {
                var value = parameters.Scale * correlations[pair];
                (covariance[row, column], covariance[column, row]) = (value, value);
            }

            covariance[row, row] = parameters.Scale + (parameters.Noise / _data.Seeds[row]);
        }

        return covariance;
    }

    private double[] Pairs(int axis)
    {
        var squared = Lanes.Zeros(_data.Count * (_data.Count - 1) / 2);
        var places = _data.Places(axis);
        var differences = Lanes.Zeros(_data.Count);
        for (int row = 1, start = 0; row < _data.Count; start += row, row++)
        {
            Array.Clear(differences);
            Kernel.AddDistances(_data.IsChoice[axis], 1, places[row], places, differences);
            differences.AsSpan(0, row).CopyTo(squared.AsSpan(start));
        }

        return squared;
    }
}
