using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Terminal;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Reports.Tests.Charts.Terminal;

public sealed class TerminalRendererTests
{
    private static readonly Axis Step = new() { Label = "step", Unit = AxisUnit.Count };
    private static readonly Axis Loss = new() { Label = "train/loss" };
    private static readonly Axis Logarithmic = Loss with { Scale = AxisScale.Log };
    private static readonly Axis Rows = new()
    {
        Label = "cell",
        Scale = AxisScale.Category,
        Categories = ["normal 0.1", "kaiming 0.01", "kaiming 0.001"],
    };
    private static readonly double[] Steps = [.. Enumerable.Range(0, 240).Select(step => (double)step)];

    public static TheoryData<string> Names => [.. Charts.Keys];

    private static Dictionary<string, (Chart Chart, ChartStyle Style)> Charts { get; } =
        new()
        {
            ["curve"] = (Xy(Step, Loss, Curve(Steps, step => 2.3 * Math.Exp(-step / 60))), new(80, 16)),
            ["curve-40"] = (Xy(Step, Loss, Curve(Steps, step => 2.3 * Math.Exp(-step / 60))), new(40, 10)),
            ["curve-200"] = (Xy(Step, Loss, Curve(Steps, step => 2.3 * Math.Exp(-step / 60))), new(200, 20)),
            ["logarithmic"] = (
                Xy(Step, Logarithmic, Curve([0, 1, 2, 3], step => Math.Pow(10, 3 * step)), Cross(3, 1e9)), new(80, 16)),
            ["logarithmic-short"] = (Xy(Step, Logarithmic, Curve(Steps, step => 3 - (step / 100))), new(80, 16)),
            ["gap"] = (
                Xy(
                    Step,
                    Loss,
                    Curve(
                        [0, 1, 2, 3, 4, 5, 6],
                        step =>
                            step is 2 or 5 ? double.NaN
                            : step == 6 ? double.PositiveInfinity
                            : step)),
                new(60, 12)),
            ["clipped"] = (
                Xy(
                    Step with
                    {
                        Minimum = 10,
                        Maximum = 100,
                    },
                    Loss with
                    {
                        Minimum = 0,
                        Maximum = 1,
                    },
                    Curve(Steps, step => step == 50 ? 1e10 : step / 100),
                    Cross(20, 1e10),
                    Cross(5, 0.5)),
                new(60, 12)),
            ["constant"] = (Xy(Step, Loss, Curve(Steps, _ => 0.1)), new(60, 10)),
            ["constant-zero"] = (Xy(Step, Loss, Curve(Steps, _ => 0)), new(60, 10)),
            ["one-point"] = (Xy(Step, Loss, Curve([7], _ => 2.5)), new(60, 10)),
            ["no-point"] = (Xy(Step, Loss, Curve([], _ => 0)), new(60, 10)),
            ["nothing-finite"] = (
                Xy(Step, Logarithmic, Curve([0, 1], step => step == 0 ? double.NaN : -1)), new(60, 10)),
            ["several"] = (
                Xy(
                    Step,
                    Loss with
                    {
                        Unit = AxisUnit.Share,
                        Label = "val/accuracy",
                    },
                    [
                        .. Enumerable
                            .Range(0, 6)
                            .Select(series =>
                                Curve([0, 1, 2, 3], step => (series + step) / 10) with
                                {
                                    Ink = Palette.Series(series),
                                    Name = $"cell {series}",
                                }
                            ),
                        new MarkLayer
                        {
                            Name = "hidden",
                            X = [0],
                            Y = [9],
                            IsShown = false,
                        },
                    ]),
                new(60, 18)),
            ["same-end"] = (
                Xy(
                    Step,
                    Loss,
                    Curve(Steps, step => step) with
                    {
                        Name = "one",
                    },
                    Curve(Steps, step => 239) with
                    {
                        Name = "two",
                        Ink = Ink.Series1,
                    }),
                new(60, 12)),
            ["band"] = (
                Xy(
                    Step,
                    Loss,
                    Curve(Steps, step => step) with
                    {
                        Low = [.. Steps.Select(step => step / 2)],
                        High = [.. Steps.Select(step => step * 2)],
                    }),
                new(60, 12)),
            ["staircase"] = (
                Xy(
                    new Axis { Label = "time", Unit = AxisUnit.Seconds },
                    Loss with
                    {
                        Unit = AxisUnit.Count,
                    },
                    Curve([0, 600, 1800, 3000], time => time / 1000) with
                    {
                        IsStep = true,
                        Name = "best so far",
                    }),
                new(60, 12)),
            ["intervals"] = (
                Xy(
                    new Axis { Label = "val/accuracy", Unit = AxisUnit.Share },
                    Rows,
                    new IntervalLayer
                    {
                        Name = "mean, 95 %",
                        Y = [0, 1, 2],
                        Value = [double.NaN, 0.78, 0.72],
                        Low = [double.NaN, 0.70, double.NaN],
                        High = [double.NaN, 0.86, double.NaN],
                    },
                    new MarkLayer
                    {
                        Name = "trial",
                        Ink = Ink.Series1,
                        X = [0.75, 0.83, 0.72],
                        Y = [1, 1, 2],
                    }),
                new(60, 12)),
            ["spans"] = (
                Xy(
                    new Axis { Label = "time", Unit = AxisUnit.Seconds },
                    Rows,
                    new SpanLayer
                    {
                        Name = "completed",
                        Y = [1, 2],
                        From = [0, 100],
                        To = [120, 260],
                    },
                    new SpanLayer
                    {
                        Name = "diverged",
                        Ink = Ink.Diverged,
                        Y = [0],
                        From = [130],
                        To = [131],
                    }),
                new(60, 12)),
            ["rows-left-out"] = (
                Xy(
                    Step,
                    Rows with
                    {
                        Categories =
                        [
                            .. Enumerable.Range(0, 30).Select(row => $"a row of a very long name, number {row}"),
                        ],
                    },
                    new SpanLayer
                    {
                        Y = [0, 29],
                        From = [0, 0],
                        To = [5, 10],
                    }),
                new(60, 12)),
            ["tiles"] = (Tiles(3), new(60, 12)),
            ["tiles-left-out"] = (Tiles(9), new(40, 12)),
            ["parallel"] = (
                new ParallelChart
                {
                    Name = "parallel",
                    Title = "Parallel coordinates",
                    Axes =
                    [
                        Rows with
                        {
                            Label = "init.name",
                        },
                        new Axis { Label = "optimizer.lr", Scale = AxisScale.Log },
                        new Axis { Label = "val/accuracy", Unit = AxisUnit.Share },
                    ],
                    Lines = [new([1, 0.01, 0.7889], "cell 4"), new([0, 0.00001, double.NaN], "cell 0")],
                },
                new(60, 12)),
            ["control-characters"] = (
                Xy(
                    Step with
                    {
                        Label = "a\u001b[31mb\nc",
                    },
                    Loss,
                    Curve([0, 1], step => step) with
                    {
                        Name = "x\ty",
                    }) with
                {
                    Title = "two\nlines",
                },
                new(60, 10)),
        };

