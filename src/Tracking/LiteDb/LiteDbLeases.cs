using LiteDB;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Who may write a trial: the field <c>lease</c>. Everything that changes one runs under the writer's lock,
/// which is what makes a claim exclusive.</summary>
internal static class LiteDbLeases
{
    private const string Field = "lease", Expires = "expiresMs";

    /// <summary>The first trial in plan order that is queued or whose lease no longer holds; null where there is
    /// none.</summary>
    public static BsonDocument? FirstFree(LiteDbSession session, long sweep, LiteDbStoreOptions options)
    {
        var queued = LiteDbTrials.At(session, sweep, Outcome.Queued).FirstOrDefault();
        var fresh = queued is null || LiteDbTrials.IsGivenBackForAFault(queued) ? null : queued;
        var abandoned = LiteDbTrials.At(session, sweep, Outcome.Running)
            .Where(trial => !Holds(trial, options))
            .MinBy(LiteDbTrials.Number);
        var isBefore =
            abandoned is not null && (fresh is null || LiteDbTrials.Number(abandoned) < LiteDbTrials.Number(fresh));
        return isBefore ? abandoned : queued;
    }

    /// <summary>How many trials of the sweep run under a lease that holds.</summary>
    public static int Held(LiteDbSession session, long sweep, LiteDbStoreOptions options) =>
        LiteDbTrials.At(session, sweep, Outcome.Running).Count(trial => Holds(trial, options));

    /// <summary>Gives a trial to an owner under a new attempt.</summary>
    public static void Take(BsonDocument trial, LeaseOwner owner, LiteDbStoreOptions options)
    {
        LiteDbTrials.Start(trial, options.Time.GetUtcNow().ToUnixTimeMilliseconds());
        trial[Field] = new BsonDocument
        {
            ["host"] = owner.Host,
            ["bootId"] = owner.BootId,
            ["pid"] = owner.ProcessId,
            ["pidStart"] = owner.ProcessStart,
            [Expires] = Lease.Expiry(options.Time),
        };
    }

    /// <summary>Puts the end of a lease off.</summary>
    public static void Renew(BsonDocument trial, LiteDbStoreOptions options) =>
        trial[Field][Expires] = Lease.Expiry(options.Time);

    /// <summary>Takes a trial's lease away.</summary>
    public static void Clear(BsonDocument trial) => trial[Field] = BsonValue.Null;

    /// <summary>The lease of a trial that runs; null of one that does not.</summary>
    public static Lease? Of(BsonDocument trial) =>
        trial[Field] is BsonDocument lease
            ? new Lease(
                new LeaseOwner(
                    lease["host"].AsString, lease["bootId"].AsString, lease["pid"].AsInt32, lease["pidStart"].AsInt64),
                lease[Expires].AsInt64)
            : null;

    /// <summary>The claimed trial.</summary>
    /// <exception cref="LeaseLostException">It is no longer this claim's to write.</exception>
    public static BsonDocument Fenced(LiteDbSession session, Claim claim)
    {
        var (sweep, number, attempt) = (claim.Trial.Sweep, claim.Trial.Number, claim.Attempt);
        var trial = LiteDbSweeps.IdOf(session, sweep) is { } id ? LiteDbTrials.Find(session, id, number) : null;
        // The start tells apart a sweep that was deleted and created again under the same name: its attempts begin at 1
        // once more.
        var isHeld = trial is not null
            && LiteDbTrials.Outcome(trial) == Outcome.Running
            && LiteDbTrials.AttemptsOf(trial) == attempt
            && LiteDbTrials.Started(trial) == claim.Trial.StartedUtc?.ToUnixTimeMilliseconds();
        return isHeld ? trial! : throw new LeaseLostException(claim.Trial.Id, attempt);
    }

    private static bool Holds(BsonDocument trial, LiteDbStoreOptions options) =>
        Of(trial)?.Holds(options.Time, options.Processes) == true;
}
