using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace SweepRunner.Search.Tpe;

/// <summary>The kernels of one axis: a distribution over [0, 1] for each observation of a group, and the prior, which
/// is the last. An observation in which the axis is not active has the prior too.</summary>
internal abstract class Kernels
{
    /// <summary>The kernels of an axis.</summary>
    /// <param name="domain">The values of the axis.</param>
    /// <param name="units">The place of each observation; NaN where the axis is not active.</param>
    public static Kernels Of(Domain domain, IReadOnlyList<double> units) => domain is ChoiceDomain list
        ? new ChoiceKernels(list.Choices.Count, units)
        : new NumberKernels(domain.Levels, units);

    /// <summary>Draws a place from a kernel: the middle of a level where the axis has levels.</summary>
    public abstract double Draw(int kernel, Random random);

    /// <summary>Adds the logarithm of each kernel's density at a place, or of its mass at a level, to sums.</summary>
    public abstract void AddLogDensities(double unit, double[] sums);
}

/// <summary>Normal kernels truncated to [0, 1]. The deviation of each is the larger distance to its neighbours in the
/// group (Bergstra et al. 2011, "Algorithms for hyper-parameter optimization", NeurIPS 24), at least
/// 1 / min(100, n + 2) and at most 1. The prior has the mean ½ and the deviation 1.</summary>
internal sealed class NumberKernels : Kernels
{
    private readonly double? _levels;
    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly double[] _logNorms;
    private readonly Dictionary<double, double[]> _logMasses = [];

    /// <summary>The kernels of places in [0, 1].</summary>
    /// <param name="levels">The number of levels; null for a continuous range.</param>
    /// <param name="units">The place of each observation; NaN where the axis is not active.</param>
    public NumberKernels(double? levels, IReadOnlyList<double> units)
    {
        _levels = levels;
        _means = [.. units.Append(double.NaN).Select(unit => double.IsNaN(unit) ? 0.5 : unit)];
        _deviations = DeviationsOf(units);
        _logNorms = [.. _means.Zip(_deviations, LogNorm)];
    }

    /// <summary>The deviation of each kernel.</summary>
    public IReadOnlyList<double> Deviations => _deviations;

    /// <inheritdoc/>
    public override double Draw(int kernel, Random random)
    {
        var (mean, deviation) = (_means[kernel], _deviations[kernel]);
        var (from, to) = (Normal.CDF(mean, deviation, 0), Normal.CDF(mean, deviation, 1));
        var unit = Math.Clamp(Normal.InvCDF(mean, deviation, from + ((to - from) * random.NextDouble())), 0, 1);
        return _levels is { } levels ? (Math.Min(Math.Floor(unit * levels), levels - 1) + 0.5) / levels : unit;
    }

    /// <inheritdoc/>
    public override void AddLogDensities(double unit, double[] sums)
    {
        if (_levels is { } levels)
        {
            if (!_logMasses.TryGetValue(unit, out var masses))
                _logMasses[unit] = masses = [.. Enumerable.Range(0, _means.Length)
                    .Select(kernel => LogMass(kernel, unit, 0.5 / levels))];
            for (var kernel = 0; kernel < sums.Length; kernel++)
                sums[kernel] += masses[kernel];
            return;
        }

        for (var kernel = 0; kernel < sums.Length; kernel++)
        {
            var distance = (unit - _means[kernel]) / _deviations[kernel];
            sums[kernel] += (-0.5 * distance * distance) - _logNorms[kernel];
        }
    }

    private double LogMass(int kernel, double unit, double half)
    {
        var (mean, deviation) = (_means[kernel], _deviations[kernel]);
        // The tail is on the left, where the distribution function keeps its digits.
        var distance = -Math.Abs(unit - mean);
        var mass = Normal.CDF(0, deviation, distance + half) - Normal.CDF(0, deviation, distance - half);
        return Math.Log(mass) + Math.Log(deviation * Constants.Sqrt2Pi) - _logNorms[kernel];
    }

    // The logarithm of the factor by which the exponential is divided.
    private static double LogNorm(double mean, double deviation) => Math.Log(
        deviation * Constants.Sqrt2Pi * (Normal.CDF(mean, deviation, 1) - Normal.CDF(mean, deviation, 0)));

    private static double[] DeviationsOf(IReadOnlyList<double> units)
    {
        var deviations = new double[units.Count + 1];
        Array.Fill(deviations, 1);
        int[] active =
        [
            .. Enumerable.Range(0, units.Count)
                .Where(index => !double.IsNaN(units[index]))
                .OrderBy(index => units[index]),
        ];
        var least = 1 / Math.Min(100.0, active.Length + 2);
        for (var place = 0; place < active.Length; place++)
        {
            var unit = units[active[place]];
            // The bounds are neighbours of a single observation only.
            var gap = active.Length == 1 ? Math.Max(unit, 1 - unit) : Math.Max(
                place > 0 ? unit - units[active[place - 1]] : 0,
                place < active.Length - 1 ? units[active[place + 1]] - unit : 0);
            deviations[active[place]] = Math.Clamp(gap, least, 1);
        }

        return deviations;
    }
}

/// <summary>Kernels over a list of choices: each adds 1 to the choice of its observation and 1 / (n + 1) to all; the
/// prior is uniform.</summary>
internal sealed class ChoiceKernels : Kernels
{
    private readonly int _choices;
    private readonly int[] _chosen;
    private readonly double _same;
    private readonly double _other;

    /// <summary>The kernels of places in [0, 1].</summary>
    /// <param name="choices">The number of choices.</param>
    /// <param name="units">The place of each observation; NaN where the axis is not active.</param>
    public ChoiceKernels(int choices, IReadOnlyList<double> units)
    {
        _choices = choices;
        _chosen = [.. units.Append(double.NaN).Select(unit => double.IsNaN(unit) ? -1 : LevelOf(unit))];
        var share = 1.0 / (_chosen.Count(choice => choice >= 0) + 1);
        _same = (1 + share) / (1 + (choices * share));
        _other = share / (1 + (choices * share));
    }

    /// <inheritdoc/>
    public override double Draw(int kernel, Random random)
    {
        var share = random.NextDouble();
        var chosen = _chosen[kernel];
        if (chosen < 0)
            return MiddleOf((int)(share * _choices));
        // The chosen one comes first, then the others.
        var rest = (int)((share - _same) / _other);
        return MiddleOf(share < _same ? chosen : rest < chosen ? rest : Math.Min(rest + 1, _choices - 1));
    }

    /// <inheritdoc/>
    public override void AddLogDensities(double unit, double[] sums)
    {
        var level = LevelOf(unit);
        var (same, other, prior) = (Math.Log(_same), Math.Log(_other), -Math.Log(_choices));
        for (var kernel = 0; kernel < sums.Length; kernel++)
            sums[kernel] += _chosen[kernel] < 0 ? prior : _chosen[kernel] == level ? same : other;
    }

    private int LevelOf(double unit) => (int)Math.Min(unit * _choices, _choices - 1);

    private double MiddleOf(int level) => (level + 0.5) / _choices;
}
