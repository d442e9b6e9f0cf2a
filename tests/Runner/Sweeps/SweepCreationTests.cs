using SweepRunner.Configuration;
using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Tests.Trials;

namespace SweepRunner.Runner.Tests.Sweeps;

public sealed class SweepCreationTests : IDisposable
{
    private readonly TinySweep _tiny = new("seeds=[3]");

    public void Dispose() => _tiny.Dispose();

    [Theory]
    [InlineData(true, "seeds=[3, 4]")]
    [InlineData(true, "seeds=[3]", "description=more")]
    [InlineData(false, "seeds=[4]")]
    [InlineData(false, "seeds=[3, 4]", "trial.epochs=3")]
    [InlineData(false, "seeds=[3, 4]", "log.everySteps=2")]
    public void Open_AnotherConfig_OffersToExtendWhereThatWorks(bool isAble, params string[] overrides)
    {
        var refusal = Assert.Throws<CommandException>(() => Open(overrides, shouldExtend: false));

        Assert.Equal(isAble, refusal.Message.Contains("--extend", StringComparison.Ordinal));
        Assert.EndsWith(
            isAble
                ? "\nAdd --extend to keep what is done and add the new cells, give the new "
                    + "sweep another name, or remove the old one with 'sweep delete tiny'."
                : "\nGive the new sweep another name, or remove the old one with 'sweep delete tiny'.",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Equal(isAble, Record.Exception(() => Open(overrides, shouldExtend: true)) is null);
    }

    [Theory]
    [InlineData("launcher.name=slurm")]
    [InlineData("launcher.name=slurm", "launcher.partition=other")]
    public void Open_AnotherLauncher_IsTaken(params string[] overrides)
    {
        Open(["seeds=[3]", .. overrides], shouldExtend: false);

        Assert.Equal("slurm", Catalogue.NameOf(_tiny.Store.FindSweep(TinySweep.Name)!.Config().Launcher));
        Assert.Single(_tiny.Store.Trials(TinySweep.Name));
    }

    [Fact]
    public void Open_NewSweep_StoresTheImagesOfEachTrial()
    {
        var data = new PlannedData(TrialCatalog.BuiltIn);
        var plan = TinySweep.Plan("name=new", "space.data.validationSamples=[10, 300]");

        new SweepCreation(_tiny.Store, data.Of, TinySweep.Commands).Open(plan);

        var facts = _tiny.Store.Trials("new").Select(trial => trial.Definition.Data!).ToList();
        Assert.Equal([10, 300], facts.Select(each => each.ValidationImages));
        Assert.All(facts, each => Assert.Equal((32, 10), (each.TrainImages, each.Classes)));
        Assert.All(facts, each => Assert.InRange(each.LargestClassShare, 0.1, 0.5));
        Assert.NotEqual(facts[0].LargestClassShare, facts[1].LargestClassShare);
    }

    private void Open(string[] overrides, bool shouldExtend)
    {
        new SweepCreation(_tiny.Store, _ => null, TinySweep.Commands).Open(TinySweep.Plan(overrides), shouldExtend);
    }
}
