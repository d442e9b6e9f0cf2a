using SweepRunner.Reports.Charts;

namespace SweepRunner.Reports.Tests.Charts;

/// <summary>Charts such as a sweep's report has, and those that are hard to draw. Every call gives the same
/// numbers.</summary>
internal static class SampleCharts
{
    private static readonly string[] Cells =
    [
        "normal, lr 0.1",
        "normal, lr 0.01",
        "normal, lr 0.001",
        "kaiming-normal, lr 0.1",
        "kaiming-normal, lr 0.01",
        "kaiming-normal, lr 0.001",
    ];

    /// <summary>Markup, characters that XML forbids or that turn what follows, other scripts, and what does not
    /// fit.</summary>
    private static readonly string HostileText =
        $"\"'\\ {{ # ; \n\t\0\u0007 <b>&amp;]]> \u202Eevil\uFFFF\uD800 שלום עולם 日本語 {new string('W', 300)}\\";

    /// <summary>A chart whose every text is hostile.</summary>
    public static XyChart Hostile()
    {
        var text = HostileText;
        var chart = Learning(3);
        return chart with
        {
            Name = "hostile",
            Title = text,
            Caption = text,
            X = chart.X with { Label = text },
            Y = chart.Y with { Label = text },
            Layers = [.. chart.Layers.Select((layer, index) => layer with { Name = $"{index}{text}" })],
        };
    }

    /// <summary>A heat map whose every text is hostile.</summary>
    public static XyChart HostileTiles()
    {
        var (text, chart) = (HostileText, HeatMap(2, 3));
        var names = (Axis axis) => axis with { Label = text, Categories = [.. axis.Categories.Select(_ => text)] };
        return chart with
        {
            Name = "hostile-tiles",
            Title = text,
            X = names(chart.X),
            Y = names(chart.Y),
            Layers =
            [
                .. chart
                    .Layers.OfType<TileLayer>()
                    .Select(tiles =>
                        tiles with
                        {
                            ValueLabel = text,
                            Texts = [.. tiles.Texts.Select((_, index) => index == 0 ? text[..40] : "\\")],
                        }
                    ),
            ],
        };
    }

    /// <summary>Parallel coordinates whose every text is hostile.</summary>
    public static ParallelChart HostileParallel()
    {
        var (text, chart) = (HostileText, Parallel(4));
        return chart with
        {
            Name = "hostile-parallel",
            Title = text,
            Axes =
            [
                .. chart.Axes.Select(axis =>
                    axis with
                    {
                        Label = text,
                        Categories = [.. axis.Categories.Select(_ => text)],
                    }
                ),
            ],
        };
    }

    /// <summary>A chart of each kind with the data of a small sweep.</summary>
    public static IReadOnlyList<Chart> Usual() =>
        [Learning(4), BestSoFar(), Ranking(6), Timeline(2, 40), HeatMap(2, 3), Parallel(3), Importance(), Slice()];

    /// <summary>The same kinds, as large as they come.</summary>
    public static IReadOnlyList<Chart> Large() =>
        [
            Learning(6),
            Learning(14),
            Ranking(40),
            Ranking(90),
            Timeline(20, 200),
            HeatMap(10, 12),
            HeatMap(30, 40),
            Parallel(8),
            Parallel(30),
            Long(),
        ];

