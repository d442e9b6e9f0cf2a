using SweepRunner.Configuration;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>Reads one range, such as <c>{ "logUniform": [1e-4, 1] }</c>.</summary>
internal sealed class RangeReader(List<Fault> faults)
{
    /// <summary>The range, or null if it has faults.</summary>
    /// <param name="range">The range's name and its numbers.</param>
    /// <param name="shapes">The shapes of the path.</param>
    /// <param name="path">The path of the range's object.</param>
    public Domain? Read(ConfigProperty range, IReadOnlyList<ValueShape> shapes, string path)
    {
        var below = ConfigPath.Below(path, range.Name);
        if (RangeKind.All.FirstOrDefault(each => each.Name == range.Name) is not { } kind)
        {
            faults.Add(
                FaultOf.UnknownKey(
                    range.Position, below, range.Name, [.. RangeKind.All.Select(each => each.Name)]));
            return null;
        }

        if (shapes.OfType<NumberShape>().FirstOrDefault() is not { } allowed)
        {
            faults.Add(SweepFault.RangeOverOther(range.Position, path, shapes[0].Allowed));
            return null;
        }

        if (allowed.IsInteger && kind.IsFractional)
        {
            faults.Add(SweepFault.FractionsOverWhole(range.Position, path, range.Name));
            return null;
        }

        return ReadNumbers(kind, range, below) is { } numbers && AreAllowed(kind, range, allowed, below)
            ? Create(kind, range, numbers, below)
            : null;
    }

    private double[]? ReadNumbers(RangeKind kind, ConfigProperty range, string path)
    {
        if (range.Value is not ConfigList list
            || list.Items.Count != kind.Count
            || list.Items.Any(item => item is not ConfigNumber))
        {
            faults.Add(
                SweepFault.BadRange(
                    range.Value,
                    path,
                    kind.Count == 3
                        ? "a list of three numbers: [least, greatest, step]"
                        : "a list of two numbers: [least, greatest]"));
            return null;
        }

        var shape = new NumberShape(double.MinValue, false, double.MaxValue, false, kind.IsWhole);
        var found = ConfigChecker.Check(list, new ListShape(shape, 0), path);
        faults.AddRange(found);
        return found.Count > 0
            ? null
            : [.. list.Items.Select(item => ConfigJson.ToJson(item, new FreeShape("")).GetValue<double>())];
    }

    private bool AreAllowed(RangeKind kind, ConfigProperty range, NumberShape allowed, string path)
    {
        var items = ((ConfigList)range.Value).Items;
        var found = items
            .Take(2)
            .SelectMany((item, index) => ConfigChecker.Check(item, allowed, ConfigPath.Below(path, index)))
            .ToList();
        if (allowed.IsInteger && kind.Count == 3)
            found.AddRange(ConfigChecker.Check(items[2], allowed with { Minimum = 1 }, ConfigPath.Below(path, 2)));
        faults.AddRange(found);
        return found.Count == 0;
    }

    private Domain? Create(RangeKind kind, ConfigProperty range, double[] numbers, string path)
    {
        var needed = numbers[0] >= numbers[1] ? "its least number before a greater one" : kind.Needs(numbers);
        if (needed is null)
            return kind.Create(numbers);
        faults.Add(SweepFault.BadRange(range.Value, path, needed));
        return null;
    }
}

/// <summary>A kind of range.</summary>
/// <param name="Name">The key in a config.</param>
/// <param name="Parts">Its numbers, as messages show them.</param>
/// <param name="Description">A sentence about it.</param>
/// <param name="Count">The number of its numbers.</param>
/// <param name="Create">Creates the domain of numbers that it accepts.</param>
internal sealed record RangeKind(
    string Name, string Parts, string Description, int Count, Func<double[], Domain> Create)
{
    /// <summary>Every kind, in the order of messages.</summary>
    public static IReadOnlyList<RangeKind> All { get; } =
    [
        new("uniform", "[a, b]", "Any number between two.", 2, numbers => new UniformDomain(numbers[0], numbers[1]))
        {
            IsFractional = true,
        },
        new(
            "logUniform",
            "[a, b]",
            "Any number between two, each order of magnitude as likely as any other.",
            2,
            numbers => new LogUniformDomain(numbers[0], numbers[1]))
        {
            IsFractional = true,
            Needs = numbers => numbers[0] <= 0 ? "numbers > 0, for their logarithm" : null,
        },
        new(
            "int",
            "[a, b]",
            "Any whole number between two, both among them.",
            2,
            numbers => new IntegerDomain((long)numbers[0], (long)numbers[1]))
        {
            IsWhole = true,
        },
        new(
            "quantized",
            "[a, b, step]",
            "The least number, and every one a whole count of steps above it: [least, greatest, step].",
            3,
            numbers => new QuantizedDomain(numbers[0], numbers[1], numbers[2]))
        {
            Needs = numbers => numbers[2] <= 0 || numbers[2] > numbers[1] - numbers[0]
                ? "a step > 0 that is no longer than the range"
                : null,
        },
    ];

    /// <summary>All kinds as a message lists them.</summary>
    public static string InWords { get; } = string.Join(", ", All.Select(kind => $"{kind.Name} {kind.Parts}"));

    /// <summary>True if it draws fractions, which a path of integers cannot have.</summary>
    public bool IsFractional { get; private init; }

    /// <summary>True if its numbers must be integers.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>What is wrong with numbers, in words; null for accepted numbers.</summary>
    public Func<double[], string?> Needs { get; private init; } = _ => null;
}
