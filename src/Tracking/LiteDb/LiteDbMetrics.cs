using LiteDB;
using SweepRunner.Tracking.Storage;

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
        foreach (
            var metric in points.GroupBy(
                point => point.Metric ?? throw new ArgumentNullException(nameof(points)), StringComparer.Ordinal)
        )
        {
            if (!names.TryGetValue(metric.Key, out var metricId))
                names.Add(metric.Key, metricId = Intern(session, metric.Key, names.Count + 1));
            Merge(session, LiteDbTrials.Key(trial).With(metricId), [.. metric.OrderBy(point => point.Step)], id);
        }
    }

    public void DeleteFrom(LiteDbSession session, BsonDocument trial, long step)
    {
        var keys = session.From(LiteDbSchema.Metrics, LiteDbTrials.Key(trial), fields: KeyAlone).Select(Key).ToList();
        session.Delete(LiteDbSchema.Metrics, keys.Where(key => FirstStep(key) >= step));
        // Of the chunks before, the last of each metric may reach beyond the step.
        foreach (
            var key in keys.Where(key => FirstStep(key) < step)
                .GroupBy(key => key[2].AsInt64)
                .Select(series => series.Last())
        )
        {
            var document = session.Find(LiteDbSchema.Metrics, key)!;
            if (document[MetricChunk.Last].AsInt64 < step)
                continue;
            var kept = MetricChunk.Parse(document).Points("").TakeWhile(point => point.Step < step).ToList();
            session.Update(LiteDbSchema.Metrics, MetricChunk.Create(kept).ToDocument(SeriesOf(key)));
        }
    }

    public long? LastStep(LiteDbSession session, BsonDocument trial) =>
        Names(session)
            .Values.Select(metric =>
                session.Last(LiteDbSchema.Metrics, LiteDbTrials.Key(trial).With(metric), fields: WithoutColumns)
            )
            .Max(chunk => chunk?[MetricChunk.Last].AsInt64);

    // Reads all points into memory, 28 bytes a point beside LiteDB's own pages: the file would otherwise stay locked
    // for as long as the caller enumerates.
    public IEnumerable<TrialMetricPoint> Stream(string sweep, int? trial, string? metric)
    {
        var chunks = database.Read(session =>
            session.FindBy(LiteDbSchema.Sweeps, LiteDbSchema.Name, sweep, KeyAlone) is { } found
                ? Chunks(session, found[LiteDbSchema.Id].AsInt64, trial, metric)
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
            ? session.From(LiteDbSchema.Metrics, trial is { } number ? [sweep, (long)number] : [sweep])
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
        var trials = trial is { } number
            ? [number]
            : session
                .From(LiteDbSchema.Trials, [sweep], fields: KeyAlone)
                .Select(key => (int)Key(key)[1].AsInt64)
                .ToList();
        return trials.SelectMany(each => session.From(LiteDbSchema.Metrics, [sweep, (long)each, metric]));
    }

    // Takes off the chunks that the new points fall into, and the one before where it is small; writes all of it in
    // their place.
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

        var written = points
            .Chunk(MetricChunk.Capacity)
            .Select(chunk => MetricChunk.Create(chunk).ToDocument(series))
            .ToList();
        session.Delete(
            LiteDbSchema.Metrics,
            touched.Select(Key).ExceptBy(written.Select(chunk => FirstStep(Key(chunk))), FirstStep));
        session.Upsert(LiteDbSchema.Metrics, written);
    }

    private static List<BsonDocument> Touched(LiteDbSession session, BsonArray series, long first, long last)
    {
        var touched = new List<BsonDocument>();
        if (session.Last(LiteDbSchema.Metrics, series, first, fields: WithoutColumns) is { } before
            && (before[MetricChunk.Last].AsInt64 >= first || before[MetricChunk.Count].AsInt32 < MetricChunk.Enough))
        {
            touched.Add(session.Find(LiteDbSchema.Metrics, Key(before))!);
        }

        // From the last chunk down: where points come in the order of their steps, there is none behind them to be
        // read.
        for (
            var chunk = LastKey(session, series, last);
            chunk is not null && FirstStep(chunk) > first;
            chunk = LastKey(session, series, FirstStep(chunk) - 1)
        )
            touched.Add(session.Find(LiteDbSchema.Metrics, chunk)!);
        return touched;
    }

    private static BsonArray? LastKey(LiteDbSession session, BsonArray series, long step) =>
        session.Last(LiteDbSchema.Metrics, series, step, fields: KeyAlone) is { } chunk ? Key(chunk) : null;

    private static BsonArray Key(BsonDocument document) => document[LiteDbSchema.Id].AsArray;

    private static long FirstStep(BsonArray key) => key[3].AsInt64;

    private static BsonArray SeriesOf(BsonArray key) => new(key.Take(3));

    private static Dictionary<string, long> Names(LiteDbSession session) =>
        session
            .All(LiteDbSchema.MetricNames)
            .ToDictionary(
                name => name[LiteDbSchema.Name].AsString,
                name => name[LiteDbSchema.Id].AsInt64,
                StringComparer.Ordinal);

    private static long Intern(LiteDbSession session, string name, long id)
    {
        session.Insert(
            LiteDbSchema.MetricNames, new BsonDocument { [LiteDbSchema.Id] = id, [LiteDbSchema.Name] = name });
        return id;
    }
}