    public static XyChart Learning(int series)
    {
        var random = new Random(1);
        var layers = new List<Layer>();
        for (var index = 0; index < series; index++)
        {
            var (rate, floor, diverges) = (0.15 + 0.1 * index, 0.25 + 0.12 * (index % 5), index % 3 == 1);
            var x = Enumerable.Range(1, diverges ? 9 : 20).Select(epoch => (double)epoch).ToList();
            var y = x.Select(epoch => floor + 2 * Math.Exp(-rate * epoch) + 0.04 * random.NextDouble()).ToList();
            if (diverges)
                (y[^2], y[^1]) = (6.5, 1e27);
            var name = index < Cells.Length ? Cells[index] : $"cell {index}";
            layers.Add(new CurveLayer
            {
                Name = name,
                Ink = Palette.Series(index),
                Key = name,
                X = x,
                Y = y,
                Low = [.. y.Select(value => value * 0.9)],
                High = [.. y.Select(value => value * 1.12)],
            });
            if (diverges)
                layers.Add(
                    new MarkLayer
                    {
                        Name = "diverged",
                        Ink = Ink.Diverged,
                        Key = name,
                        X = [x[^1]],
                        Y = [y[^1]],
                        Shape = MarkShape.Cross,
                    });
        }
        return new XyChart
        {
            Name = $"learning-curves-{series}",
            Title = "Validation loss by epoch",
            Caption =
                "Mean over the seeds of each cell; bands reach from the lowest to the highest seed. A cross "
                + "is where a trial diverged.",
            X = new Axis { Label = "epoch", Unit = AxisUnit.Count },
            Y = new Axis
            {
                Label = "val/loss",
                Maximum = 3,
                Minimum = 0,
            },
            Layers = layers,
        };
    }

    public static XyChart Long()
    {
        var random = new Random(2);
        var x = Enumerable.Range(0, 100_000).Select(step => (double)step).ToList();
        return new XyChart
        {
            Name = "long-run",
            Title = "Training loss by step",
            X = new Axis { Label = "step", Unit = AxisUnit.Count },
            Y = new Axis { Label = "train/loss", Scale = AxisScale.Log },
            Layers =
            [
                new CurveLayer
                {
                    Name = "alexnet-lr/3",
                    X = x,
                    Y =
                    [
                        .. x.Select(step =>
                            (2.3 * Math.Exp(-step / 20_000) + 0.01) * (0.7 + 0.6 * random.NextDouble())
                        ),
                    ],
                },
            ],
        };
    }

    public static XyChart BestSoFar()
    {
        var random = new Random(3);
        var x = Enumerable.Range(1, 40).Select(trial => (double)trial).ToList();
        var values = x.Select(_ => 0.55 + 0.35 * random.NextDouble()).ToList();
        var best = values.Select((_, index) => values.Take(index + 1).Max()).ToList();
        return new XyChart
        {
            Name = "best-so-far",
            Title = "Best validation accuracy so far",
            Caption = "Each dot is a completed trial, in the order in which they finished.",
            X = new Axis { Label = "trials finished", Unit = AxisUnit.Count },
            Y = new Axis { Label = "val/accuracy", Unit = AxisUnit.Share },
            Layers =
            [
                new MarkLayer { Name = "trial", Ink = Ink.Muted, X = x, Y = values },
                new CurveLayer { Name = "best so far", Ink = Ink.Series0, X = x, Y = best, IsStep = true },
            ],
        };
    }

    public static XyChart Ranking(int rows)
    {
        var random = new Random(4);
        var value = Enumerable
            .Range(0, rows)
            .Select(row => row >= rows - 1 ? double.NaN : 0.91 - 0.5 * row / rows + 0.01 * random.NextDouble())
            .ToList();
        var half = value.Select((mean, row) => row == 1 ? double.NaN : 0.01 + 0.04 * random.NextDouble()).ToList();
        return new XyChart
        {
            Name = $"ranking-{rows}",
            Title = "Cells by validation accuracy",
            Caption =
                "The mean over the seeds of a cell, with its 95 % confidence interval. A cell with one value "
                + "has no interval.",
            X = new Axis { Label = "val/accuracy", Unit = AxisUnit.Share },
            Y = new Axis
            {
                Label = "",
                Scale = AxisScale.Category,
                Categories =
                [
                    .. Enumerable
                        .Range(0, rows)
                        .Select(row =>
                            $"init.name={(row % 2 == 0 ? "kaiming-normal" : "normal")}, "
                            + $"optimizer.lr={0.1 / (row + 1):0.####}"
                        ),
                ],
            },
            Layers =
            [
                new IntervalLayer
                {
                    Name = "mean and interval",
                    Ink = Ink.Series0,
                    Y = [.. Enumerable.Range(0, rows).Select(row => (double)row)],
                    Value = value,
                    Low = [.. value.Zip(half, (mean, width) => mean - width)],
                    High = [.. value.Zip(half, (mean, width) => mean + width)],
                },
                new MarkLayer
                {
                    Name = "diverged",
                    Ink = Ink.Diverged,
                    X = [0.42],
                    Y = [rows - 1],
                    Shape = MarkShape.Cross,
                },
            ],
        };
    }

