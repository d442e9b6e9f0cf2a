namespace SweepRunner.Search;

/// <summary>The space of a sweep: a tree, because a choice may have axes of its own.</summary>
/// <param name="Axes">The axes that no choice has, in the order of the file.</param>
public sealed record SearchSpace(IReadOnlyList<Axis> Axes)
{
    /// <summary>The number of different cells; infinity with a continuous range, 1 without an axis.</summary>
    public double Size => SizeOf(Axes);

    /// <summary>Every axis, each followed by those of its choices.</summary>
    public IEnumerable<Axis> AllAxes => Axes.SelectMany(axis => axis.WithConditions);

    /// <summary>The cell that a value for each active axis gives: a choice is asked for first, then its axes.</summary>
    internal SearchPoint PointOf(Func<Axis, PointValue> valueOf)
    {
        return new([.. Axes.SelectMany(WithConditions)]);

        IEnumerable<PointValue> WithConditions(Axis axis)
        {
            var value = valueOf(axis);
            return (value.Choice?.Axes ?? []).SelectMany(WithConditions).Prepend(value);
        }
    }

    /// <summary>The cell at a share, from 0 to below 1, of every axis: 0 for its first values.</summary>
    public SearchPoint At(double share) => PointOf(axis => Sampling.Draw(axis, share));

    /// <summary>The cell with the given values, as canonical JSON by path; null if one is missing or lies outside its
    /// axis. Values of other paths are ignored.</summary>
    public SearchPoint? Find(IReadOnlyDictionary<string, string> values)
    {
        var found = new List<PointValue>();
        return Add(Axes) ? new SearchPoint(found) : null;

        bool Add(IReadOnlyList<Axis> axes) => axes.All(axis =>
        {
            if (!values.TryGetValue(axis.Path, out var json))
                return false;
            var choice = (axis.Domain as ChoiceDomain)?.Choices.FirstOrDefault(each => each.Json == json);
            found.Add(new PointValue(axis, json, choice));
            return choice is not null ? Add(choice.Axes) : IsWithin(axis.Domain, json);
        });
    }

    private static bool IsWithin(Domain domain, string json) => double.TryParse(json, out var number) && domain switch
    {
        UniformDomain range => number >= range.Low && number <= range.High,
        LogUniformDomain range => number >= range.Low && number <= range.High,
        IntegerDomain range => number >= range.Low && number <= range.High,
        QuantizedDomain range => number >= range.Low && number <= range.High,
        _ => false,
    };

    /// <summary>Every cell of a space without a continuous range, streamed. The first axis varies slowest; the axes of
    /// a choice vary right after it.</summary>
    internal IEnumerable<SearchPoint> Product()
    {
        return From(Axes, 0).Select(values => new SearchPoint(values));

        static IEnumerable<PointValue[]> From(IReadOnlyList<Axis> axes, int first)
        {
            if (first == axes.Count)
                return [[]];
            var (axis, levels) = (axes[first], axes[first].Domain.Levels!.Value);
            return from value in Levels(levels).Select(level => Sampling.Draw(axis, (level + 0.5) / levels))
                   from own in From(value.Choice?.Axes ?? [], 0)
                   from rest in From(axes, first + 1)
                   select (PointValue[])[value, .. own, .. rest];
        }

        static IEnumerable<double> Levels(double count)
        {
            for (var level = 0.0; level < count; level++)
                yield return level;
        }
    }

    private static double SizeOf(IReadOnlyList<Axis> axes) =>
        axes.Aggregate(1.0, (product, axis) => product * axis.Domain switch
        {
            ChoiceDomain list => list.Choices.Sum(choice => SizeOf(choice.Axes)),
            var range => range.Levels ?? double.PositiveInfinity,
        });
}

/// <summary>A path that varies.</summary>
/// <param name="Path">Dotted path below the trial.</param>
/// <param name="Domain">Its values.</param>
public record Axis(string Path, Domain Domain)
{
    /// <summary>The axis, then those of its choices.</summary>
    public IEnumerable<Axis> WithConditions =>
        Conditions.SelectMany(condition => condition.WithConditions).Prepend(this);

    /// <summary>The axes that single choices have.</summary>
    public IEnumerable<Axis> Conditions =>
        Domain is ChoiceDomain list ? list.Choices.SelectMany(choice => choice.Axes) : [];
}

/// <summary>A cell: one value for each axis that is active in it. The axes of a choice follow it.</summary>
public sealed record SearchPoint(IReadOnlyList<PointValue> Values)
{
    /// <summary>A text that two points share if and only if they are the same cell.</summary>
    public string Key => string.Join('\n', Values.Select(value => $"{value.Axis.Path} {value.Spelling}"));
}

/// <summary>A value of an axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Json">The value as canonical JSON, without the values of the choice's own axes.</param>
/// <param name="Choice">The choice; null for a value of a range.</param>
public readonly record struct PointValue(Axis Axis, string Json, Choice? Choice)
{
    // A float has more than one spelling, such as 1e-5 and 0.00001.
    internal string Spelling =>
        Axis.Domain is UniformDomain or LogUniformDomain or QuantizedDomain && double.TryParse(Json, out var number)
            ? $"{number:R}"
            : Json;
}
