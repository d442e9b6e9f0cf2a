using LiteDB;
using static SweepRunner.Tracking.LiteDb.LiteDbSchema;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The collection <c>metrics</c>: points in chunks, keyed by sweep, trial, metric and first step.</summary>
internal sealed class LiteDbMetrics(LiteDbDatabase database) : IMetricTable<LiteDbSession, BsonDocument>
{
    private static readonly BsonExpression KeyAlone = BsonExpression.Create("{ _id: $._id }");
    private static readonly BsonExpression WithoutColumns = BsonExpression.Create(
        $"{{ _id: $._id, {MetricChunk.Last}: $.{MetricChunk.Last}, {MetricChunk.Count}: $.{MetricChunk.Count} }}");

    public void Insert(
        LiteDbSession session, BsonDocument trial, TrialId id, IReadOnlyCollection<MetricPoint> points) =>
        Add(session, trial, id, points);

    public static void Add(
        LiteDbSession session, BsonDocument trial, TrialId id, IReadOnlyCollection<MetricPoint> points)
    {
        var names = Names(session);
        var metrics = points.GroupBy(point => point.Metric ?? throw new ArgumentNullException(nameof(points)));
        foreach (var metric in metrics)
        {
            if (!names.TryGetValue(metric.Key, out var metricId))
            {
                names.Add(metric.Key, metricId = names.Count + 1);
                session.Insert(MetricNames, new BsonDocument { [Id] = metricId, [Name] = metric.Key });
            }

            Merge(session, LiteDbTrials.Key(trial).With(metricId), [.. metric.OrderBy(point => point.Step)], id);
        }
    }

    public void DeleteFrom(LiteDbSession session, BsonDocument trial, long step)
    {
        var keys = session.From(Metrics, LiteDbTrials.Key(trial), fields: KeyAlone).Select(Key).ToList();
        session.Delete(Metrics, keys.Where(key => FirstStep(key) >= step));
        // Of the chunks before, the last of each metric may reach beyond the step.
        foreach (var series in keys.Where(key => FirstStep(key) < step).GroupBy(key => key[2].AsInt64))
        {
            var key = series.Last();
            var document = session.Find(Metrics, key)!;
            if (document[MetricChunk.Last].AsInt64 < step)
                continue;
            var kept = MetricChunk.Parse(document).Points("").TakeWhile(point => point.Step < step).ToList();
            session.Update(Metrics, MetricChunk.ToDocument(new BsonArray(key.Take(3)), kept));
        }
    }

    public long? LastStep(LiteDbSession session, BsonDocument trial) =>
        Names(session).Values
            .Select(metric => session.Last(Metrics, LiteDbTrials.Key(trial).With(metric), fields: WithoutColumns))
            .Max(chunk => chunk?[MetricChunk.Last].AsInt64);

    // Reads all points into memory, 28 bytes a point beside LiteDB's own pages: the file would otherwise stay locked
    // for as long as the caller enumerates.
    public IEnumerable<TrialMetricPoint> Stream(string sweep, int? trial, string? metric)
    {
        var chunks = database.Read(session =>
            session.FindBy(Sweeps, Name, sweep, KeyAlone) is { } found
                ? Chunks(session, found[Id].AsInt64, trial, metric)
                : []);
        return chunks.SelectMany(
            chunk => chunk.Chunk.Points(chunk.Metric).Select(point => new TrialMetricPoint(chunk.Trial, point)));
    }

    private static IReadOnlyList<(int Trial, string Metric, MetricChunk Chunk)> Chunks(
        LiteDbSession session, long sweep, int? trial, string? metric)
    {
        var ids = Names(session);
        if (metric is not null && !ids.ContainsKey(metric))
            return [];
        var chunks = metric is null
            ? session.From(Metrics, LiteDbTrials.Prefix(sweep, trial))
            : OfMetric(session, sweep, trial, ids[metric]);
        var names = ids.ToDictionary(pair => pair.Value, pair => pair.Key);
        return
        [
            .. chunks
                .Select(document => (Key: Key(document), Chunk: MetricChunk.Parse(document)))
                .Select(pair => (Trial: (int)pair.Key[1].AsInt64, Metric: names[pair.Key[2].AsInt64], pair.Chunk))
                // The keys are in the order in which the store met the metrics.
                .OrderBy(chunk => chunk.Trial)
                .ThenBy(chunk => chunk.Metric, StringComparer.Ordinal)
                .ThenBy(chunk => chunk.Chunk.Steps[0]),
        ];
    }

