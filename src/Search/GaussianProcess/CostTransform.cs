using MathNet.Numerics;
using MathNet.Numerics.Statistics;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>
/// Makes costs look normal: scales them by their median and quartiles, applies the power transformation of I.-K. Yeo
/// and R. A. Johnson ("A new family of power transformations to improve normality or symmetry", Biometrika 87, 2000)
/// with the most likely power, and standardizes them. Losses of bad cells are often larger by orders of magnitude;
/// without it, they would hide the differences between good cells. A missing or infinite cost, such as that of a cell
/// that diverged, is a standard deviation worse than the worst finite one.
/// </summary>
internal sealed class CostTransform
{
    private const double LeastPower = -2;
    private const double MostPower = 4;
    private const double PowerTolerance = 1e-3;

    // Of a normal distribution with deviation 1.
    private const double NormalInterquartileRange = 1.349;

    // How much worse than the worst cost a missing one is, in standard deviations.
    private const double Penalty = 1;

    // Squares of larger costs overflow.
    private const double MostCost = 1e100;

    private readonly double _power;
    private readonly (double Mean, double Deviation) _first;
    private readonly (double Mean, double Deviation) _second;
    private readonly (double Best, double Worst) _range;

    /// <summary>Learns the transformation.</summary>
    /// <param name="finiteCosts">At least one.</param>
    public CostTransform(IEnumerable<double> finiteCosts)
    {
        var costs = finiteCosts.Select(Limit).ToList();
        _range = (costs.Min(), costs.Max());
        // The quartiles do not see how bad the worst are.
        var spread = costs.InterquartileRange() / NormalInterquartileRange;
        _first = spread > 0 ? (costs.Median(), spread) : Moments(costs);
        double[] scaled = [.. costs.Select(cost => (cost - _first.Mean) / _first.Deviation)];
        _power = _range.Best < _range.Worst ? MostLikelyPower(scaled) : 1;
        _second = Moments(scaled.Select(value => Transform(value, _power)));
    }

    /// <summary>The largest transformed cost of those that it was learned from.</summary>
    public double Worst => OfFinite(_range.Worst);

    /// <summary>The transformed cost: less is better.</summary>
    public double Apply(double? cost) =>
        cost is { } finite && double.IsFinite(finite) ? OfFinite(finite) : Worst + Penalty;

    /// <summary>The cost of a transformed one, at most a full range of the known costs outside of them.</summary>
    public double Invert(double value)
    {
        var scaled = Inverse(_second.Mean + (value * _second.Deviation), _power);
        var margin = _range.Worst - _range.Best;
        return Math.Clamp(_first.Mean + (scaled * _first.Deviation), _range.Best - margin, _range.Worst + margin);
    }

    /// <summary>The transformation of Yeo and Johnson: a line for power 1, a concave curve below.</summary>
    public static double Transform(double value, double power) => value >= 0
        ? Power(1 + value, power)
        : -Power(1 - value, 2 - power);

    /// <summary>The inverse of <see cref="Transform"/>; infinite beyond its range.</summary>
    public static double Inverse(double value, double power) => value >= 0
        ? Root(value, power) - 1
        : 1 - Root(-value, 2 - power);

    private static double Power(double value, double power) =>
        power == 0 ? Math.Log(value) : (Math.Pow(value, power) - 1) / power;

    private static double Root(double value, double power) =>
        power == 0 ? Math.Exp(value)
        : (value * power) + 1 <= 0 ? double.PositiveInfinity
        : Math.Pow((value * power) + 1, 1 / power);

    // The power under which the transformed values are most likely normal (Yeo and Johnson, equation 3.1).
    private static double MostLikelyPower(double[] values)
    {
        var jacobian = values.Sum(value => Math.Sign(value) * Math.Log(1 + Math.Abs(value)));
        return FindMinimum.OfScalarFunctionConstrained(Unlikelihood, LeastPower, MostPower, PowerTolerance);

        double Unlikelihood(double power)
        {
            var variance = values.Select(value => Transform(value, power)).PopulationVariance();
            return (values.Length / 2.0 * Math.Log(variance)) - ((power - 1) * jacobian);
        }
    }

    private double OfFinite(double cost) =>
        (Transform((Limit(cost) - _first.Mean) / _first.Deviation, _power) - _second.Mean) / _second.Deviation;

    private static double Limit(double cost) => Math.Clamp(cost, -MostCost, MostCost);

    // Equal costs keep a deviation of 1.
    private static (double Mean, double Deviation) Moments(IEnumerable<double> values)
    {
        var (mean, variance) = values.MeanVariance();
        return (mean, variance > 0 ? Math.Sqrt(variance) : 1);
    }
}
