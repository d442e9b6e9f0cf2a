using LiteDB;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>
/// Points of one trial and one metric that follow each other: a document of <c>metrics</c>, with an array for each
/// column. A point of its own would cost a document of its own, which takes several times the room.
/// </summary>
internal sealed record MetricChunk
{
    /// <summary>How many points a chunk has at most.</summary>
    public const int Capacity = 512;

    /// <summary>A chunk of so many is not written again for points behind it: of few, many chunks are read; of many,
    /// much is written for each point.</summary>
    public const int Enough = 128;

    /// <summary>The fields with the highest step and the number of points.</summary>
    public const string Last = "last", Count = "count";

    /// <summary>The steps, ascending.</summary>
    public required long[] Steps { get; init; }

    /// <summary>The epoch of each.</summary>
    public required int[] Epochs { get; init; }

    /// <summary>The value of each, which BSON keeps to the last bit.</summary>
    public required double[] Values { get; init; }

    /// <summary>The time of each, in milliseconds since 1970, UTC.</summary>
    public required long[] TimesMs { get; init; }

    /// <summary>The chunk of points that are in the order of their steps.</summary>
    public static MetricChunk Create(IReadOnlyCollection<MetricPoint> points) => new()
    {
        Steps = [.. points.Select(point => point.Step)],
        Epochs = [.. points.Select(point => point.Epoch)],
        Values = [.. points.Select(point => point.Value)],
        TimesMs = [.. points.Select(point => point.TimeUtc.ToUnixTimeMilliseconds())],
    };

    /// <summary>The chunk of a document.</summary>
    public static MetricChunk Parse(BsonDocument document) => new()
    {
        Steps = Column(document["steps"], value => value.AsInt64),
        Epochs = Column(document["epochs"], value => value.AsInt32),
        Values = Column(document["values"], value => value.AsDouble),
        TimesMs = Column(document["timesMs"], value => value.AsInt64),
    };

    /// <summary>The document that is kept under a trial's and a metric's key.</summary>
    /// <param name="series">Sweep, trial and metric.</param>
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

    /// <summary>The points.</summary>
    /// <param name="metric">The metric's name.</param>
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
