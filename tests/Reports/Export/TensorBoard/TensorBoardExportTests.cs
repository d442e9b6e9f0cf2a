using FsCheck.Fluent;
using SweepRunner.Reports.Export.TensorBoard;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Reports.Tests.Export.TensorBoard;

public sealed class TensorBoardExportTests : IDisposable
{
    private const string StartTag = "_hparams_/session_start_info",
        EndTag = "_hparams_/session_end_info",
        ExperimentTag = "_hparams_/experiment";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly ITrackingStore _store;

    public TensorBoardExportTests() =>
        _store = TrackingStores.Open(_folder.File("sweeps.db"), StoreAccess.Create, _time);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Write_EveryKindOfValue_ReadsBackInTheOrderOfSteps()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        _store.AddMetrics(
            Claim(),
            [
                Point("train/loss", 0, 2.5),
                Point("train/loss", 1, double.NaN),
                Point("train/loss", 2, double.PositiveInfinity),
                Point("train/loss", 3, 0.1),
                Point("train/gradient_norm", 1, double.NegativeInfinity),
                Point("train/gradient_norm", 2, 1e300),
                Point("train/gradient_norm", 3, -1e300),
                Point("system/images_per_second", 3, -0.0),
                Point("漢\n\"<b>", 5_000_000_000, 0),
            ]);

        Write();

