using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.RootFinding;

namespace SweepRunner.Reports.Tests.Statistics;

/// <summary>The procedure of docs/reports.md written down step by step, without regard to speed: the fit by least
/// squares with a matrix, quantiles by bisection, every pair tested. Returns the cells that could be best; null if
/// nothing is tested.</summary>
internal static class BestSetReference
{
    public static int[]? Of(double[][] y, double q = 0)
    {
        var (cells, blocks) = (y.Length, y[0].Length);
        int CellsIn(int block) => y.Count(row => double.IsFinite(row[block]));
        // A block with one cell says nothing about noise.
        var at = Enumerable.Range(0, cells)
            .SelectMany(cell => Enumerable.Range(0, blocks).Select(block => (cell, block)))
            .Where(each => double.IsFinite(y[each.cell][each.block]) && CellsIn(each.block) > 1)
            .ToList();
        if (at.Count == 0)
            return null;
        var used = at.Select(each => each.block).Distinct().Order().ToList();
        // A column for each cell and for each block but the first; blocks may be unconnected.
        var design = Matrix<double>.Build.Dense(at.Count, cells + used.Count - 1);
        foreach (var (row, (cell, block)) in at.Index())
        {
            design[row, cell] = 1;
            if (used.IndexOf(block) is > 0 and var column)
                design[row, cells + column - 1] = 1;
        }
        design = Matrix<double>.Build.DenseOfColumns(
            design.EnumerateColumns().Where(column => column.Any(value => value != 0)));
        var residualDegrees = at.Count - design.Rank();
        if (cells < 2 || residualDegrees < 1)
            return null;
        var values = Vector<double>.Build.DenseOfEnumerable(at.Select(each => y[each.cell][each.block]));
        var residuals = values - design * (design.PseudoInverse() * values);

        var degrees = Enumerable.Range(0, cells)
            .Select(cell => Math.Max(0.0, at.Count(each => each.cell == cell) - 1))
            .ToArray();
        var own = new double[cells];
        foreach (var (row, (cell, _)) in at.Index())
        {
            var left = at.Where(each => each.cell == cell).Average(each => 1 - 1.0 / CellsIn(each.block));
            own[cell] += residuals[row] * residuals[row] / Math.Max(1, degrees[cell]) / left;
        }
        for (var cell = 0; cell < cells; cell++)
            own[cell] = Math.Max(own[cell], q * q / 12);

        var known = Enumerable.Range(0, cells).Where(cell => degrees[cell] >= 1).ToList();
        var e = known.ConvertAll(cell => Math.Log(own[cell])
            - SpecialFunctions.DiGamma(degrees[cell] / 2) + Math.Log(degrees[cell] / 2));
        var excess = (known.Count < 2 ? 0 : MathNet.Numerics.Statistics.Statistics.Variance(e))
            - known.Average(cell => Trigamma(degrees[cell] / 2));
        var prior = double.PositiveInfinity;
        var common = known.Sum(cell => degrees[cell] * own[cell]) / known.Sum(cell => degrees[cell]);
        if (excess > 0)
        {
            var half = Bisection.FindRoot(x => Math.Log(Trigamma(Math.Exp(x))) - Math.Log(excess), -30, 30, 1e-13, 200);
            prior = 2 * Math.Exp(half);
            common = Math.Exp(e.Average() + SpecialFunctions.DiGamma(prior / 2) - Math.Log(prior / 2));
        }
        var variance = new double[cells];
        for (var cell = 0; cell < cells; cell++)
        {
            var moderated = double.IsInfinity(prior) ? common
                : (prior * common + degrees[cell] * own[cell]) / (prior + degrees[cell]);
            variance[cell] = degrees[cell] == 0 ? common : Math.Max(own[cell], moderated);
        }

        var all = Enumerable.Range(0, cells).ToArray();
        return Array.FindAll(all, cell => !Array.Exists(all, other => Excludes(other, cell)));

        bool Excludes(int other, int cell)
        {
            var differences = Enumerable.Range(0, blocks)
                .Select(block => y[other][block] - y[cell][block])
                .Where(double.IsFinite)
                .ToList();
            if (differences.Count == 0)
                return false;
            var error = Math.Sqrt((variance[other] + variance[cell]) / differences.Count);
            var least = Math.Min(
                Math.Min(prior + degrees[other], prior + degrees[cell]), residualDegrees);
            // t > the quantile, told by the tail.
            var t = differences.Average() / error;
            return t > 0 && 1 - StudentT.CDF(0, 1, least, t) < 0.05 / (cells - 1);
        }
    }

    // The sum of 1 / (x + k)² by 10 000 terms, and the integral of the rest.
    private static double Trigamma(double x)
    {
        const int Terms = 10_000;
        var sum = 0.0;
        for (var k = 0; k < Terms; k++)
            sum += 1 / ((x + k) * (x + k));
        var rest = x + Terms;
        return sum + 1 / rest + 1 / (2 * rest * rest);
    }
}
