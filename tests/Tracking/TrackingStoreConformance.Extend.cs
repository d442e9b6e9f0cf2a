using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    [Fact]
    public void ExtendSweep_PointsInBetween_KeepsOldNumbersAndAddsTheNewBehind()
    {
        CreateSmall();
        Store.Finish(Claimed("s"), SampleSweeps.Completed, [Point("val/loss", 1, 2)]);
        var running = Claimed("s");
        Store.SaveCheckpoint(running, SampleSweeps.Checkpoint(1), [Point("val/loss", 0, 3)]);
        var ended = Store.FindTrial(new TrialId("s", 0))!;

        var record = Store.ExtendSweep("s", Grown);

        Assert.Equal(
            [
                (0, "a-0", 0, "0.1,\"none\""),
                (1, "a-1", 0, "0.1,\"none\""),
                (2, "b-0", 1, "0.2,\"none\""),
                (3, "new-0", 2, "0.05,\"none\""),
                (4, "new-1", 2, "0.05,\"none\""),
                (5, "b-1", 1, "0.2,\"none\""),
                (6, "c-0", 3, "0.3,"),
            ],
            Store
                .Trials("s")
                .Select(trial =>
                    (
                        trial.Number,
                        trial.Definition.Identity,
                        trial.Definition.Cell,
                        string.Join(',', trial.Definition.SpaceValues))
                ));
        Assert.Equal(7, record.TrialCount);
        Assert.Equivalent(
            ended with
            {
                Definition = Store.FindTrial(new TrialId("s", 0))!.Definition,
            },
            Store.FindTrial(new TrialId("s", 0)),
            strict: true);
        Assert.Equal([("val/loss", 1L, 2.0)], PointsOf("s", 0));
        Assert.Equal([SampleSweeps.Checkpoint(1)], Store.Checkpoints(new TrialId("s", 1)));
        Assert.All(
            Enumerable.Range(3, 4),
            number => Assert.Equal(Outcome.Queued, Store.FindTrial(new TrialId("s", number))!.Outcome));
        Assert.All(Store.Trials("s"), trial => Assert.Equal("""{"grown":true}""", trial.Definition.ConfigJson));
        Store.Finish(running, SampleSweeps.Completed, []);
        Assert.Equal([2, 3, 4, 5, 6, null], Enumerable.Range(0, 6).Select(_ => Claimed("s")?.Trial.Number));
    }

    [Fact]
    public void ExtendSweep_Definition_IsTheGrownOnesButForWhereItRuns()
    {
        CreateSmall();
        var created = Store.FindSweep("s")!;
        Time.Advance(TimeSpan.FromDays(1));

        var extended = Store.ExtendSweep(
            "s",
            Grown with
            {
                Device = "cuda",
                Threads = 9,
                ProvenanceJson = """{"later":1}""",
            });

        Assert.All(
            [extended, OpenAnother().FindSweep("s")!],
            sweep =>
            {
                Assert.Equal((7, created.CreatedUtc), (sweep.TrialCount, sweep.CreatedUtc));
                Assert.Equivalent(Grown with { Trials = [] }, new NewSweep(sweep.Definition, []), strict: true);
            });
    }

    [Fact]
    public void ExtendSweep_Twice_ChangesNothingMore()
    {
        CreateSmall();
        Store.ExtendSweep("s", Grown);
        var trials = Store.Trials("s");

        Store.ExtendSweep("s", Grown);

        Assert.Equivalent(trials, Store.Trials("s"), strict: true);
    }

    [Fact]
    public void ExtendSweep_TrialWouldDisappear_IsRefusedWhole()
    {
        CreateSmall();

        var one = Assert.Throws<SweepShrunkException>(() =>
            Store.ExtendSweep("s", Grown with { Trials = [.. Grown.Trials.Where(trial => trial.Identity != "a-1")] })
        );
        var all = Assert.Throws<SweepShrunkException>(() => Store.ExtendSweep("s", Grown with { Trials = [] }));

        Assert.Equal(
            "The sweep 's' cannot be extended: trial 1 would disappear. An extended config must keep "
                + "every existing cell.",
            one.Message);
        Assert.Equal([0, 1, 2], all.Trials);
        Assert.Equal(
            "The sweep 's' cannot be extended: trials 0, 1, 2 would disappear. An extended config must "
                + "keep every existing cell.",
            all.Message);
        Assert.Equal(3, Store.Trials("s").Count);
        Assert.Equal(["optimizer.lr"], Store.FindSweep("s")!.Definition.SpacePaths);
    }

    [Fact]
    public void ExtendSweep_ManyWouldDisappear_NamesTheFirstTen()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 12));

        var exception = Assert.Throws<SweepShrunkException>(() =>
            Store.ExtendSweep("s", SampleSweeps.Named("s", trials: 0))
        );

        Assert.Equal(
            "The sweep 's' cannot be extended: trials 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more would "
                + "disappear. An extended config must keep every existing cell.",
            exception.Message);
    }

    [Fact]
    public void ExtendSweep_UnfitGrowth_IsRefused()
    {
        CreateSmall();

        var missing = Assert.Throws<SweepMissingException>(() => Store.ExtendSweep("none", SampleSweeps.Named("none")));
        var renamed = Assert.Throws<ArgumentException>(() => Store.ExtendSweep("s", Grown with { Name = "t" }));
        Assert.Throws<ArgumentException>(() =>
            Store.ExtendSweep("s", Grown with { Trials = [.. Grown.Trials, Grown.Trials[0]] })
        );

        Assert.Equal($"There is no sweep 'none' in the store '{Store.Url}'.", missing.Message);
        Assert.Equal("The extended sweep is named 't', not 's'. (Parameter 'grown')", renamed.Message);
        Assert.Equal(3, Store.Trials("s").Count);
    }

    private void CreateSmall() => Store.CreateSweep(SampleSweeps.Named("s") with
    {
        Trials = [Place("a", 0, 0, "0.1"), Place("a", 0, 1, "0.1"), Place("b", 1, 0, "0.2")],
    });

    private static NewSweep Grown { get; } = SampleSweeps.Named("s") with
    {
        Description = Nasty,
        ConfigText = "// grown",
        ConfigJson = """{"grown":true}""",
        Overrides = ["epochs=2"],
        SpacePaths = ["optimizer.lr", "schedule.name"],
        ObjectiveMetric = "val/loss",
        IsObjectiveMaximized = false,
        Trials =
        [
            Place("new", 0, 0, "0.05", "\"none\""), Place("new", 0, 1, "0.05", "\"none\""),
            Place("a", 1, 0, "0.1", "\"none\""), Place("a", 1, 1, "0.1", "\"none\""),
            Place("b", 2, 0, "0.2", "\"none\""), Place("b", 2, 1, "0.2", "\"none\""),
            Place("c", 3, 0, "0.3", null),
        ],
    };

    private static NewTrial Place(string name, int cell, int seed, params string?[] values) => new()
    {
        Cell = cell,
        Seed = seed,
        Identity = $"{name}-{seed}",
        ConfigJson = """{"grown":true}""",
        SpaceValues = values,
    };
}
