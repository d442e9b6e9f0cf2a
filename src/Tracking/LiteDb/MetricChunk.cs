using LiteDB;

namespace SweepRunner.Tracking.LiteDb;

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
