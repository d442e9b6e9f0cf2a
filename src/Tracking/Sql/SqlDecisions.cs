using System.Text.Json;

namespace SweepRunner.Tracking.Sql;

/// <summary>The table <c>decisions</c>.</summary>
internal sealed class SqlDecisions : IDecisionTable<SqlSession>
{
    public void Insert(SqlSession session, long sweep, DecisionRecord decision) => session.Execute(
        """
        INSERT INTO decisions (sweep_id, number, kind, reason, facts_json, trials_json, time_ms)
        VALUES (@sweep, @Number, @kind, @Reason, @FactsJson, @trials, @timeMs)
        """,
        new
        {
            sweep,
            decision.Number,
            kind = decision.Kind.Name(),
            decision.Reason,
            decision.FactsJson,
            trials = JsonSerializer.Serialize(decision.Trials),
            timeMs = decision.TimeUtc.ToUnixTimeMilliseconds(),
        });

    public IReadOnlyList<DecisionRecord> All(SqlSession session, long sweep) =>
    [
        .. session
            .Query<(long Number, string Kind, string Reason, string FactsJson, string TrialsJson, long TimeMs)>(
                """
                SELECT number, kind, reason, facts_json, trials_json, time_ms FROM decisions
                WHERE sweep_id = @sweep ORDER BY number
                """,
                new { sweep })
            .Select(row => new DecisionRecord
            {
                Number = (int)row.Number,
                Kind = OutcomeNames.ParseDecision(row.Kind),
                Reason = row.Reason,
                FactsJson = row.FactsJson,
                Trials = JsonSerializer.Deserialize<int[]>(row.TrialsJson)!,
                TimeUtc = DateTimeOffset.FromUnixTimeMilliseconds(row.TimeMs),
            }),
    ];

    public (int Number, DecisionKind Kind)? Last(SqlSession session, long sweep) => session
        .Query<(long Number, string Kind)>(
            "SELECT number, kind FROM decisions WHERE sweep_id = @sweep ORDER BY number DESC LIMIT 1", new { sweep })
        .Select(row => ((int Number, DecisionKind Kind)?)((int)row.Number, OutcomeNames.ParseDecision(row.Kind)))
        .FirstOrDefault();
}
