using LiteDB;
using static SweepRunner.Tracking.LiteDb.LiteDbSchema;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The collection <c>decisions</c>, keyed by sweep and number.</summary>
internal sealed class LiteDbDecisions : IDecisionTable<LiteDbSession>
{
    private const string Kind = "kind";

    private static readonly BsonExpression KindAlone = BsonExpression.Create($"{{ {Id}: $.{Id}, {Kind}: $.{Kind} }}");

    public void Insert(LiteDbSession session, long sweep, DecisionRecord decision)
    {
        session.Require(VersionOfDecisions);
        session.Insert(Decisions, new BsonDocument
        {
            [Id] = new BsonArray { sweep, (long)decision.Number },
            [Kind] = decision.Kind.Name(),
            ["reason"] = decision.Reason,
            ["trials"] = new BsonArray(decision.Trials.Select(trial => new BsonValue(trial))),
            ["timeMs"] = decision.TimeUtc.ToUnixTimeMilliseconds(),
            ["factsJson"] = decision.FactsJson,
        });
    }

    public IReadOnlyList<DecisionRecord> All(LiteDbSession session, long sweep) =>
    [
        .. session
            .From(Decisions, [sweep])
            .Select(decision => new DecisionRecord
            {
                Number = (int)decision[Id][1].AsInt64,
                Kind = OutcomeNames.ParseDecision(decision[Kind].AsString),
                Reason = decision["reason"].AsString,
                FactsJson = decision["factsJson"].AsString,
                Trials = [.. decision["trials"].AsArray.Select(trial => trial.AsInt32)],
                TimeUtc = decision["timeMs"].Time(),
            }),
    ];

    public (int Number, DecisionKind Kind)? Last(LiteDbSession session, long sweep) =>
        session.Last(Decisions, [sweep], fields: KindAlone) is { } last
            ? ((int)last[Id][1].AsInt64, OutcomeNames.ParseDecision(last[Kind].AsString))
            : null;
}
