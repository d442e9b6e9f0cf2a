using System.Collections.Concurrent;
using LiteDB;
using LiteDB.Engine;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>LiteDB's engine for the length of one operation. What it throws comes out as a fault, and as nothing
/// else.</summary>
/// <param name="engine">The engine, in a transaction where something is written.</param>
/// <param name="path">The store's file, for faults.</param>
internal sealed class LiteDbSession(LiteEngine engine, string path)
{
    // Which fields of a document are read: LiteDB stops at the last of them. Parsed once, as each is cheap to reuse and
    // not to parse.
    private static readonly BsonExpression Whole = BsonExpression.Create("$");

    /// <summary>The document of a key, or null.</summary>
    public BsonDocument? Find(string collection, BsonValue id) => FindBy(collection, LiteDbSchema.Id, id);

    /// <summary>The document whose indexed field is that, or null.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">Its value.</param>
    /// <param name="fields">What is read of the document.</param>
    public BsonDocument? FindBy(string collection, string field, BsonValue value, BsonExpression? fields = null)
    {
        var query = new Query { Select = fields ?? Whole, Limit = 1 };
        query.Where.Add(BsonExpression.Create($"$.{field} = @0", value));
        return Documents(collection, query).FirstOrDefault();
    }

    /// <summary>Every document of a collection, by key.</summary>
    public IEnumerable<BsonDocument> All(string collection) => Documents(collection, new Query());

    /// <summary>
    /// The documents whose indexed field, an array, begins so, in its order; read as they are taken. An array sorts
    /// before the longer ones that it begins.
    /// </summary>
    /// <param name="collection">The collection; not to be changed before the last document that is wanted was
    /// taken.</param>
    /// <param name="prefix">The beginning.</param>
    /// <param name="field">The field.</param>
    /// <param name="fields">What is read of a document; the field has to be among it.</param>
    public IEnumerable<BsonDocument> From(
        string collection, BsonArray prefix, string field = LiteDbSchema.Id, BsonExpression? fields = null)
    {
        var query = new Query { Select = fields ?? Whole };
        query.Where.Add(BsonExpression.Create($"$.{field} >= @0", prefix));
        return Documents(collection, query).TakeWhile(document => Begins(document[field], prefix));
    }

    /// <summary>The last of the documents whose indexed field, an array, begins so and is not behind a value; null
    /// where there is none.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="prefix">The beginning.</param>
    /// <param name="highest">The highest value that the array may have behind it; null for any.</param>
    /// <param name="field">The field.</param>
    /// <param name="fields">What is read of the document; the field has to be among it.</param>
    public BsonDocument? Last(
        string collection,
        BsonArray prefix,
        BsonValue? highest = null,
        string field = LiteDbSchema.Id,
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

    /// <summary>Adds a document under the key that it has.</summary>
    public void Insert(string collection, BsonDocument document) =>
        Guarded(() => engine.Insert(collection, [document], BsonAutoId.ObjectId));

    /// <summary>Writes documents in place of those that have their keys, or beside.</summary>
    public void Upsert(string collection, IEnumerable<BsonDocument> documents)
    {
        // Made before LiteDB takes them: what fails in the making is no fault of the file.
        var made = documents.ToList();
        Guarded(() => engine.Upsert(collection, made, BsonAutoId.ObjectId));
    }

    /// <summary>Writes a document in place of the one that has its key.</summary>
    public void Update(string collection, BsonDocument document) =>
        Guarded(() => engine.Update(collection, [document]));

    /// <summary>Removes documents by their keys.</summary>
    public void Delete(string collection, IEnumerable<BsonValue> ids) => Guarded(() => engine.Delete(collection, ids));

    /// <summary>Begins the transaction that what follows is in.</summary>
    public void Begin() => Guarded(engine.BeginTrans);

    /// <summary>Writes the transaction to the log. Without it, nothing of it is ever seen.</summary>
    public void Commit() => Guarded(engine.Commit);

    private static bool Begins(BsonValue key, BsonArray prefix)
    {
        if (key is not BsonArray array || array.Count < prefix.Count)
            return false;
        for (var place = 0; place < prefix.Count; place++)
        {
            if (array[place] != prefix[place])
                return false;
        }

        return true;
    }

    private IEnumerable<BsonDocument> Documents(string collection, Query query)
    {
        using var reader = Guarded(() => engine.Query(collection, query));
        while (Guarded(reader.Read))
            yield return Guarded(() => reader.Current.AsDocument);
    }

    // The one place that catches all: what LiteDB throws over a damaged page may be anything. What the disk says is
    // told apart, and perhaps tried again, by the database.
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

/// <summary>
/// Engines that a call has failed in. LiteDB leaves a transaction behind whose commit met a full disk, and what its
/// finalizer throws over that (<c>TransactionService.Dispose</c>, "discarded page must be writable") would end the
/// process: so it never runs.
/// </summary>
internal static class FailedEngines
{
    private static readonly ConcurrentBag<LiteEngine> Engines = [];

    /// <summary>Keeps an engine, which is disposed of like any other, from the garbage collector for as long as the
    /// process lives.</summary>
    public static void Keep(LiteEngine engine) => Engines.Add(engine);
}