    private static IEnumerable<BsonDocument> OfMetric(LiteDbSession session, long sweep, int? trial, long metric)
    {
        var trials = session.From(Trials, LiteDbTrials.Prefix(sweep, trial), fields: KeyAlone).ToList();
        return trials.SelectMany(each => session.From(Metrics, Key(each).With(metric)));
    }

    // Rewrites the chunks that the new points fall into, and the one before if it is small.
    private static void Merge(LiteDbSession session, BsonArray series, List<MetricPoint> added, TrialId trial)
    {
        var touched = Touched(session, series, added[0].Step, added[^1].Step);
        var points = touched
            .SelectMany(document => MetricChunk.Parse(document).Points(added[0].Metric))
            .Concat(added)
            .OrderBy(point => point.Step)
            .ToList();
        for (var place = 1; place < points.Count; place++)
        {
            if (points[place].Step == points[place - 1].Step)
                throw MetricPoint.Duplicate(trial, points[place].Metric, points[place].Step);
        }

        var chunks = points.Chunk(MetricChunk.Capacity).ToList();
        var kept = chunks.Select(chunk => chunk[0].Step);
        session.Delete(Metrics, touched.Select(Key).ExceptBy(kept, FirstStep));
        session.Upsert(Metrics, chunks.Select(chunk => MetricChunk.ToDocument(series, chunk)));
    }

    private static List<BsonDocument> Touched(LiteDbSession session, BsonArray series, long first, long last)
    {
        var touched = new List<BsonDocument>();
        if (session.Last(Metrics, series, first, fields: WithoutColumns) is { } before
            && (before[MetricChunk.Last].AsInt64 >= first || before[MetricChunk.Count].AsInt32 < MetricChunk.Enough))
        {
            touched.Add(session.Find(Metrics, Key(before))!);
        }

        // From the last chunk down: points usually come in the order of their steps, and no chunk is behind them.
        var chunk = LastKey(session, series, last);
        while (chunk is not null && FirstStep(chunk) > first)
        {
            touched.Add(session.Find(Metrics, chunk)!);
            chunk = LastKey(session, series, FirstStep(chunk) - 1);
        }

        return touched;
    }

    private static BsonArray? LastKey(LiteDbSession session, BsonArray series, long step) =>
        session.Last(Metrics, series, step, fields: KeyAlone) is { } chunk ? Key(chunk) : null;

    private static BsonArray Key(BsonDocument document) => document[Id].AsArray;

    private static long FirstStep(BsonArray key) => key[3].AsInt64;

    private static Dictionary<string, long> Names(LiteDbSession session) => session
        .All(MetricNames)
        .ToDictionary(name => name[Name].AsString, name => name[Id].AsInt64);
}

/// <summary>Consecutive points of one trial and one metric: a document of <c>metrics</c> with an array for each column.
/// A document for each point would take several times the space.</summary>
internal sealed record MetricChunk(long[] Steps, int[] Epochs, double[] Values, long[] TimesMs)
{
    /// <summary>The most points in a chunk.</summary>
    public const int Capacity = 512;

    /// <summary>Chunks of so many points are not rewritten for later ones. A lower number makes readers read more
    /// chunks; a higher one makes writers write more for each point.</summary>
    public const int Enough = 128;

    /// <summary>The fields with the highest step and the number of points.</summary>
    public const string Last = "last", Count = "count";

    public static MetricChunk Parse(BsonDocument document) => new(
        Column(document["steps"], value => value.AsInt64),
        Column(document["epochs"], value => value.AsInt32),
        Column(document["values"], value => value.AsDouble),
        Column(document["timesMs"], value => value.AsInt64));

    public static BsonDocument ToDocument(BsonArray series, IReadOnlyList<MetricPoint> points) => new()
    {
        [Id] = series.With(points[0].Step),
        // Before the columns: LiteDB stops reading behind the last field that is asked for.
        [Last] = points[^1].Step,
        [Count] = points.Count,
        ["steps"] = new BsonArray(points.Select(point => new BsonValue(point.Step))),
        ["epochs"] = new BsonArray(points.Select(point => new BsonValue(point.Epoch))),
        ["values"] = new BsonArray(points.Select(point => new BsonValue(point.Value))),
        ["timesMs"] = new BsonArray(points.Select(point => new BsonValue(point.TimeUtc.ToUnixTimeMilliseconds()))),
    };

    public IEnumerable<MetricPoint> Points(string metric)
    {
        for (var place = 0; place < Steps.Length; place++)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(TimesMs[place]);
            yield return new MetricPoint(metric, Steps[place], Epochs[place], Values[place], time);
        }
    }

    private static T[] Column<T>(BsonValue values, Func<BsonValue, T> read) => [.. values.AsArray.Select(read)];
}
