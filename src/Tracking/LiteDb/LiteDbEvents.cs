using LiteDB;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>What happened: the collection <c>events</c>, keyed by sweep and a number that counts on.</summary>
internal static class LiteDbEvents
{
    /// <summary>Adds to what happened in a sweep.</summary>
    public static void Add(LiteDbSession session, long sweep, NewEvent happening, long now)
    {
        var last = session.Last(LiteDbSchema.Events, [sweep])?[LiteDbSchema.Id][1].AsInt64 ?? 0;
        session.Insert(LiteDbSchema.Events, new BsonDocument
        {
            [LiteDbSchema.Id] = new BsonArray { sweep, last + 1 },
            ["trial"] = happening.Trial.OrNull(),
            ["kind"] = happening.Kind,
            ["message"] = happening.Message,
            ["timeMs"] = now,
        });
    }

    /// <summary>What happened in a sweep, or to one of its trials, the oldest first.</summary>
    public static IReadOnlyList<EventRecord> Of(LiteDbSession session, long sweep, string name, int? trial) =>
        [
            .. session
                .From(LiteDbSchema.Events, [sweep])
                .Where(happening => trial is null || happening["trial"].IntOrNull() == trial)
                .Select(happening => new EventRecord(
                    new NewEvent(
                        name,
                        happening["trial"].IntOrNull(),
                        happening["kind"].AsString,
                        happening["message"].AsString),
                    happening["timeMs"].Time())),
        ];
}
