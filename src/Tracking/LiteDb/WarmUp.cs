using LiteDB;
using LiteDB.Engine;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Compiles the code of a change with a change to a database in memory. A process that compiled it under the
/// store's lock would block the others for a quarter of a second, or for several when many processes start at
/// once.</summary>
internal static class WarmUp
{
    private static readonly Lazy<bool> Done = new(Run);

    public static void Ensure() => _ = Done.Value;

    private static bool Run()
    {
        using var memory = new MemoryStream();
        using var engine = new LiteEngine(new EngineSettings { DataStream = memory, Collation = Collation.Binary });
        LiteDbSchema.Create(engine, storeId: "");
        var session = new LiteDbSession(engine, path: "");
        var blank = new NewTrial { Cell = 0, Seed = 0, Identity = "", ConfigJson = "", SpaceValues = [] };
        var trial = LiteDbTrials.Create(sweep: 1, number: 0, blank);
        session.Begin();
        session.Insert(LiteDbSchema.Trials, trial);
        for (var step = 0; step < 2; step++)
            LiteDbMetrics.Add(
                session, trial, new TrialId("", 0), [new MetricPoint("", step, 0, 0, DateTimeOffset.UnixEpoch)]);
        session.Update(LiteDbSchema.Trials, trial);
        session.Commit();
        engine.Checkpoint();
        return true;
    }
}