/// <summary>Consecutive points of one trial and one metric: a document of <c>metrics</c> with an array for each column.
/// A document for each point would take several times the space.</summary>
internal sealed record MetricChunk
{
    /// <summary>The most points in a chunk.</summary>
    public const int Capacity = 512;

    /// <summary>Chunks of so many points are not rewritten for later ones. A lower number makes readers read more
    /// chunks; a higher one makes writers write more for each point.</summary>
    public const int Enough = 128;

    /// <summary>The fields with the highest step and the number of points.</summary>
    public const string Last = "last", Count = "count";

    /// <summary>The steps, ascending.</summary>
    public required long[] Steps { get; init; }

    public required int[] Epochs { get; init; }

    /// <summary>The values; BSON keeps them to the last bit.</summary>
    public required double[] Values { get; init; }

    public required long[] TimesMs { get; init; }

    /// <summary>Creates the chunk of points in the order of their steps.</summary>
    public static MetricChunk Create(IReadOnlyCollection<MetricPoint> points) => new()
    {
        Steps = [.. points.Select(point => point.Step)],
        Epochs = [.. points.Select(point => point.Epoch)],
        Values = [.. points.Select(point => point.Value)],
        TimesMs = [.. points.Select(point => point.TimeUtc.ToUnixTimeMilliseconds())],
    };

    public static MetricChunk Parse(BsonDocument document) => new()
    {
        Steps = Column(document["steps"], value => value.AsInt64),
        Epochs = Column(document["epochs"], value => value.AsInt32),
        Values = Column(document["values"], value => value.AsDouble),
        TimesMs = Column(document["timesMs"], value => value.AsInt64),
    };

    /// <summary>The document under the key of a series: sweep, trial and metric.</summary>
    public BsonDocument ToDocument(BsonArray series) => new()
    {
        [LiteDbSchema.Id] = series.With(Steps[0]),
        // Before the columns: LiteDB stops reading behind the last field that is asked for.
        [Last] = Steps[^1],
        [Count] = Steps.Length,
        ["steps"] = new BsonArray(Steps.Select(step => new BsonValue(step))),
        ["epochs"] = new BsonArray(Epochs.Select(epoch => new BsonValue(epoch))),
        ["values"] = new BsonArray(Values.Select(value => new BsonValue(value))),
        ["timesMs"] = new BsonArray(TimesMs.Select(time => new BsonValue(time))),
    };

    public IEnumerable<MetricPoint> Points(string metric)
    {
        for (var place = 0; place < Steps.Length; place++)
        {
            yield return new MetricPoint(
                metric,
                Steps[place],
                Epochs[place],
                Values[place],
                DateTimeOffset.FromUnixTimeMilliseconds(TimesMs[place]));
        }
    }

    private static T[] Column<T>(BsonValue values, Func<BsonValue, T> read)
    {
        var array = values.AsArray;
        var column = new T[array.Count];
        for (var place = 0; place < column.Length; place++)
            column[place] = read(array[place]);
        return column;
    }
}
