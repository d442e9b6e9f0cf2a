using SweepRunner.Search.Auto;
using SweepRunner.Search.CmaEs;
using SweepRunner.Search.GaussianProcess;
using SweepRunner.Search.Tpe;

namespace SweepRunner.Search.Tests.Auto;

public sealed class AutoSearchTests
{
    private static readonly SearchSpace Numbers = new([
        new Axis("x", new UniformDomain(0, 1)),
        new Axis("y", new IntegerDomain(1, 10)),
    ]);

    private static readonly SearchSpace Mixed = new([.. Numbers.Axes, new Axis("z", ChoiceDomain.Of("1", "2"))]);

    [Fact]
    public void Choose_KindOfSpaceAndCells_IsTheSearchOfTheRule()
    {
        SearchConfig Chosen(int trials, SearchSpace space) =>
            new AutoSearch { Trials = trials, Seed = 3 }.Choose(space).Search;

        Assert.Equal(new GaussianProcessSearch { Trials = 400, Seed = 3 }, Chosen(400, Numbers));
        Assert.Equal(new GaussianProcessSearch { Trials = 400, Seed = 3 }, Chosen(400, Mixed));
        Assert.Equal(new CmaEsSearch { Trials = 401, Seed = 3 }, Chosen(401, Numbers));
        Assert.Equal(new TpeSearch { Trials = 401, Seed = 3 }, Chosen(401, Mixed));
    }

    [Theory]
    [InlineData(20, "gp")]
    [InlineData(401, "tpe")]
    public void Ask_AnyHistory_IsTheAnswerOfTheChosenSearchWithItsName(int trials, string name)
    {
        var auto = new AutoSearch { Trials = trials };
        var ledger = new Ledger(auto, Mixed);
        for (var cell = 0; cell < 20; cell++)
        {
            var proposal = Assert.IsType<Proposal>(ledger.Ask());
            var own = Assert.IsType<Proposal>(auto.Choose(Mixed).Search.Ask(Mixed, ledger.History, cell));
            Assert.Equal((own.Point.Key, own.IsModelled), (proposal.Point.Key, proposal.IsModelled));
            Assert.Equal(own.Note ?? $"{name}: drawn", proposal.Note);
            Assert.StartsWith(name, proposal.Note, StringComparison.Ordinal);
            ledger.Run(1, numbers => numbers.Sum());
        }
    }

    [Fact]
    public void Ask_NumberOfCellsReached_IsExhausted() =>
        Assert.IsType<Exhausted>(new AutoSearch { Trials = 5 }.Ask(Numbers, SearchHistory.Empty, 5));
}
