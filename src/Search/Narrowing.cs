namespace SweepRunner.Search;

/// <summary>Makes domains smaller.</summary>
public static class Narrowing
{
    /// <summary>The part of an axis around some of its values: of a list the choices among them, of a range what lies
    /// between the least and the greatest, with room on both sides.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">Values of the axis, at least one.</param>
    /// <param name="margin">The room on each side as a share of the range, from 0 to 1, but at least one whole number
    /// or step.</param>
    public static Domain Around(Axis axis, IReadOnlyCollection<PointValue> values, double margin)
    {
        if (axis.Domain is ChoiceDomain { Choices: var choices })
            return new ChoiceDomain([.. choices.Where(choice => values.Any(value => value.Json == choice.Json))]);
        var places = values.Select(value => UnitInterval.ToUnit(value) ?? 0.5).ToList();
        var room = Math.Max(margin, 1 / (axis.Domain.Levels ?? double.PositiveInfinity));
        var low = NumberAt(Math.Max(0, places.Min() - room));
        var high = NumberAt(Math.Min(1, places.Max() + room));
        return axis.Domain switch
        {
            UniformDomain => new UniformDomain(low, high),
            LogUniformDomain => new LogUniformDomain(low, high),
            IntegerDomain => new IntegerDomain((long)low, (long)high),
            QuantizedDomain range => new QuantizedDomain(low, high, range.Step),
            var unknown => throw new ArgumentOutOfRangeException(nameof(axis), unknown, "Not a known domain."),
        };

        double NumberAt(double place) =>
            double.Parse(UnitInterval.FromUnit(axis, Math.Min(place, double.BitDecrement(1))).Json);
    }
}
