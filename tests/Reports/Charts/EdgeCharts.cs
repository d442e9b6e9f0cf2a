using SweepRunner.Reports.Charts;

namespace SweepRunner.Reports.Tests.Charts;

/// <summary>Charts of values that a careless drawing stumbles over.</summary>
internal static class EdgeCharts
{
    private static readonly double[] Odd =
    [
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.MaxValue,
        double.MinValue,
        double.Epsilon,
        0,
        -0.0,
        1e27,
        1e-300,
        1,
        -1,
    ];

    /// <summary>A chart for each case, its name the case's.</summary>
    public static IReadOnlyList<Chart> All()
    {
        var charts = new List<Chart>();
        foreach (var scale in new[] { AxisScale.Linear, AxisScale.Log })
        {
            foreach (var unit in Enum.GetValues<AxisUnit>())
            {
                var kind = $"{scale}-{unit}".ToLowerInvariant();
                charts.Add(Curve($"odd-{kind}", scale, unit, Odd));
                charts.Add(Curve($"huge-{kind}", scale, unit, 1e27, 2e27, 9e27));
                charts.Add(Curve($"tiny-{kind}", scale, unit, 1e-300, 3e-300, 8e-300));
                charts.Add(Curve($"smallest-{kind}", scale, unit, double.Epsilon, 2 * double.Epsilon));
                charts.Add(Curve($"wide-{kind}", scale, unit, 1e-300, 1, 1e300));
                charts.Add(Curve($"whole-{kind}", scale, unit, double.MinValue, double.MaxValue));
                charts.Add(Curve($"constant-{kind}", scale, unit, 0.7, 0.7, 0.7));
                charts.Add(Curve($"zero-{kind}", scale, unit, 0, 0));
                charts.Add(Curve($"near-{kind}", scale, unit, 1, 1 + 1e-15, 1 + 2e-15));
                charts.Add(Curve($"close-{kind}", scale, unit, 3.1, 3.2, 3.3));
                charts.Add(Curve($"single-{kind}", scale, unit, 0.3));
                charts.Add(Curve($"negative-{kind}", scale, unit, -3, -2, -1));
                charts.Add(Curve($"nan-{kind}", scale, unit, double.NaN, double.NaN));
                charts.Add(Curve($"empty-{kind}", scale, unit));
                charts.Add(Curve($"long-{kind}", scale, unit, 1, 40, 5_000, 400_000));
            }
        }
        charts.AddRange(Ends());
        charts.AddRange(Bare());
        return charts;
    }

    private static IEnumerable<Chart> Ends()
    {
        (double?, double?)[] ends =
        [
            (null, 3),
            (3, null),
            (5, 3),
            (3, 3),
            (0, 1e-9),
            (double.NaN, double.PositiveInfinity),
            (-1, -0.5),
            (100, 200),
        ];
        foreach (var (index, (minimum, maximum)) in ends.Index())
        {
            foreach (var scale in new[] { AxisScale.Linear, AxisScale.Log })
            {
                var chart = Curve($"ends-{index}-{scale}".ToLowerInvariant(), scale, AxisUnit.Number, 1, 2, 1e27, 0.5);
                yield return chart with
                {
                    Y = chart.Y with { Minimum = minimum, Maximum = maximum },
                    X = chart.X with { Minimum = minimum, Maximum = maximum },
                };
            }
        }
    }

    private static IEnumerable<Chart> Bare()
    {
        var plain = new Axis { Label = "" };
        var rows = new Axis { Label = "", Scale = AxisScale.Category };
        yield return new XyChart { Name = "no-layer", Title = "", X = plain, Y = plain, Layers = [] };
        yield return new XyChart { Name = "no-category", Title = "t", X = rows, Y = rows, Layers = [] };
        yield return new XyChart
        {
            Name = "hidden",
            Title = "t",
            X = plain,
            Y = plain,
            Layers =
            [
                new CurveLayer
                {
                    Name = "hidden",
                    X = [1, 2],
                    Y = [1, 2],
                    IsShown = false,
                },
            ],
        };
        yield return new XyChart
        {
            Name = "odd-rows",
            Title = "t",
            X = plain,
            Y = rows with { Categories = ["", "one"] },
            Layers =
            [
                new IntervalLayer
                {
                    Y = [0, 1, 7, double.NaN],
                    Value = [double.NaN, 1e300, 1, 1],
                    Low = [double.NegativeInfinity, -1e300, 0, 0],
                    High = [double.PositiveInfinity, double.NaN, 2, 2],
                },
                new SpanLayer
                {
                    Y = [0, 1, 1, 9],
                    From = [0, 5, double.NaN, 0],
                    To = [0, 1, 2, 1],
                },
            ],
        };
        yield return new XyChart
        {
            Name = "odd-tiles",
            Title = "t",
            X = rows with { Categories = ["a", "b"] },
            Y = rows with { Categories = ["c"] },
            Layers =
            [
                new TileLayer
                {
                    X = [0, 1],
                    Y = [0, 0],
                    Value = [double.PositiveInfinity, double.NaN],
                    Texts = ["inf", ""],
                    ValueLabel = "",
                },
            ],
        };
        yield return new XyChart
        {
            Name = "one-tile",
            Title = "t",
            X = rows with { Categories = ["a"] },
            Y = rows with { Categories = ["c"] },
            Layers =
            [
                new TileLayer
                {
                    X = [0],
                    Y = [0],
                    Value = [1e300],
                    Texts = [],
                    ValueLabel = "loss",
                    IsMaximized = false,
                },
            ],
        };
        yield return new ParallelChart { Name = "parallel-none", Title = "t", Axes = [], Lines = [] };
        yield return new ParallelChart
        {
            Name = "parallel-one",
            Title = "t",
            Axes = [plain],
            Lines = [new ParallelLine([1], "")],
        };
        yield return new ParallelChart { Name = "parallel-empty", Title = "t", Axes = [plain, rows], Lines = [] };
        yield return new ParallelChart
        {
            Name = "parallel-odd",
            Title = "t",
            Axes = [plain with { Scale = AxisScale.Log }, rows with { Categories = ["a", "b"] }, plain],
            Lines =
            [
                new ParallelLine([0, 1, 1e300], ""),
                new ParallelLine([1e-300, double.NaN, -1e300], ""),
                new ParallelLine([1], ""),
                new ParallelLine([double.PositiveInfinity, 0, double.NaN], ""),
            ],
        };
    }

    private static XyChart Curve(string name, AxisScale scale, AxisUnit unit, params double[] values)
    {
        var axis = new Axis { Label = "value", Scale = scale, Unit = unit };
        return new XyChart
        {
            Name = name,
            Title = name,
            AspectRatio = double.NaN,
            X = axis,
            Y = axis,
            Layers =
            [
                new CurveLayer
                {
                    Name = "curve",
                    X = [.. values.Order()],
                    Y = values,
                    Low = [.. values.Select(value => value / 2)],
                    High = [.. values.Select(value => value * 2)],
                },
                new CurveLayer
                {
                    Name = "step",
                    Ink = Ink.Series1,
                    X = [.. values.Order()],
                    Y = values,
                    IsStep = true,
                },
                new MarkLayer
                {
                    Name = "mark",
                    Ink = Ink.Series2,
                    X = values,
                    Y = values,
                },
            ],
        };
    }
}
