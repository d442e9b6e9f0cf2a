namespace SweepRunner.Runner.Configuration;

/// <summary>Reads one range, such as <c>{ "logUniform": [1e-4, 1] }</c>.</summary>
internal sealed class RangeReader(List<Fault> faults)
{
    /// <summary>The range, or null if it has faults. The path is that of the range's object.</summary>
    public Domain? Read(ConfigProperty range, IReadOnlyList<ValueShape> shapes, string path)
    {
        var below = ConfigPath.Below(path, range.Name);
        if (RangeKind.All.FirstOrDefault(each => each.Name == range.Name) is not { } kind)
            return Refuse(FaultOf.UnknownKey(range, below, RangeKind.All.Select(each => each.Name)));
        if (shapes.Select(NumbersOf).OfType<NumberShape>().FirstOrDefault() is not { } allowed)
            return Refuse(SweepFault.RangeOverOther(range.Position, path, shapes[0].Allowed));
        if (allowed.IsInteger && kind.IsFractional)
            return Refuse(SweepFault.FractionsOverWhole(range.Position, path, range.Name));
        if (range.Value is not ConfigList { Items: var items }
            || items.Count != kind.Count
            || items.Any(item => item is not ConfigNumber))
            return Refuse(SweepFault.BadRange(range.Value, below, kind.NumbersInWords));

        var found = Check(items, below, _ => kind.Number);
        if (found.Length == 0)
            // A step has no limits of its own, but over integers it is one of them.
            found = Check(items, below, index => index < 2 ? allowed
                : allowed.IsInteger ? allowed with { Minimum = 1 }
                : kind.Number);
        if (found.Length > 0)
            return Refuse(found);

        double[] numbers = [.. items.Select(item => double.Parse(((ConfigNumber)item).Spelling))];
        var needed = numbers[0] >= numbers[1] ? "its least number before a greater one" : kind.Needs(numbers);
        return needed is null ? kind.Create(numbers) : Refuse(SweepFault.BadRange(range.Value, below, needed));
    }

    private static Fault[] Check(IReadOnlyList<ConfigNode> items, string path, Func<int, NumberShape> shape) =>
    [
        .. items.SelectMany((item, index) =>
            ConfigChecker.Check(item, shape(index), ConfigPath.Below(path, index))),
    ];

    private static NumberShape? NumbersOf(ValueShape shape) => shape is AnyShape
        ? NumberShape.Any
        : shape as NumberShape;

    private Domain? Refuse(params Fault[] found)
    {
        faults.AddRange(found);
        return null;
    }
}

/// <summary>A kind of range.</summary>
internal sealed record RangeKind(string Name, string Description, Func<double[], Domain> Create)
{
    /// <summary>Every kind, in the order of messages.</summary>
    public static IReadOnlyList<RangeKind> All { get; } =
    [
        new("uniform", "Any number between two.", numbers => new UniformDomain(numbers[0], numbers[1]))
        {
            IsFractional = true,
        },
        new(
            "logUniform",
            "Any number between two, each order of magnitude as likely as any other.",
            numbers => new LogUniformDomain(numbers[0], numbers[1]))
        {
            IsFractional = true,
            Needs = numbers => numbers[0] <= 0 ? "numbers > 0, for their logarithm" : null,
        },
        new(
            "int",
            "Any whole number between two, both among them.",
            numbers => new IntegerDomain((long)numbers[0], (long)numbers[1]))
        {
            IsWhole = true,
        },
        new(
            "quantized",
            "The least number, and every one a whole count of steps above it: [least, greatest, step].",
            numbers => new QuantizedDomain(numbers[0], numbers[1], numbers[2]))
        {
            HasStep = true,
            Needs = numbers => numbers[2] <= 0 || numbers[2] > numbers[1] - numbers[0]
                ? "a step > 0 that is no longer than the range"
                : null,
        },
    ];

    /// <summary>All kinds as a message lists them.</summary>
    public static string InWords { get; } =
        string.Join(", ", All.Select(kind => $"{kind.Name} {(kind.HasStep ? "[a, b, step]" : "[a, b]")}"));

    /// <summary>True for the name of a kind, spelled right or wrong.</summary>
    public static bool IsMeant(string name) => NearestName.Find(name, All.Select(kind => kind.Name)) is not null;

    /// <summary>True if it draws fractions, which a path of integers cannot have.</summary>
    public bool IsFractional { get; private init; }

    /// <summary>What is wrong with numbers, in words; null for accepted numbers.</summary>
    public Func<double[], string?> Needs { get; private init; } = _ => null;

    public int Count => HasStep ? 3 : 2;

    public string NumbersInWords => HasStep
        ? "a list of three numbers: [least, greatest, step]"
        : "a list of two numbers: [least, greatest]";

    /// <summary>The shape of each of its numbers.</summary>
    public NumberShape Number => NumberShape.Any with { IsInteger = IsWhole };

    private bool HasStep { get; init; }

    private bool IsWhole { get; init; }
}
