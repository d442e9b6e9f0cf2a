using MathNet.Numerics.LinearAlgebra;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>The Cholesky factor L of a covariance C = L Lᵀ, and its inverse.</summary>
internal sealed class CovarianceFactor
{
    // Row i of L⁻ᵀ from its i-th entry on: the entries before it are 0.
    private readonly double[][] _inverseColumns;

    // Row i of L⁻¹ up to its i-th entry.
    private readonly double[][] _inverseRows;

    /// <summary>Factors a covariance.</summary>
    /// <exception cref="ArgumentException">The matrix is not positive definite.</exception>
    public CovarianceFactor(Matrix<double> covariance)
    {
        var count = covariance.RowCount;
        var factor = covariance.Cholesky();
        LogDeterminant = factor.DeterminantLn;
        var rows = factor.Factor.ToRowArrays();
        _inverseColumns = new double[count][];
        _inverseRows = [.. Enumerable.Range(0, count).Select(row => new double[row + 1])];
        for (var column = 0; column < count; column++)
        {
            // Forward substitution of the unit vector.
            var solution = new double[count - column];
            solution[0] = 1 / rows[column][column];
            for (var row = column + 1; row < count; row++)
            {
                var known = Lanes.Dot(rows[row].AsSpan(column, row - column), solution.AsSpan(0, row - column));
                solution[row - column] = -known / rows[row][row];
            }

            _inverseColumns[column] = solution;
            for (var row = column; row < count; row++)
                _inverseRows[row][column] = solution[row - column];
        }
    }

    /// <summary>The logarithm of the determinant of the covariance.</summary>
    public double LogDeterminant { get; }

    /// <summary>C⁻¹ v.</summary>
    public double[] Solve(ReadOnlySpan<double> vector)
    {
        var half = new double[vector.Length];
        for (var row = 0; row < half.Length; row++)
            half[row] = Lanes.Dot(_inverseRows[row], vector[..(row + 1)]);
        var solution = new double[half.Length];
        for (var row = 0; row < solution.Length; row++)
            solution[row] = Lanes.Dot(_inverseColumns[row], half.AsSpan(row));
        return solution;
    }

    /// <summary>vᵀ C⁻¹ v.</summary>
    public double SquaredNorm(ReadOnlySpan<double> vector)
    {
        var sum = 0.0;
        for (var row = 0; row < _inverseRows.Length; row++)
        {
            var entry = Lanes.Dot(_inverseRows[row], vector[..(row + 1)]);
            sum += entry * entry;
        }

        return sum;
    }

    /// <summary>The entry of C⁻¹ in a row and a column.</summary>
    public double Inverse(int row, int column)
    {
        var (low, high) = (Math.Min(row, column), Math.Max(row, column));
        return Lanes.Dot(_inverseColumns[high], _inverseColumns[low].AsSpan(high - low));
    }
}
