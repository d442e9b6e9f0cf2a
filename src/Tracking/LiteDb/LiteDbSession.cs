using System.Collections.Concurrent;
using LiteDB;
using LiteDB.Engine;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>LiteDB's engine during one operation. It throws faults of the store and nothing else.</summary>
internal sealed class LiteDbSession(LiteEngine engine, string path)
{
    // The fields that are read: LiteDB stops at the last of them. Parsing an expression is expensive.
    private static readonly BsonExpression Whole = BsonExpression.Create("$");

    private int _version;

    public BsonDocument? Find(string collection, BsonValue id) => FindBy(collection, LiteDbSchema.Id, id);

    /// <summary>Finds the document with a value in an indexed field; reads only <paramref name="fields"/>.</summary>
    public BsonDocument? FindBy(string collection, string field, BsonValue value, BsonExpression? fields = null)
    {
        var query = new Query { Select = fields ?? Whole, Limit = 1 };
        query.Where.Add(BsonExpression.Create($"$.{field} = @0", value));
        return Documents(collection, query).FirstOrDefault();
    }

    public IEnumerable<BsonDocument> All(string collection) => Documents(collection, new Query());

    /// <summary>Reads documents lazily whose indexed field, an array, starts with a prefix, in its order. Do not change
    /// the collection before the last was read. <paramref name="fields"/> must include the field.</summary>
    public IEnumerable<BsonDocument> From(
        string collection, BsonArray prefix, string field = LiteDbSchema.Id, BsonExpression? fields = null)
    {
        var query = new Query { Select = fields ?? Whole };
        query.Where.Add(BsonExpression.Create($"$.{field} >= @0", prefix));
        return Documents(collection, query).TakeWhile(document => Begins(document[field], prefix));
    }

    /// <summary>Finds the last document whose indexed field, an array, starts with a prefix and continues with at most
    /// <paramref name="highest"/>. <paramref name="fields"/> must include the field.</summary>
    public BsonDocument? Last(
        string collection, BsonArray prefix, BsonValue? highest = null, string field = LiteDbSchema.Id,
        BsonExpression? fields = null)
    {
        var query = new Query
        {
            Select = fields ?? Whole,
            Limit = 1,
            OrderBy = BsonExpression.Create($"$.{field}"),
            Order = Query.Descending,
        };
        query.Where.Add(BsonExpression.Create($"$.{field} <= @0", prefix.With(highest ?? BsonValue.MaxValue)));
        return Documents(collection, query).FirstOrDefault(document => Begins(document[field], prefix));
    }

    public void Insert(string collection, BsonDocument document) =>
        Guarded(() => engine.Insert(collection, [document], BsonAutoId.ObjectId));

    public void Upsert(string collection, IEnumerable<BsonDocument> documents)
    {
        // Made before LiteDB takes them: what fails in the making is no fault of the file.
        var made = documents.ToList();
        Guarded(() => engine.Upsert(collection, made, BsonAutoId.ObjectId));
    }

    public void Update(string collection, BsonDocument document) =>
        Guarded(() => engine.Update(collection, [document]));

    public void Delete(string collection, IEnumerable<BsonValue> ids) => Guarded(() => engine.Delete(collection, ids));

    /// <summary>Requires a version of the store for what is written.</summary>
    public void Require(int version) => _version = Math.Max(_version, version);

    /// <summary>Raises the version of the store to what the last transaction requires; true if it was lower.</summary>
    public bool RaiseVersion() => _version > 0 && Guarded(() => LiteDbSchema.Raise(engine, _version));

    public void Begin() => Guarded(engine.BeginTrans);

    public void Commit() => Guarded(engine.Commit);

    private static bool Begins(BsonValue key, BsonArray prefix) =>
        key is BsonArray array && array.Take(prefix.Count).SequenceEqual(prefix);

    private IEnumerable<BsonDocument> Documents(string collection, Query query)
    {
        using var reader = Guarded(() => engine.Query(collection, query));
        while (Guarded(reader.Read))
            yield return Guarded(() => reader.Current.AsDocument);
    }

    // Catches all, since LiteDB may throw anything over a damaged page. The database may retry a fault of the disk.
    private T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception exception)
        {
            FailedEngines.Keep(engine);
            if (exception is IOException or OutOfMemoryException)
                throw;
            throw LiteDbFaults.Translated(exception, path);
        }
    }
}

/// <summary>Engines in which a call failed. LiteDB leaves a transaction behind whose commit met a full disk, and its
/// finalizer then throws (<c>TransactionService.Dispose</c>, "discarded page must be writable"), which would end the
/// process: so the finalizer never runs.</summary>
internal static class FailedEngines
{
    private static readonly ConcurrentBag<LiteEngine> Engines = [];

    public static void Keep(LiteEngine engine) => Engines.Add(engine);
}
