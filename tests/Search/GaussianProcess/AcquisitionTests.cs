using SweepRunner.Search.GaussianProcess;

namespace SweepRunner.Search.Tests.GaussianProcess;

public sealed class AcquisitionTests
{
    [Theory]
    // 5 · 4 · 3 · 2 cells are compared one by one; of 12 · 12 · 12 · 3, some are, and then their neighbours.
    [InlineData(5, 4, 3, 2)]
    [InlineData(12, 12, 12, 3)]
    public void Best_FiniteSpace_IsThatOfBruteForce(int first, int second, int third, int choices)
    {
        var space = new SearchSpace([
            new Axis("a", new IntegerDomain(1, first)),
            new Axis("b", new QuantizedDomain(0, (second - 1) * 0.5, 0.5)),
            new Axis("c", new IntegerDomain(1, third)),
            new Axis("d", ChoiceDomain.Of(Enumerable.Range(0, choices).Select(choice => $"{choice}"))),
        ]);
        var units = new UnitSpace(space);
        var ledger = new Ledger(new RandomSearch { Trials = 25 }, space).Run(
            25,
            numbers => Math.Sin(numbers[0]) + Math.Abs(numbers[1] - 1) + (numbers[2] * numbers[3]));
        var known = ledger.History.Cells.Select(cell => cell.Point.Key).ToHashSet();
        var fit = CostModel.Fit(units, ObservedCells.Of(ledger.History)!);
        var best = fit.Data.Values.Min();

        var found = new Acquisition(space, units, fit.Model, best, known, Chance.Stream("acquisition")).Best(fit.Data);

        var expected = space.Product().Where(point => !known.Contains(point.Key)).MaxBy(point =>
        {
            var (mean, deviation) = fit.Model.Predict(units.ToUnits(point));
            return ExpectedImprovement.Log(mean, deviation, best);
        });
        Assert.Equal(expected!.Key, found!.Value.Point.Key);
    }
}
