namespace SweepRunner.Search.Tpe;

/// <summary>A density over the cells of a space: a mixture with one kernel for each observation and a prior. A kernel
/// is the product of its kernels of the axes that are active.</summary>
/// <remarks>An axis of a choice is modelled given the choice: a kernel draws the choice first and then the axes of that
/// choice, from its own values if it has them and else from their prior. So one mixture covers the whole tree, and what
/// belongs together in a good cell stays together.</remarks>
internal sealed class ParzenMixture
{
    // So many of the latest observations have the full weight; that of the earlier ones grows linearly.
    private const int FullWeights = 25;

    private readonly UnitSpace _space;
    private readonly Kernels[] _kernels;
    private readonly double[] _weights;

    /// <summary>The mixture of a group.</summary>
    /// <param name="space">The space.</param>
    /// <param name="observations">The places of each cell, the earliest first.</param>
    public ParzenMixture(UnitSpace space, IReadOnlyList<double[]> observations)
    {
        _space = space;
        _kernels =
        [
            .. space.Axes.Select((axis, dimension) =>
                Kernels.Of(axis.Domain, [.. observations.Select(units => units[dimension])])),
        ];
        _weights = WeightsOf(observations.Count);
    }

    /// <summary>The weights of n observations by age, the earliest first, and of the prior; their sum is 1.</summary>
    public static double[] WeightsOf(int count)
    {
        var early = Math.Max(0, count - FullWeights);
        double[] weights =
        [
            // Linear from 1/n for the first to 1 for the last of the early ones.
            .. Enumerable.Range(0, early).Select(index =>
                early == 1 ? 1.0 / count : (1.0 / count) + ((1 - (1.0 / count)) * index / (early - 1))),
            .. Enumerable.Repeat(1.0, count - early + 1),
        ];
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>Draws the places of a cell.</summary>
    public double[] Draw(Random random)
    {
        var kernel = PickKernel(random.NextDouble());
        var units = new double[_space.Axes.Count];
        Array.Fill(units, double.NaN);
        Draw(_space.Roots);
        return units;

        void Draw(IReadOnlyList<UnitAxis> axes)
        {
            foreach (var axis in axes)
            {
                units[axis.Dimension] = _kernels[axis.Dimension].Draw(kernel, random);
                Draw(axis.AxesAt(units[axis.Dimension]));
            }
        }
    }

    /// <summary>The logarithm of the density at a cell.</summary>
    /// <param name="units">Its places.</param>
    public double LogDensity(double[] units)
    {
        var sums = Array.ConvertAll(_weights, Math.Log);
        for (var dimension = 0; dimension < units.Length; dimension++)
            if (!double.IsNaN(units[dimension]))
                _kernels[dimension].AddLogDensities(units[dimension], sums);
        var largest = sums.Max();
        return largest + Math.Log(sums.Sum(each => Math.Exp(each - largest)));
    }

    private int PickKernel(double share)
    {
        for (var kernel = 0; kernel < _weights.Length; kernel++)
            if ((share -= _weights[kernel]) < 0)
                return kernel;
        return _weights.Length - 1;
    }
}