    /// <summary>A slice over categories: dots, rings, crosses and diamonds.</summary>
    public static XyChart Slice()
    {
        MarkLayer Marks(string name, Ink ink, MarkShape shape, params double[] y) => new()
        {
            Name = name,
            Ink = ink,
            Shape = shape,
            X = [.. y.Select((_, index) => (double)(index % 2))],
            Y = y,
        };
        return new XyChart
        {
            Name = "slice",
            Title = "Accuracy by initialisation",
            X = Axis.Named("init.name", ["normal", "kaiming-normal"]),
            Y = new Axis { Label = "val/accuracy" },
            Layers =
            [
                Marks("completed", Ink.Series0, MarkShape.Dot, 0.7, 0.8, 0.72, 0.78),
                Marks("did not learn", Ink.AtChance, MarkShape.Ring, 0.1, 0.11),
                Marks("diverged", Ink.Diverged, MarkShape.Cross, double.NegativeInfinity),
                Marks("best cell", Ink.Series0, MarkShape.Diamond, 0.71, 0.79),
            ],
        };
    }

    public static XyChart Timeline(int lanes, int spans)
    {
        var random = new Random(5);
        var ends = new double[lanes];
        var bars = Enumerable.Range(0, spans).Select(span =>
        {
            var lane = Array.IndexOf(ends, ends.Min());
            var from = ends[lane] + 1;
            ends[lane] = from + 20 + 90 * random.NextDouble();
            return (Lane: (double)lane, From: from, To: ends[lane], Kind: span % 7 == 3 ? 1 : span % 29 == 5 ? 2 : 0);
        }).ToList();
        (string Name, Ink Ink)[] kinds =
        [
            ("completed", Ink.Series0),
            ("diverged", Ink.Diverged),
            ("failed", Ink.Failed),
        ];
        return new XyChart
        {
            Name = $"timeline-{lanes}-{spans}",
            Title = "What each worker did",
            Caption = "A bar is a trial. Gaps are time that a worker waited.",
            X = new Axis { Label = "since the start", Unit = AxisUnit.Seconds },
            Y = new Axis
            {
                Label = "",
                Scale = AxisScale.Category,
                Categories = [.. Enumerable.Range(0, lanes).Select(lane => $"worker {lane} on gpu-node-{lane / 4}")],
            },
            Layers =
            [
                .. kinds.Select(
                    (kind, number) =>
                        new SpanLayer
                        {
                            Name = kind.Name,
                            Ink = kind.Ink,
                            Y = [.. bars.Where(bar => bar.Kind == number).Select(bar => bar.Lane)],
                            From = [.. bars.Where(bar => bar.Kind == number).Select(bar => bar.From)],
                            To = [.. bars.Where(bar => bar.Kind == number).Select(bar => bar.To)],
                        }),
            ],
        };
    }

