namespace SweepRunner.Search;

/// <summary>
/// The cells of a space as points of the unit cube, with a coordinate for each axis. An axis that is not active in a
/// cell is at its middle: cells of the same branch then do not differ by it, and cells of different branches already
/// differ by the choice.
/// </summary>
internal sealed class UnitCube
{
    private const double Middle = 0.5;

    private readonly SearchSpace _space;
    private readonly Dictionary<Axis, int> _indexes = new(ReferenceEqualityComparer.Instance);

    /// <summary>Lays out the axes of a space.</summary>
    public UnitCube(SearchSpace space)
    {
        _space = space;
        Axes = [.. space.AllAxes];
        for (var index = 0; index < Axes.Count; index++)
            _indexes[Axes[index]] = index;
    }

    /// <summary>Every axis of the space, each followed by those of its choices: the coordinates.</summary>
    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>The coordinates of a cell; null where it lacks a value or has one that is no choice of its
    /// axis.</summary>
    public double[]? TryEncode(SearchPoint point)
    {
        var values = point.Values.ToDictionary(value => value.Axis.Path);
        var coordinates = new double[Axes.Count];
        Array.Fill(coordinates, Middle);
        return Add(_space.Axes) ? coordinates : null;

        bool Add(IReadOnlyList<Axis> axes) => axes.All(axis =>
        {
            // The axis of the value may be an equal one of another object.
            if (!values.TryGetValue(axis.Path, out var value)
                || UnitInterval.ToUnit(value with { Axis = axis }) is not { } unit)
                return false;
            coordinates[_indexes[axis]] = unit;
            return axis.Domain is not ChoiceDomain list || Add(list.Choices[Level(unit, list.Choices.Count)].Axes);
        });
    }

    /// <summary>The cell at a point of the cube.</summary>
    public SearchPoint Decode(IReadOnlyList<double> coordinates)
    {
        return _space.PointOf(axis => UnitInterval.FromUnit(axis, coordinates[_indexes[axis]]));
    }

    /// <summary>Moves a point to the middle of its levels, and of the axes that are not active.</summary>
    public double[] Settle(IReadOnlyList<double> coordinates)
    {
        var settled = new double[Axes.Count];
        Array.Fill(settled, Middle);
        Walk(_space.Axes);
        return settled;

        void Walk(IReadOnlyList<Axis> axes)
        {
            foreach (var axis in axes)
            {
                var index = _indexes[axis];
                var share = Math.Clamp(coordinates[index], 0, 1);
                if (axis.Domain.Levels is { } levels)
                {
                    share = (Math.Min(Math.Floor(share * levels), levels - 1) + 0.5) / levels;
                    if (axis.Domain is ChoiceDomain { Choices: var choices })
                        Walk(choices[Level(share, choices.Count)].Axes);
                }

                settled[index] = share;
            }
        }
    }

    private static int Level(double unit, int levels) => (int)Math.Min(unit * levels, levels - 1);
}
