using System.Globalization;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Tracking.Tests;

/// <summary>
/// What this assembly does when it is run as a program: a worker that claims a trial, waits, and then tries every
/// write; with a second argument, an <see cref="EndlessWriter"/> whose chance begins with that number; or, with
/// <c>copy</c> and a third, what copies the sweep of that store.
/// </summary>
internal static class OtherProcess
{
    private static int Main(string[] arguments)
    {
        if (arguments is [var target, "copy", var source])
            return Copy(source, target);
        using var store = TrackingStores.Open(arguments[0], StoreAccess.Existing, TimeProvider.System);
        if (arguments is [_, var seed])
            new EndlessWriter(store, int.Parse(seed, CultureInfo.InvariantCulture)).Run();
        var claim = store.ClaimNext("s", LeaseOwners.Current())!;
        store.SaveCheckpoint(claim, Fakes.SampleSweeps.Checkpoint(1), [Point(0)]);
        Console.WriteLine("claimed");
        Console.ReadLine();
        foreach (var (name, write) in Writes(store, claim))
            Console.WriteLine($"{name}: {Result(write)}");
        return 0;
    }

    private static int Copy(string source, string target)
    {
        using var from = TrackingStores.Open(source, StoreAccess.Existing, TimeProvider.System);
        using var to = TrackingStores.Open(target, StoreAccess.Create, TimeProvider.System);
        Console.WriteLine("copying");
        to.CopyFrom(from, "s");
        return 0;
    }

    private static IEnumerable<(string Name, Action Write)> Writes(ITrackingStore store, Claim claim) =>
        [
            (nameof(store.Renew), () => store.Renew(claim)),
            (nameof(store.Hold), () => store.Hold(claim, () => Console.WriteLine("acted"))),
            (nameof(store.AddMetrics), () => store.AddMetrics(claim, [Point(1)])),
            (
                nameof(store.SaveCheckpoint),
                () => store.SaveCheckpoint(claim, Fakes.SampleSweeps.Checkpoint(2), [Point(1)])),
            (
                nameof(store.ForgetCheckpoints),
                () => store.ForgetCheckpoints(claim, [Fakes.SampleSweeps.Checkpoint(1).File])),
            (nameof(store.Rewind), () => store.Rewind(claim, 0)),
            (nameof(store.Finish), () => store.Finish(claim, Fakes.SampleSweeps.Completed, [Point(1)])),
            (nameof(store.Release), () => store.Release(claim)),
        ];

    private static string Result(Action write)
    {
        try
        {
            write();
            return "written";
        }
        catch (TrackingException exception)
        {
            return exception.GetType().Name;
        }
    }

    private static MetricPoint Point(long step) => new("train/loss", step, 0, 1, TimeProvider.System.GetUtcNow());
}