    [Theory, MemberData(nameof(Names))]
    public void Render_AChart_IsWhatItLooksLike(string name)
    {
        var (chart, style) = Charts[name];

        GoldenFile.Matches($"{name}.txt", new TerminalRenderer().Render(chart, style));
    }

    [Theory, MemberData(nameof(Names))]
    public void Render_AnyChartInAnyWidth_Fits(string name)
    {
        for (var width = 40; width <= 200; width += 7)
        {
            var lines = new TerminalRenderer()
                .Render(Charts[name].Chart, new ChartStyle(width, 24))
                .TrimEnd('\n')
                .Split('\n');

            Assert.All(lines, line => Assert.True(line.Length <= width, $"{line.Length} columns in {width}: {line}"));
            Assert.True(lines.Length <= 24, $"{lines.Length} lines");
            Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
        }
    }

    [Theory]
    [InlineData(-double.MaxValue, double.MaxValue)]
    [InlineData(double.Epsilon, 2 * double.Epsilon)]
    [InlineData(1, 1.0000000000000002)]
    [InlineData(1e-300, 1e300)]
    [InlineData(double.MaxValue, double.MaxValue)]
    [InlineData(double.Epsilon, double.Epsilon)]
    public void Render_NumbersAtTheLimits_DrawsTheCurve(double first, double second)
    {
        foreach (var axis in new[] { Loss, Logarithmic })
        {
            var text = new TerminalRenderer().Render(
                Xy(Step, axis, Curve([0, 1], step => step == 0 ? first : second)), new ChartStyle(60, 12));

            Assert.Contains(text, character => character is > '\u2800' and <= '\u28ff' or '•');
            Assert.DoesNotContain("nothing to draw", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_ACurveDownward_HasADotInEveryColumn()
    {
        var text = new TerminalRenderer().Render(Xy(Step, Loss, Curve(Steps, step => -step)), new ChartStyle(60, 12));

        var field = text.Split('\n')
            .Where(line => line.Contains('│', StringComparison.Ordinal) || line.Contains('┤', StringComparison.Ordinal))
            .Select(line => line[(line.IndexOfAny(['│', '┤']) + 1)..])
            .ToList();
        var columns = field.Max(line => line.Length);
        Assert.All(
            Enumerable.Range(0, columns),
            column => Assert.Contains(field, line => column < line.Length && line[column] is > '\u2800' and <= '\u28ff')
        );
    }

    private static XyChart Xy(Axis x, Axis y, params Layer[] layers) =>
        new()
        {
            Name = "chart",
            Title = "A chart",
            X = x,
            Y = y,
            Layers = layers,
        };

    private static XyChart Tiles(int columns) =>
        Xy(
            new Axis
            {
                Label = "optimizer.lr",
                Scale = AxisScale.Category,
                Categories = [.. Enumerable.Range(0, columns).Select(column => $"1e-{column + 1}")],
            },
            Rows,
            new TileLayer
            {
                X = [0, 1, 2, 1, 2],
                Y = [0, 1, 1, 2, 2],
                Value = [double.NaN, 0.789, 0.719, 0.7, 0.6],
                Texts = ["diverged\n3 of 3", "0.789\n±0.008", "0.719", "0.700", "0.600"],
                ValueLabel = "mean val/accuracy",
            });

    [Fact]
    public void Render_ShapesOfMarks_HaveTheirOwnSigns()
    {
        var text = new TerminalRenderer().Render(SampleCharts.Slice(), new ChartStyle(60, 20));

        Assert.All("●◌×◈", sign => Assert.True(text.Count(each => each == sign) >= 2, $"'{sign}' is missing."));
    }

    private static CurveLayer Curve(double[] x, Func<double, double> y) => new() { X = x, Y = [.. x.Select(y)] };

    private static MarkLayer Cross(double x, double y) =>
        new()
        {
            Name = "diverged",
            Ink = Ink.Diverged,
            Shape = MarkShape.Cross,
            X = [x],
            Y = [y],
        };
}
