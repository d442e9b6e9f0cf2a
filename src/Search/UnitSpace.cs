namespace SweepRunner.Search;

/// <summary>The axes of a space as dimensions of the unit cube, each axis before those of its choices. An axis that is
/// not active in a cell has the place NaN there.</summary>
internal sealed class UnitSpace
{
    private readonly List<Axis> _axes = [];

    /// <summary>Numbers the axes of a space.</summary>
    public UnitSpace(SearchSpace space) => Roots = [.. space.Axes.Select(Number)];

    /// <summary>The axes that no choice has.</summary>
    public IReadOnlyList<UnitAxis> Roots { get; }

    /// <summary>The axis of each dimension.</summary>
    public IReadOnlyList<Axis> Axes => _axes;

    /// <summary>The places of a cell: NaN also for a value that has none.</summary>
    public double[] ToUnits(SearchPoint point)
    {
        var units = new double[Axes.Count];
        Array.Fill(units, double.NaN);
        Place(Roots);
        return units;

        void Place(IReadOnlyList<UnitAxis> axes)
        {
            foreach (var axis in axes)
                foreach (var value in point.Values)
                    if (value.Axis.Path == axis.Axis.Path
                        && UnitInterval.ToUnit(value with { Axis = axis.Axis }) is { } unit)
                    {
                        units[axis.Dimension] = unit;
                        Place(axis.AxesAt(unit));
                        break;
                    }
        }
    }

    /// <summary>The cell at the places of its active axes.</summary>
    public SearchPoint FromUnits(IReadOnlyList<double> units)
    {
        return new([.. Roots.SelectMany(WithConditions)]);

        IEnumerable<PointValue> WithConditions(UnitAxis axis)
        {
            var unit = units[axis.Dimension];
            return axis.AxesAt(unit).SelectMany(WithConditions).Prepend(UnitInterval.FromUnit(axis.Axis, unit));
        }
    }

    /// <summary>The places of the cell at a point of the cube: those of its levels, and NaN where an axis is not
    /// active.</summary>
    /// <param name="units">A place from 0 to 1 for each dimension.</param>
    public double[] Settle(IReadOnlyList<double> units)
    {
        var settled = new double[Axes.Count];
        Array.Fill(settled, double.NaN);
        Place(Roots);
        return settled;

        void Place(IReadOnlyList<UnitAxis> axes)
        {
            foreach (var axis in axes)
            {
                var (unit, levels) = (units[axis.Dimension], axis.Axis.Domain.Levels);
                settled[axis.Dimension] = levels is { } count
                    ? (Math.Min(Math.Floor(unit * count), count - 1) + 0.5) / count
                    : unit;
                Place(axis.AxesAt(unit));
            }
        }
    }

    private UnitAxis Number(Axis axis)
    {
        var dimension = _axes.Count;
        _axes.Add(axis);
        var choices = (axis.Domain as ChoiceDomain)?.Choices ?? [];
        return new UnitAxis(axis, dimension, [.. choices.Select(choice => choice.Axes.Select(Number).ToArray())]);
    }
}

/// <summary>An axis with its dimension.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Dimension">The 0-based number of its dimension.</param>
/// <param name="Branches">The axes of each choice; empty for a range.</param>
internal sealed record UnitAxis(Axis Axis, int Dimension, IReadOnlyList<IReadOnlyList<UnitAxis>> Branches)
{
    /// <summary>The axes of the choice at a place from 0 to 1; none for a range.</summary>
    public IReadOnlyList<UnitAxis> AxesAt(double unit) =>
        Branches.Count == 0 ? [] : Branches[(int)Math.Min(unit * Branches.Count, Branches.Count - 1)];
}
