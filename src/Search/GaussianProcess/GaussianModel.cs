using MathNet.Numerics.LinearAlgebra;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>A Gaussian process with mean 0 that knows some results (Rasmussen and Williams 2006, algorithm 2.1).
/// </summary>
internal sealed class GaussianModel
{
    // Rounding must not make a known point certain.
    private const double LeastShare = 1e-12;

    // A belief has almost no noise, so that the function is no longer unsure there.
    private const int SeedsOfBelief = 1_000;

    private readonly KernelParameters _parameters;
    private readonly GaussianData _data;
    private readonly CovarianceFactor _factor;
    private readonly double[] _weights;
    private readonly double[][] _places;

    /// <summary>Conditions the process on results.</summary>
    public GaussianModel(KernelParameters parameters, GaussianData data)
    {
        (_parameters, _data) = (parameters, data);
        _places = [.. Enumerable.Range(0, data.IsChoice.Count).Select(data.Places)];
        var covariance = Matrix<double>.Build.Dense(data.Count, data.Count);
        var row = Lanes.Zeros(data.Count);
        for (var index = 0; index < data.Count; index++)
        {
            Covariances(data.Points[index], row);
            covariance.SetRow(index, row[..data.Count]);
            covariance[index, index] = parameters.Scale + (parameters.Noise / data.Seeds[index]);
        }

        _factor = new CovarianceFactor(covariance);
        _weights = _factor.Solve([.. data.Values]);
    }

    /// <summary>The mean of the function at a point.</summary>
    public double Mean(ReadOnlySpan<double> point)
    {
        var covariances = Lanes.Zeros(_data.Count);
        Covariances(point, covariances);
        return Lanes.Dot(_weights, covariances);
    }

    /// <summary>The mean and the standard deviation of the function at a point, without the noise of a seed.</summary>
    public (double Mean, double Deviation) Predict(ReadOnlySpan<double> point)
    {
        var covariances = Lanes.Zeros(_data.Count);
        Covariances(point, covariances);
        var variance = _parameters.Scale - _factor.SquaredNorm(covariances);
        return (
            Lanes.Dot(_weights, covariances),
            Math.Sqrt(Math.Max(variance, LeastShare * _parameters.Scale)));
    }

    /// <summary>The process that also believes its own means at some points: it is surer around them.</summary>
    public GaussianModel Believing(IReadOnlyList<double[]> points) => points.Count == 0
        ? this
        : new(_parameters, _data with
        {
            Points = [.. _data.Points, .. points],
            Values = [.. _data.Values, .. points.Select(point => Mean(point))],
            Seeds = [.. _data.Seeds, .. points.Select(_ => SeedsOfBelief)],
        });

    private void Covariances(ReadOnlySpan<double> point, double[] covariances)
    {
        Array.Clear(covariances);
        for (var axis = 0; axis < _places.Length; axis++)
            Kernel.AddDistances(
                _data.IsChoice[axis], _parameters.Relevance[axis], point[axis], _places[axis], covariances);
        Kernel.Correlate(covariances, _parameters.Scale);
    }
}
