using System.Globalization;
using CsvHelper;
using FsCheck.Fluent;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Export;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.Export;

public sealed class CsvExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly ITrackingStore _store;

    public CsvExportTests() => _store = TrackingStores.Open(_folder.File("sweeps.db"), StoreAccess.Create, _time);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(CsvExport.TrialsFile)]
    [InlineData(CsvExport.MetricsFile)]
    public void Write_EveryOutcome_LaysTheTableOut(string file)
    {
        _store.CreateSweep(SampleSweeps.Named("story") with
        {
            SpacePaths = ["init.name", "optimizer", "schedule"],
            Trials =
            [
                Trial(0, "\"normal\"", """{"name":"sgd","lr":0.1}""", """{"name":"step","gamma":0.1}"""),
                Trial(1, "\"kaiming-normal\"", """{"name":"adam"}""", """{"name":"step","gamma":0.5}"""),
                Trial(2, "\"kaiming-normal\"", """{"name":"adam"}""", null),
                Trial(3, "\"normal\"", """{"name":"adam"}""", null),
                Trial(4, "\"normal\"", """{"name":"adam"}""", null),
            ],
        });
        var diverged = Claim();
        _store.AddMetrics(
            diverged,
            [
                Point("train/loss", 0, 2.5),
                Point("train/loss", 1, double.NaN),
                Point("train/gradient_norm", 0, double.PositiveInfinity),
            ]);
        _store.Finish(
            diverged,
            new TrialEnd
            {
                Outcome = Outcome.Diverged,
                Kind = "nan",
                Step = 1,
                Steps = 2,
                LastFiniteLoss = 2.5,
                ElapsedSeconds = 0.1,
            },
            []);
        var completed = Claim();
        _store.AddMetrics(
            completed,
            [
                Point("train/loss", 0, 2),
                Point("train/loss", 1, 0.30000000000000004),
                Point("train/loss", 2, double.NegativeInfinity),
                Point("val/accuracy", 2, 0.75),
                Point("val/accuracy", 5, -0.0),
                Point("system/images_per_second", 5, 1234.5),
            ]);
        _store.Finish(
            completed,
            new TrialEnd
            {
                Outcome = Outcome.Completed,
                Kind = "patience",
                Epochs = 2,
                Steps = 6,
                ElapsedSeconds = 12.25,
            },
            []);
        var failed = Claim();
        _store.Finish(
            failed,
            new TrialEnd
            {
                Outcome = Outcome.Failed,
                Kind = "out-of-memory",
                Error = "all\nof it",
            },
            []);
        var running = Claim();
        _time.Advance(TimeSpan.FromSeconds(2));
        _store.AddMetrics(running, [new MetricPoint("train/loss", 7, 1, 1, _time.GetUtcNow())]);

        Write("story");

        GoldenFile.Matches(file, Text(file));
    }

    [Fact]
    public void Write_RandomValues_ReadBackToTheSameBits()
    {
        double[] hard =
        [
            double.NaN,
            double.PositiveInfinity,
            double.NegativeInfinity,
            -0.0,
            0,
            double.Epsilon,
            -double.Epsilon,
            2.2250738585072009e-308,
            double.MaxValue,
            0.1,
        ];
        var bits = ArbMap.Default.GeneratorFor<long>().Select(BitConverter.Int64BitsToDouble);
        var values = Gen.Sample(Gen.OneOf(bits, ArbMap.Default.GeneratorFor<double>()), 3000).Concat(hard).ToList();
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        _store.AddMetrics(Claim("s"), [.. values.Select((value, step) => Point("val/loss", step, value))]);

        Write("s");

        var kept = _store.Metrics("s").Select(point => Bits(point.Point.Value));
        Assert.Equal(values.Select(Bits), kept);
        Assert.Equal(
            kept,
            Rows(CsvExport.MetricsFile).Skip(1).Select(row => Bits(double.Parse(row[4], CultureInfo.InvariantCulture)))
        );
        var (names, cells) = (Rows(CsvExport.TrialsFile)[0], Rows(CsvExport.TrialsFile)[1]);
        Assert.Equal(
            Bits(values[^1]),
            Bits(double.Parse(cells[Array.IndexOf(names, "val/loss.last")], CultureInfo.InvariantCulture)));
        Assert.Equal(
            Bits(values.Where(double.IsFinite).Min()),
            Bits(double.Parse(cells[Array.IndexOf(names, "val/loss.best")], CultureInfo.InvariantCulture)));

        static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);
    }

    [Fact]
    public void Write_HostileTexts_ReadBackAsTheyAre()
    {
        string[] hostile =
        [
            "a,b",
            "say \"x\"",
            "two\nlines",
            "cr\rhere",
            "=1+1",
            "+cmd|' /C calc'!A0",
            "@SUM(A1)",
            "-2",
            " padded ",
            "漢🜚",
            "",
        ];
        _store.CreateSweep(
            SampleSweeps.Named("s") with
            {
                SpacePaths = hostile[..^1],
                Trials =
                [
                    SampleSweeps.Trial(0) with
                    {
                        SpaceValues =
                        [
                            .. hostile[..^1].Select(text => System.Text.Json.JsonSerializer.Serialize(text)),
                        ],
                    },
                ],
            });
        _store.AddMetrics(Claim("s"), [.. hostile.Select(text => Point(text, 0, 1))]);

        Write("s");

        Assert.Equal(hostile.Order(StringComparer.Ordinal), Rows(CsvExport.MetricsFile).Skip(1).Select(row => row[1]));
        Assert.Equal(hostile[..^1], Rows(CsvExport.TrialsFile)[0].Skip(10).Take(hostile.Length - 1));
        Assert.Equal(hostile[..^1], Rows(CsvExport.TrialsFile)[1].Skip(10).Take(hostile.Length - 1));
    }

    [Theory]
    [InlineData("reward", false, "1")]
    [InlineData("reward", true, "3")]
    [InlineData("system/seconds", false, "1")]
    public void Write_ObjectiveOfAnyName_HasTheBestByTheGoalOfTheSweep(string metric, bool isMaximized, string best)
    {
        _store.CreateSweep(SampleSweeps.Named("story", trials: 1) with
        {
            SpacePaths = [],
            ObjectiveMetric = metric,
            IsObjectiveMaximized = isMaximized,
        });
        var claim = Claim();
        var points = new[] { 2.0, 1, 3, double.NaN, 2.5 }.Index().SelectMany(value => new[]
        {
            Point(metric, value.Index, value.Item), Point("entropy", value.Index, value.Item),
        });
        _store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed, Steps = 5 }, [.. points]);

        Write("story");

        var rows = Rows(CsvExport.TrialsFile);
        Assert.Equal(["entropy.last", $"{metric}.last", $"{metric}.best"], rows[0].TakeLast(3));
        Assert.Equal(["2.5", "2.5", best], rows[1].TakeLast(3));
    }

    [Fact]
    public void Write_NoTrials_WritesTheHeadings()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 0));

        Write("s");

        Assert.Equal(
            "sweep,trial,cell,seed,outcome,outcome_kind,outcome_step,epochs,steps,elapsed_s,optimizer.lr\n",
            Text(CsvExport.TrialsFile));
        Assert.Equal("trial,metric,step,epoch,value,time_utc\n", Text(CsvExport.MetricsFile));
    }

    [Fact]
    public void Write_TablesThereAlready_ReplacesThemAndLeavesNothingElse()
    {
        _store.CreateSweep(SampleSweeps.Named("s"));
        Write("s");
        File.WriteAllText(Path.Join(Tables, CsvExport.TrialsFile), "old");

        Write("s");

        Assert.StartsWith("sweep,trial", Text(CsvExport.TrialsFile), StringComparison.Ordinal);
        Assert.Equal(
            [CsvExport.MetricsFile, CsvExport.TrialsFile],
            Directory.EnumerateFileSystemEntries(Tables).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Write_NoSuchSweep_SaysSo()
    {
        var exception = Assert.Throws<SweepMissingException>(() => Write("none"));

        Assert.Equal($"There is no sweep 'none' in the store 'litedb:{_folder.File("sweeps.db")}'.", exception.Message);
    }

    [Fact]
    public void Write_FolderIsAFile_SaysWhere()
    {
        _store.CreateSweep(SampleSweeps.Named("s"));
        File.WriteAllText(Tables, "");

        var exception = Assert.Throws<TrackingException>(() => Write("s"));

        Assert.StartsWith($"Cannot write the tables to '{Tables}': ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Name another folder.", exception.Message, StringComparison.Ordinal);
    }

    private string Tables => _folder.File("tables");

    private static NewTrial Trial(int number, params string?[] space) =>
        SampleSweeps.Trial(number) with
        {
            SpaceValues = space,
        };

    private void Write(string sweep) => CsvExport.Write(_store, sweep, Tables);

    private string Text(string file) => File.ReadAllText(Path.Join(Tables, file));

    private Claim Claim(string sweep = "story") => _store.ClaimNext(sweep, LeaseOwners.Current())!;

    private MetricPoint Point(string metric, long step, double value) =>
        new(metric, step, (int)step / 3, value, _time.GetUtcNow());

    private List<string[]> Rows(string file)
    {
        using var reader = new StreamReader(Path.Join(Tables, file));
        using var csv = new CsvParser(reader, CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (csv.Read())
            rows.Add(csv.Record!);
        return rows;
    }
}
