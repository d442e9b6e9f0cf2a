using SweepRunner.Search.GaussianProcess;

namespace SweepRunner.Search.Tests.GaussianProcess;

public sealed class CostSurfaceTests
{
    private static readonly SearchSpace Space = new([
        new Axis("lr", new LogUniformDomain(1e-4, 1)),
        new Axis("layers", new IntegerDomain(1, 3)),
        new Axis("optimizer", new ChoiceDomain([
            new Choice("1", [new Axis("momentum", new UniformDomain(0, 1))]),
            new Choice("2", []),
        ])),
    ]);

    [Fact]
    public void Predict_KnownFunction_IsCloseWhereCellsAreAndUnsureElsewhere()
    {
        // No cell has an lr above 0.01.
        var surface = Surface(80, numbers => numbers[0] <= 0.01 ? Cost(numbers) : null);

        Assert.All(new RandomSearch { Trials = 40, Seed = 9 }.Points(Space), point =>
        {
            var predicted = surface.Predict(point).Cost;
            if (Ledger.Numbers(point) is var numbers && numbers[0] <= 0.01)
                Assert.InRange(predicted - Cost(numbers), -0.3, 0.3);
        });
        Assert.True(DeviationAt("0.5") > 3 * DeviationAt("0.001"));

        double DeviationAt(string rate) => surface.Predict(Space.Find(new Dictionary<string, string>
        {
            ["lr"] = rate,
            ["layers"] = "2",
            ["optimizer"] = "2",
        })!).Deviation;
    }

    [Fact]
    public void Fit_NoCost_IsNone()
    {
        Assert.Null(CostSurface.Fit(Space, SearchHistory.Empty));
        Assert.Null(CostSurface.Fit(
            Space, new Ledger(new RandomSearch { Trials = 5 }, Space).Run(5, _ => double.NaN).History));
        var onlyCell = new CellObservation(0, new SearchPoint([]), [Ledger.Outcome(1)]);
        Assert.Null(CostSurface.Fit(new SearchSpace([]), new SearchHistory([onlyCell])));
    }

    private static CostSurface Surface(int cells, Func<double[], double?> cost)
    {
        var ledger = new Ledger(new RandomSearch { Trials = cells }, Space);
        foreach (var point in new RandomSearch { Trials = cells }.Points(Space))
            if (cost(Ledger.Numbers(point)) is { } value)
                ledger.Add(point, Ledger.Outcome(value));
        return CostSurface.Fit(Space, ledger.History)!;
    }

    private static double Cost(double[] numbers) =>
        Math.Pow(Math.Log10(numbers[0]) + 2.5, 2) + (0.2 * numbers[1]) + (numbers[2] == 1 ? numbers[3] : 0.5);
}
