using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Sweeps;

public sealed class SeedAdditionTests : IDisposable
{
    private const string Rates = "space.optimizer.lr=[0.1, 0.2, 0.3]";

    private readonly TinySweep _tiny = new(Rates, "seeds=[5, 3]");

    private SweepRecord Sweep => _tiny.Store.FindSweep(TinySweep.Name)!;

    public void Dispose() => _tiny.Dispose();

    [Theory]
    [InlineData("1", "+2", "5 3|5 3 6 7|5 3")]
    [InlineData("0,2", "+1", "5 3 6|5 3|5 3 6")]
    [InlineData(null, "+1", "5 3 6|5 3 6|5 3 6")]
    [InlineData("1,1", "+1", "5 3|5 3 6|5 3")]
    public void Apply_CellsAndSeeds_AddsThemToTheseCellsAlone(string? cells, string seeds, string expected)
    {
        Add(cells, seeds);

        Assert.Equal(expected, Seeds());
        Assert.Equal(expected.Split(' ', '|').Length, Sweep.TrialCount);
    }

    [Fact]
    public void Apply_CellsWithDifferentSeeds_FillsTheGapsFirst()
    {
        Add("0", "+2");
        Add("0,1", "+2");

        Assert.Equal("5 3 6 7 8 9|5 3 6 7|5 3", Seeds());
    }

    [Fact]
    public void Apply_NewTrial_HasTheIdentityThatAPlanWithTheSeedGives()
    {
        Add("1", "+1");

        var planned = TinySweep.Plan(Rates, "seeds=[6]");
        var added = _tiny.Store.Trials(TinySweep.Name)[^1];
        Assert.Equal(planned.Identity(planned.Trials[1]), added.Definition.Identity);
        Assert.Equal((Outcome.Queued, 1), (added.Outcome, added.Definition.Cell));
        Assert.Equal("0.2", added.Definition.SpaceValues[0]);
    }

    [Fact]
    public void Apply_AddedSeeds_AreToldByAnEventAndKeptByRunAndExtend()
    {
        Add("1", "+2");
        var same = Open(Rates, "seeds=[5, 3]");
        Assert.Equal(8, same.TrialCount);

        var grown = Open("space.optimizer.lr=[0.1, 0.2, 0.3, 0.4]", "seeds=[5, 3]");

        Assert.Equal(10, grown.TrialCount);
        Assert.Equal("5 3|5 3 6 7|5 3|5 3", Seeds());
        Assert.Equal("cell 1: seeds 6, 7", _tiny.Store.Events(TinySweep.Name)[0].Event.Message);
    }

    [Fact]
    public void Apply_UnknownCell_NamesThoseThereAre()
    {
        var fault = Assert.Throws<CommandException>(() => Add("1,3", "+1"));

        Assert.Equal("--cells: the sweep 'tiny' has no cell 3: its cells are 0 to 2.", fault.Message);
        Assert.Equal(6, Sweep.TrialCount);
    }

    [Fact]
    public void Apply_TooManyTrials_IsRefused() =>
        Assert.Equal(
            "--seeds: the sweep 'tiny' would have 300006 trials; at most 100000 are allowed. Add fewer seeds, or name "
                + "fewer cells with --cells.",
            Assert.Throws<CommandException>(() => Add(null, "+100000")).Message);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1,")]
    [InlineData("1 2")]
    [InlineData("99999999999")]
    [InlineData("best")]
    public void ParseCells_NoNumbers_IsNull(string text) => Assert.Null(SeedAddition.ParseCells(text));

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("+0")]
    [InlineData("+1,2")]
    [InlineData("3")]
    [InlineData("7,8")]
    [InlineData("+100001")]
    [InlineData("-3")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public void ParseSeeds_NeitherCountNorSeeds_IsNull(string text) => Assert.Null(SeedAddition.ParseSeeds(text));

    [Fact]
    public void Apply_LargestSeedInUse_ContinuesWithTheSmallestFree()
    {
        using var tiny = new TinySweep($"seeds=[{long.MaxValue}, 1]");

        new SeedAddition(null, 2).Apply(tiny.Store, tiny.Sweep);

        Assert.Equal(
            [long.MaxValue, 1, 0, 2], tiny.Store.Trials(TinySweep.Name).Select(trial => trial.Definition.Seed));
    }

    private void Add(string? cells, string seeds)
    {
        var parsed = cells is null ? null : SeedAddition.ParseCells(cells);
        new SeedAddition(parsed, SeedAddition.ParseSeeds(seeds)!.Value).Apply(_tiny.Store, Sweep);
    }

    private SweepRecord Open(params string[] overrides) =>
        new SweepCreation(_tiny.Store, _ => null, TinySweep.Commands).Open(TinySweep.Plan(overrides), true);

    private string Seeds() => string.Join('|', _tiny.Store.Trials(TinySweep.Name)
        .GroupBy(trial => trial.Definition.Cell, trial => trial.Definition.Seed)
        .OrderBy(cell => cell.Key)
        .Select(cell => string.Join(' ', cell)));
}