        Assert.Equal(
            [
                ("train/loss", 0, 2.5f),
                ("train/gradient_norm", 1, float.NegativeInfinity),
                ("train/loss", 1, float.NaN),
                ("train/gradient_norm", 2, float.MaxValue),
                ("train/loss", 2, float.PositiveInfinity),
                ("system/images_per_second", 3, -0f),
                ("train/gradient_norm", 3, float.MinValue),
                ("train/loss", 3, 0.1f),
                ("漢\n\"<b>", 5_000_000_000, 0f),
            ],
            Run(0).Scalars.Select(scalar => (scalar.Tag, scalar.Step, scalar.Value)));
        Assert.True(float.IsNegative(Run(0).Scalars[5].Value));
    }

    [Fact]
    public void Write_RandomValues_AreTheNearestSingles()
    {
        var bits = ArbMap.Default.GeneratorFor<int>().Select(BitConverter.Int32BitsToSingle);
        var values = Gen.Sample(bits, 2000);
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        _store.AddMetrics(Claim(), [.. values.Select((value, step) => Point("val/loss", step, value))]);

        Write();

        Assert.Equal(values, Run(0).Scalars.Select(scalar => scalar.Value));
        Assert.Equal(
            Enumerable.Range(0, 2000).Select(step => (long)step), Run(0).Scalars.Select(scalar => scalar.Step));
    }

    [Fact]
    public void Write_AnyTrial_BeginsWithTheVersionAndCarriesTheTimesOfItsPoints()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        _time.Advance(TimeSpan.FromSeconds(10));
        var claim = Claim();
        _time.Advance(TimeSpan.FromMilliseconds(1250));
        _store.AddMetrics(claim, [Point("train/loss", 0, 1)]);
        _time.Advance(TimeSpan.FromSeconds(2));
        _store.Finish(claim, SampleSweeps.Completed, []);

        Write();

        // 2026-03-04T05:06:07.089Z is second 1772600767.089; ten seconds later the trial began.
        var events = Run(0).Events;
        Assert.Equal("brain.Event:2", events[0].Text(3));
        Assert.Equal(
            [1772600777.089, 1772600777.089, 1772600778.339, 1772600780.339],
            events.Select(each => each.Get<double>(1)));
        Assert.Equal(1772600777.089, Run(0).Hyperparameters(StartTag)!.Message(3).Get<double>(5));
        Assert.Equal(1772600780.339, Run(0).Hyperparameters(EndTag)!.Message(4).Get<double>(2));
        Assert.EndsWith("/0000/events.out.tfevents.1772600767.sweep", FileOf(0), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TrialThatWentOn_BeganWithItsFirstPoint()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claim();
        _store.AddMetrics(claim, [Point("train/loss", 0, 1)]);
        _store.Release(claim);
        _time.Advance(TimeSpan.FromHours(1));
        _store.AddMetrics(Claim(), [Point("train/loss", 1, 1)]);

        Write();

        Assert.Equal(1772600767.089, Run(0).Hyperparameters(StartTag)!.Message(3).Get<double>(5));
        Assert.Equal([1772600767.089, 1772604367.089], Run(0).Scalars.Select(scalar => scalar.WallTime));
    }

    [Fact]
    public void Write_ClockSetBack_KeepsTheOrderOfSteps()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var now = _time.GetUtcNow();
        _store.AddMetrics(
            Claim(),
            [
                .. Enumerable
                    .Range(0, 5)
                    .Select(step => new MetricPoint("train/loss", step, 0, step, now - TimeSpan.FromSeconds(step))),
            ]);

        Write();

        Assert.Equal([0, 1, 2, 3, 4], Run(0).Scalars.Select(scalar => scalar.Step));
    }

    [Theory]
    [InlineData(Outcome.Completed, 1)]
    [InlineData(Outcome.Diverged, 2)]
    [InlineData(Outcome.Failed, 2)]
    [InlineData(Outcome.Pruned, 0)]
    [InlineData(Outcome.Cancelled, 0)]
    public void Write_TrialEnded_HasItsStatus(Outcome outcome, long status)
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        _store.Finish(Claim(), new TrialEnd { Outcome = outcome }, []);

        Write();

        Assert.Equal(status, Run(0).Hyperparameters(EndTag)!.Message(4).Get<long>(1));
    }

    [Fact]
    public void Write_TrialNotEnded_IsRunningOrHasNoStatus()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        Claim();

        Write();

        Assert.Equal([1], Run(0).Hyperparameters(EndTag)!.Message(4).Numbers);
        Assert.Equal(3, Run(0).Hyperparameters(EndTag)!.Message(4).Get<long>(1));
        Assert.Null(Run(1).Hyperparameters(EndTag));
        Assert.False(Run(1).Hyperparameters(StartTag)!.Message(3).Has(5));
    }

    [Fact]
    public void Write_ValuesOfManyKinds_AreTypedByTheirColumn()
    {
        Sweep(
            ["optimizer.lr", "model.bias", "init.name", "optimizer", "mixed", "never"],
            (7, ["0.1", "true", "\"normal\"", """{"name":"sgd"}""", "1", null]),
            (8, ["1e-3", "false", "\"0\"", """{"name":"adam"}""", "\"1\"", null]),
            (9, ["2", "true", "\"normal\"", """{"name":"adam"}""", null, null]));

        Write();

        Assert.Equal(
            [
                ("optimizer.lr", 0.1),
                ("model.bias", true),
                ("init.name", "normal"),
                ("optimizer", "sgd"),
                ("mixed", "1"),
                ("seed", 7.0),
            ],
            HyperparametersOf(0));
        Assert.Equal(
            [
                ("optimizer.lr", 0.001),
                ("model.bias", false),
                ("init.name", "0"),
                ("optimizer", "adam"),
                ("mixed", "\"1\""),
                ("seed", 8.0),
            ],
            HyperparametersOf(1));
        Assert.Equal(
            [
                ("optimizer.lr", 2.0),
                ("model.bias", true),
                ("init.name", "normal"),
                ("optimizer", "adam"),
                ("seed", 9.0),
            ],
            HyperparametersOf(2));
    }

    [Fact]
    public void Write_SeedThatNoDoubleHolds_IsAText()
    {
        Sweep([], (9007199254740993, []), (1, []));

        Write();

        Assert.Equal([("seed", "9007199254740993")], HyperparametersOf(0));
        Assert.Equal([("seed", "1")], HyperparametersOf(1));
    }

    [Fact]
    public void Write_Sweep_DescribesItsColumnsAndMetrics()
    {
        Sweep(
            ["optimizer.lr", "model.bias", "init.name"],
            (0, ["0.1", "true", "\"normal\""]),
            (0, ["0.01", "false", "\"normal\""]));
        _store.AddMetrics(
            Claim(),
            [
                Point("train/loss", 0, 1),
                Point("val/accuracy", 0, 1),
                Point("val/loss", 0, 1),
                Point("system/seconds", 0, 1),
            ]);

        Write();

        var experiment = Summary.Hyperparameters(ExperimentTag)!.Message(2);
        Assert.Equal(
            ("s", "What it is for.", 1772600767.089),
            (experiment.Text(6), experiment.Text(1), experiment.Get<double>(3)));
        Assert.Equal(
            [("optimizer.lr", 3, true), ("model.bias", 2, true), ("init.name", 1, false), ("seed", 3, false)],
            experiment.Messages(4).Select(column => (column.Text(1), column.Get<long>(4), column.Get<long>(7) == 1)));
        var interval = experiment.Messages(4).First().Message(6);
        Assert.Equal((0.01, 0.1), (interval.Get<double>(1), interval.Get<double>(2)));
        Assert.Equal(
            ["normal"], experiment.Messages(4).ElementAt(2).Message(5).Messages(1).Select(value => value.Text(3)));
        Assert.Equal(
            [("val/accuracy", 2), ("train/loss", 1), ("val/loss", 2)],
            experiment.Messages(5).Select(metric => (metric.Message(1).Text(2), metric.Get<long>(5))));
        Assert.Equal("The objective: more is better.", experiment.Messages(5).First().Text(4));
    }

    [Fact]
    public void Write_HostileSweepName_StaysInTheFolder()
    {
        _store.CreateSweep(SampleSweeps.Named("../escape", trials: 1));
        _store.AddMetrics(Claim("../escape"), [Point("../../../metric", 0, 1)]);
        var before = Directory.GetFileSystemEntries(_folder.Path).Append(Logs).Order(StringComparer.Ordinal).ToList();

        var target = TensorBoardExport.Write(_store, "../escape", Logs);

        Assert.Equal(Path.Join(Logs, "%2E.%2Fescape"), target);
        Assert.Equal([target], Directory.GetFileSystemEntries(Logs));
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
        Assert.Equal(
            "../../../metric",
            Assert.Single(new ReadEventFile(Assert.Single(Directory.GetFiles(Path.Join(target, "0000")))).Scalars).Tag);
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        _store.CreateSweep(SampleSweeps.Named("s"));
        _store.AddMetrics(Claim(), [Point("train/loss", 0, double.NaN), Point("val/loss", 0, 1)]);
        Write();
        var first = Contents();
        _time.Advance(TimeSpan.FromDays(1));

        Write();

        Assert.Equal(5, first.Count);
        Assert.Equal(first, Contents());
    }

    [Fact]
    public void Write_TrialRetried_ReplacesItsFile()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        _store.Finish(Claim(), new TrialEnd { Outcome = Outcome.Failed }, [Point("train/loss", 0, 1)]);
        Write();
        _time.Advance(TimeSpan.FromDays(1));
        _store.Requeue("s", _ => true, fromStart: true);
        _store.AddMetrics(Claim(), [Point("train/loss", 0, 2)]);

        Write();

        Assert.Equal(2, Assert.Single(Run(0).Scalars).Value);
    }

    [Fact]
    public void Write_SweepMadeAnew_LeavesNothingOfTheOlderButWhatIsNotOurs()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 3));
        Write();
        _store.DeleteSweep("s");
        _time.Advance(TimeSpan.FromDays(1));
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        foreach (
            var foreign in new[]
            {
                "0001/notes.txt",
                "other/events.out.tfevents.1.sweep",
                "0000/events.out.tfevents.1.host",
                "0002/unfinished.tmp",
            }
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(InSweep(foreign))!);
            File.WriteAllText(InSweep(foreign), "");
        }

        Write();

        Assert.Equal(
            [
                "0000/events.out.tfevents.1.host",
                "0000/events.out.tfevents.1772687167.sweep",
                "0001/notes.txt",
                "events.out.tfevents.1772687167.sweep",
                "other/events.out.tfevents.1.sweep",
            ],
            Contents().Keys);
        Assert.False(Directory.Exists(InSweep("0002")));
    }

    [Fact]
    public void Write_NoTrials_WritesTheSummary()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 0));

        Write();

        Assert.Equal(["events.out.tfevents.1772600767.sweep"], Contents().Keys);
        Assert.Equal([1, 3, 5, 6], Summary.Hyperparameters(ExperimentTag)!.Message(2).Numbers);
    }

    [Fact]
    public void Write_NoSuchSweep_SaysSo()
    {
        var exception = Assert.Throws<SweepMissingException>(Write);

        Assert.Equal($"There is no sweep 's' in the store 'litedb:{_folder.File("sweeps.db")}'.", exception.Message);
        Assert.False(Directory.Exists(Logs));
    }

    [Fact]
    public void Write_FolderIsAFile_SaysWhere()
    {
        _store.CreateSweep(SampleSweeps.Named("s"));
        File.WriteAllText(Logs, "");

        var exception = Assert.Throws<TrackingException>(Write);

        Assert.StartsWith($"Cannot write the event files to '{Logs}': ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Name another folder.", exception.Message, StringComparison.Ordinal);
    }

    private string Logs => _folder.File("logs");

    private ReadEventFile Summary => new(Assert.Single(Directory.GetFiles(InSweep(""))));

    private void Write() => Assert.Equal(Path.Join(Logs, "s"), TensorBoardExport.Write(_store, "s", Logs));

    private void Sweep(string[] paths, params (long Seed, string?[] Values)[] trials) =>
        _store.CreateSweep(
            SampleSweeps.Named("s") with
            {
                Description = "What it is for.",
                SpacePaths = paths,
                Trials =
                [
                    .. trials.Select(
                        (trial, number) =>
                            SampleSweeps.Trial(number) with
                            {
                                Seed = trial.Seed,
                                SpaceValues = trial.Values,
                            }),
                ],
            });

    private Claim Claim(string sweep = "s") => _store.ClaimNext(sweep, LeaseOwners.Current())!;

    private MetricPoint Point(string metric, long step, double value) => new(metric, step, 0, value, _time.GetUtcNow());

    private string InSweep(string path) => Path.Join(Logs, "s", path);

    private string FileOf(int trial) => Assert.Single(Directory.GetFiles(InSweep($"000{trial}")));

    private ReadEventFile Run(int trial) => new(FileOf(trial));

    private IEnumerable<(string, object)> HyperparametersOf(int trial) =>
        Run(trial)
            .Hyperparameters(StartTag)!
            .Message(3)
            .Messages(1)
            .Select(pair => (pair.Text(1), Value(pair.Message(2))));

    private static object Value(ReadMessage value) => Assert.Single(value.Numbers) switch
    {
        2 => value.Get<double>(2),
        3 => value.Text(3),
        _ => (object)(value.Get<long>(4) == 1),
    };

    private SortedDictionary<string, string> Contents() =>
        new(
            Directory
                .GetFiles(InSweep(""), "*", SearchOption.AllDirectories)
                .ToDictionary(
                    path => Path.GetRelativePath(InSweep(""), path),
                    path => Convert.ToHexString(File.ReadAllBytes(path))),
            StringComparer.Ordinal);
}