    public static XyChart HeatMap(int rows, int columns)
    {
        var random = new Random(6);
        var places = Enumerable.Range(0, rows * columns).ToList();
        var values = places.Select(place => place % 7 == 4 ? double.NaN : 0.3 + 0.6 * random.NextDouble()).ToList();
        return new XyChart
        {
            Name = $"heat-map-{rows}-{columns}",
            Title = "Validation accuracy by init and learning rate",
            Caption = "The mean over the seeds; grey is a cell whose every trial diverged.",
            X = new Axis
            {
                Label = "optimizer.lr",
                Scale = AxisScale.Category,
                Categories =
                [
                    .. Enumerable
                        .Range(0, columns)
                        .Select(column =>
                            columns > 6
                                ? $"learning-rate-{0.1 / (column + 1):0.#####}"
                                : $"{0.1 / Math.Pow(10, column):0.####}"
                        ),
                ],
            },
            Y = new Axis
            {
                Label = "init.name",
                Scale = AxisScale.Category,
                Categories =
                [
                    .. Enumerable
                        .Range(0, rows)
                        .Select(row =>
                            row == 0 ? "normal"
                            : row == 1 ? "kaiming-normal"
                            : $"initialisation-{row}"
                        ),
                ],
            },
            Layers =
            [
                new TileLayer
                {
                    X = [.. places.Select(place => (double)(place % columns))],
                    Y = [.. places.Select(place => (double)(place / columns))],
                    Value = values,
                    Texts =
                    [
                        .. values.Select(value =>
                            double.IsNaN(value) ? "diverged\n3 of 3" : $"{value * 100:0.0} %\n3 of 3"
                        ),
                    ],
                    ValueLabel = "val/accuracy",
                },
            ],
        };
    }

    public static ParallelChart Parallel(int axes)
    {
        var random = new Random(7);
        var all = Enumerable
            .Range(0, axes - 1)
            .Select(axis =>
                (axis % 3) switch
                {
                    0 => new Axis
                    {
                        Label = axis == 0 ? "optimizer.lr" : $"augmentation.strength-{axis}",
                        Scale = AxisScale.Log,
                    },
                    1 => new Axis
                    {
                        Label = axis == 1 ? "init.name" : $"model.norm-{axis}",
                        Scale = AxisScale.Category,
                        Categories = ["normal", "kaiming-normal", "xavier-uniform"],
                    },
                    _ => new Axis { Label = $"model.width-{axis}" },
                }
            )
            .Append(new Axis { Label = "val/accuracy", Unit = AxisUnit.Share })
            .ToList();
        var lines = Enumerable
            .Range(0, 60)
            .Select(line => new ParallelLine(
                [
                    .. all.Select(
                        (axis, index) =>
                            index == axes - 1
                                ? line % 9 == 0
                                    ? double.NaN
                                    : 0.4 + 0.5 * random.NextDouble()
                                : axis.Scale == AxisScale.Category
                                    ? random.Next(3)
                                    : axis.Scale == AxisScale.Log
                                        ? Math.Pow(10, -4 + 3 * random.NextDouble())
                                        : random.NextDouble()),
                ],
                $"sweep/{line}"))
            .ToList();
        return new ParallelChart
        {
            Name = $"parallel-{axes}",
            Title = "Every trial across its parameters",
            Caption = "A line is a trial, coloured by its validation accuracy; a dashed one diverged.",
            Axes = all,
            Lines = lines,
        };
    }

    public static XyChart Importance() =>
        new()
        {
            Name = "importance",
            Title = "What the objective depends on",
            Caption =
                "Share of the variance that each parameter explains alone, by functional analysis of variance "
                + "over a random forest.",
            X = new Axis { Label = "share of the variance", Unit = AxisUnit.Share },
            Y = new Axis
            {
                Label = "",
                Scale = AxisScale.Category,
                Categories = ["optimizer.lr", "init.name", "model.width", "seed"],
            },
            Layers =
            [
                new SpanLayer
                {
                    Y = [0, 1, 2, 3],
                    From = [0, 0, 0, 0],
                    To = [0.62, 0.21, 0.06, 0.01],
                },
                new IntervalLayer
                {
                    Y = [0, 1, 2, 3],
                    Value = [0.62, 0.21, 0.06, 0.01],
                    Low = [0.55, 0.15, 0.02, 0],
                    High = [0.7, 0.28, 0.11, 0.03],
                },
            ],
        };
}
