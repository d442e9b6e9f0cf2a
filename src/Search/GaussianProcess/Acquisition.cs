using MathNet.Numerics.Distributions;
using SweepRunner.Search.Sobol;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>Finds the cell with the largest expected improvement among those that are not known.</summary>
internal sealed class Acquisition(
    SearchSpace space, UnitSpace units, GaussianModel model, double best, IReadOnlySet<string> known, Random random)
{
    private const int Candidates = 2_048;
    private const int Starts = 5;
    private const int Rounds = 100;
    private const double FirstStep = 0.1;
    private const double LastStep = 0.002;
    private const int RandomSteps = 4;

    /// <summary>The cell: exact if the space has at most as many cells as there are candidates, otherwise the best of
    /// some evenly spread candidates and of local searches from the best of them and from the best results. Null if no
    /// unknown cell was found.</summary>
    /// <param name="data">The results.</param>
    /// <returns>The cell with the logarithm of its expected improvement.</returns>
    public (SearchPoint Point, double Value)? Best(GaussianData data)
    {
        if (space.Size <= Candidates)
        {
            var all = space.Product()
                .Where(point => !known.Contains(point.Key))
                .Select(point => (Point: point, Value: Value(CellData.Impute(units.ToUnits(point)))))
                .ToList();
            return all.Count > 0 ? all.MaxBy(each => each.Value) : null;
        }

        var sequence = new SobolSequence(units.Axes.Count, random);
        var candidates = Enumerable.Range(0, Candidates)
            .Select(_ => CellData.Impute(units.Settle(sequence.Next())))
            .Select(point => (Point: point, Value: Value(point)))
            .OrderByDescending(each => each.Value)
            .Where(each => IsNew(each.Point))
            .Take(Starts);
        var results = Enumerable.Range(0, data.Count)
            .OrderBy(index => data.Values[index])
            .Take(Starts)
            .Select(index => (Point: data.Points[index], Value: double.NegativeInfinity));
        var found = candidates.Concat(results).Select(Climb).MaxBy(each => each.Value);
        return double.IsNegativeInfinity(found.Value) ? null : (units.FromUnits(found.Point), found.Value);
    }

    // Goes to the best neighbour until none is better, then halves the steps.
    private (double[] Point, double Value) Climb((double[] Point, double Value) start)
    {
        var (at, step) = (start, FirstStep);
        for (var round = 0; round < Rounds && step >= LastStep; round++)
        {
            var from = at;
            foreach (var neighbour in Neighbours(from.Point, step))
            {
                var point = CellData.Impute(units.Settle(neighbour));
                var value = Value(point);
                if (value > at.Value && IsNew(point))
                    at = (point, value);
            }

            if (at.Point == from.Point)
                step /= 2;
        }

        return at;
    }

    // Along each axis a step to both sides, at least to the next level, or every other choice; then some random steps.
    private IEnumerable<double[]> Neighbours(double[] point, double step)
    {
        for (var axis = 0; axis < point.Length; axis++)
            foreach (var place in Places(axis, point[axis], step))
            {
                var moved = (double[])point.Clone();
                moved[axis] = place;
                yield return moved;
            }

        for (var move = 0; move < RandomSteps; move++)
            yield return [.. point.Select((place, axis) => units.Axes[axis].Domain is ChoiceDomain
                ? place
                : Math.Clamp(place + (StepOf(axis, step) * Normal.Sample(random, 0, 1)), 0, 1))];
    }

    private IEnumerable<double> Places(int axis, double place, double step)
    {
        if (units.Axes[axis].Domain is ChoiceDomain { Choices.Count: var count })
            return Enumerable.Range(0, count).Select(index => (index + 0.5) / count).Where(other => other != place);
        var size = StepOf(axis, step);
        return new[] { place - size, place + size }.Select(other => Math.Clamp(other, 0, 1));
    }

    private double StepOf(int axis, double step) =>
        Math.Max(step, 1 / (units.Axes[axis].Domain.Levels ?? double.PositiveInfinity));

    private double Value(double[] point)
    {
        var (mean, deviation) = model.Predict(point);
        return ExpectedImprovement.Log(mean, deviation, best);
    }

    private bool IsNew(double[] point) => !known.Contains(units.FromUnits(point).Key);
}
