#:project ../src/Tracking/Tracking.csproj
#:property PublishAot=false
#:property NoWarn=CS1591
#:property AssemblyName=workers
#:property TieredPGO=false

// Simulated workers for bench/workers.py. TieredPGO is off, as in the product.
//
//   workers create URL TRIALS           creates a sweep of TRIALS trials
//   workers claim URL COUNT SECONDS     COUNT workers that claim and finish trials without points, one after the other
//   workers flush URL COUNT SECONDS     COUNT workers that hold a trial each and add 200 points at a time
//   workers live URL COUNT SECONDS      COUNT workers at the pace of real ones: they hold a trial each, add 200 points
//                                       and look for a request to stop at each polling interval of the store, and
//                                       renew the lease every 5 s
//
// Each worker is a thread with a store of its own. A line on standard input starts all of them. Each prints each of its
// calls as a line "CALL MILLISECONDS" at the end, or "fault MESSAGE" if it gave up. One at a pace prints "due" with the
// number of flushes that it should have made.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

const string Sweep = "load";
const int PointsOfFlush = 200;
var renewInterval = TimeSpan.FromSeconds(5);

var (what, url, count) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
if (what == "create")
{
    using var created = TrackingStores.Open(url, StoreAccess.Create, TimeProvider.System);
    created.CreateSweep(new NewSweep
    {
        Name = Sweep,
        ConfigText = "{}",
        ConfigJson = "{}",
        SpacePaths = ["optimizer.lr"],
        ObjectiveMetric = "train/loss",
        IsObjectiveMaximized = false,
        Device = "cpu",
        Threads = 1,
        ProvenanceJson = "{}",
        Trials = [.. Enumerable.Range(0, count).Select(number => new NewTrial
        {
            Cell = number,
            Seed = 0,
            Identity = number.ToString(CultureInfo.InvariantCulture),
            ConfigJson = """{"model":{"name":"lenet"},"data":{"name":"mnist"},"epochs":10}""",
            SpaceValues = ["0.1"],
        })],
    });
    return;
}

var length = TimeSpan.FromSeconds(int.Parse(args[3], CultureInfo.InvariantCulture));
var owner = LeaseOwners.Current();
var calls = new ConcurrentQueue<(string Call, double Milliseconds)>();
var faults = new ConcurrentQueue<string>();
using var start = new ManualResetEventSlim();
using var ready = new CountdownEvent(count);
var threads = Enumerable.Range(0, count)
    .Select(number => new Thread(() => Run(number), maxStackSize: 256 * 1024))
    .ToList();
threads.ForEach(thread => thread.Start());
ready.Wait();
Console.WriteLine("ready");
Console.ReadLine();
start.Set();
threads.ForEach(thread => thread.Join());
var text = new StringBuilder();
foreach (var (call, milliseconds) in calls)
    text.Append(CultureInfo.InvariantCulture, $"{call} {milliseconds:0.00}\n");
foreach (var fault in faults)
    text.Append(CultureInfo.InvariantCulture, $"fault {fault}\n");
Console.Write(text);

void Run(int number)
{
    var isReady = false;
    try
    {
        using var store = TrackingStores.Open(url, StoreAccess.Existing, TimeProvider.System);
        ready.Signal();
        isReady = true;
        start.Wait();
        if (what == "claim")
            ClaimAndFinish(store);
        else
            Flush(store, store.ClaimNext(Sweep, owner)!, what == "live" ? number : null);
    }
    catch (TrackingException exception)
    {
        faults.Enqueue(exception.Message);
        if (!isReady)
            ready.Signal();
    }
}

void ClaimAndFinish(ITrackingStore store)
{
    var clock = Stopwatch.StartNew();
    Claim? claim = null;
    while (clock.Elapsed < length)
    {
        Timed("claim", () => claim = store.ClaimNext(Sweep, owner));
        if (claim is null)
            return;
        Timed("finish", () => store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed }, []));
    }
}

// As fast as the store is, or at the pace of the worker of a number.
void Flush(ITrackingStore store, Claim claim, int? number)
{
    var clock = Stopwatch.StartNew();
    // Real workers do not move in step.
    var share = (number ?? 0) / (double)count;
    var (next, renewal) = (store.PollingInterval * share, renewInterval * share);
    if (number is not null)
        calls.Enqueue(("due", length / store.PollingInterval));
    for (var step = 0; clock.Elapsed < length; step += PointsOfFlush, next += store.PollingInterval)
    {
        if (number is not null && next > clock.Elapsed)
            Task.Delay(next - clock.Elapsed).Wait();
        Timed("flush", () => store.AddMetrics(claim, Points(step)));
        if (number is null)
            continue;
        Timed("look", () => store.IsStopRequested(Sweep));
        if (clock.Elapsed < renewal)
            continue;
        Timed("renew", () => store.Renew(claim));
        renewal += renewInterval;
    }
}

void Timed(string call, Action use)
{
    var begin = Stopwatch.GetTimestamp();
    use();
    calls.Enqueue((call, Stopwatch.GetElapsedTime(begin).TotalMilliseconds));
}

static List<MetricPoint> Points(int step) =>
[
    .. Enumerable.Range(step, PointsOfFlush).Select(each =>
        new MetricPoint("train/loss", each, each / 50, Math.Sin(each), TimeProvider.System.GetUtcNow())),
];
