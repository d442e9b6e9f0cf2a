namespace SweepRunner.Search.GaussianProcess;

/// <summary>What a Gaussian process learns from.</summary>
/// <param name="IsChoice">For each axis whether it is a choice.</param>
/// <param name="Points">Points of the unit cube.</param>
/// <param name="Values">The result at each point.</param>
/// <param name="Seeds">The number of seeds of which each result is the mean: its noise is that of one, divided by
/// it.</param>
internal sealed record GaussianData(
    IReadOnlyList<bool> IsChoice,
    IReadOnlyList<double[]> Points,
    IReadOnlyList<double> Values,
    IReadOnlyList<int> Seeds)
{
    /// <summary>The number of points.</summary>
    public int Count => Points.Count;

    /// <summary>The places of the points along an axis, as whole groups of four.</summary>
    public double[] Places(int axis)
    {
        var places = Lanes.Zeros(Count);
        for (var index = 0; index < Count; index++)
            places[index] = Points[index][axis];
        return places;
    }

    /// <summary>The points of the given indexes.</summary>
    public GaussianData At(IReadOnlyList<int> indexes) => new(
        IsChoice,
        [.. indexes.Select(index => Points[index])],
        [.. indexes.Select(index => Values[index])],
        [.. indexes.Select(index => Seeds[index])]);
}
