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
                ? "\nAdd --extend to 'sweep run' to keep what is done and add the new cells, give the new "
                    + "sweep another name, or remove the old one with 'sweep delete tiny'."
                : "\nGive the new sweep another name, or remove the old one with 'sweep delete tiny'.",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Equal(isAble, Record.Exception(() => Open(overrides, shouldExtend: true)) is null);
    }

    private void Open(string[] overrides, bool shouldExtend)
    {
        SweepCreation.Open(_tiny.Store, TinySweep.Plan(overrides), shouldExtend);
    }
}
