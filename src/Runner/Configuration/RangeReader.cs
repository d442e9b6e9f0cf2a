using SweepRunner.Configuration;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>Reads one range, such as <c>{ "logUniform": [1e-4, 1] }</c>.</summary>
internal sealed class RangeReader(List<Fault> faults)
{
    private const string Uniform = "uniform";
    private const string LogUniform = "logUniform";
    private const string Integer = "int";
    private const string Quantized = "quantized";

    private static readonly string[] Names = [Uniform, LogUniform, Integer, Quantized];

    /// <summary>The range, or null where it is faulty.</summary>
    /// <param name="range">The range's name and its numbers.</param>
    /// <param name="shapes">What the path takes.</param>
    /// <param name="path">The path of the range's object.</param>
    public Domain? Read(ConfigProperty range, IReadOnlyList<ValueShape> shapes, string path)
    {
        var below = ConfigPath.Below(path, range.Name);
        if (!Names.Contains(range.Name))
        {
            faults.Add(FaultOf.UnknownKey(range.Position, below, range.Name, Names));
            return null;
        }

        if (shapes.OfType<NumberShape>().FirstOrDefault() is not { } allowed)
        {
            faults.Add(SweepFault.RangeOverOther(range.Position, path, shapes[0].Allowed));
            return null;
        }

        if (allowed.IsInteger && range.Name is Uniform or LogUniform)
        {
            faults.Add(SweepFault.FractionsOverWhole(range.Position, path, range.Name));
            return null;
        }

        return ReadNumbers(range, below) is { } numbers && AreAllowed(range, numbers, allowed, below)
            ? Create(range, numbers, below)
            : null;
    }

    private double[]? ReadNumbers(ConfigProperty range, string path)
    {
        var count = range.Name == Quantized ? 3 : 2;
        if (range.Value is not ConfigList list
            || list.Items.Count != count
            || list.Items.Any(item => item is not ConfigNumber))
        {
            faults.Add(
                SweepFault.BadRange(
                    range.Value,
                    path,
                    count == 3
                        ? "a list of three numbers: [least, greatest, step]"
                        : "a list of two numbers: [least, greatest]"));
            return null;
        }

        var shape = new NumberShape(double.MinValue, false, double.MaxValue, false, range.Name == Integer);
        var found = ConfigChecker.Check(list, new ListShape(shape, 0), path);
        faults.AddRange(found);
        return found.Count > 0
            ? null
            : [.. list.Items.Select(item => ConfigJson.ToJson(item, new FreeShape("")).GetValue<double>())];
    }

    private bool AreAllowed(ConfigProperty range, double[] numbers, NumberShape allowed, string path)
    {
        var items = ((ConfigList)range.Value).Items;
        var found = items
            .Take(2)
            .SelectMany((item, index) => ConfigChecker.Check(item, allowed, ConfigPath.Below(path, index)))
            .ToList();
        if (allowed.IsInteger && range.Name == Quantized)
            found.AddRange(ConfigChecker.Check(items[2], allowed with { Minimum = 1 }, ConfigPath.Below(path, 2)));
        faults.AddRange(found);
        return found.Count == 0 && numbers.Length >= 2;
    }

    private Domain? Create(ConfigProperty range, double[] numbers, string path)
    {
        if (numbers[0] >= numbers[1])
            return Refuse(range, path, "its least number before a greater one");
        switch (range.Name)
        {
            case Uniform:
                return new UniformDomain(numbers[0], numbers[1]);
            case LogUniform when numbers[0] <= 0:
                return Refuse(range, path, "numbers > 0, for their logarithm");
            case LogUniform:
                return new LogUniformDomain(numbers[0], numbers[1]);
            case Quantized when numbers[2] <= 0 || numbers[2] > numbers[1] - numbers[0]:
                return Refuse(range, path, "a step > 0 that is no longer than the range");
            case Quantized:
                return new QuantizedDomain(numbers[0], numbers[1], numbers[2]);
            default:
                return new IntegerDomain((long)numbers[0], (long)numbers[1]);
        }
    }

    private Domain? Refuse(ConfigProperty range, string path, string needed)
    {
        faults.Add(SweepFault.BadRange(range.Value, path, needed));
        return null;
    }
}
