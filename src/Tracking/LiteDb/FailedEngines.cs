using System.Collections.Concurrent;
using LiteDB.Engine;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>
/// Engines that a call has failed in. LiteDB leaves a transaction behind whose commit met a full disk, and what its finalizer throws over
/// that (<c>TransactionService.Dispose</c>, "discarded page must be writable") would end the process: so it never runs.
/// </summary>
internal static class FailedEngines
{
    private static readonly ConcurrentBag<LiteEngine> Engines = [];

    /// <summary>Keeps an engine, which is disposed of like any other, from the garbage collector for as long as the process lives.</summary>
    public static void Keep(LiteEngine engine) => Engines.Add(engine);
}
