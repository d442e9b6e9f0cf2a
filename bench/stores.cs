#:project ../src/Tracking/Tracking.csproj
#:property PublishAot=false
#:property NoWarn=CS1591
#:property AssemblyName=stores
#:property TieredPGO=false

// Writes or reads one store. TieredPGO is off, as in the product.
//
// For bench/stores.py, these print the seconds that they took:
//   stores batches|bulk URL POINTS    writes POINTS points of two metrics, 1000 per trial, in a new sweep
//   stores trials|stream URL          reads the trials of the sweep, or streams all its points
//   stores operations URL             measures the frequent operations of a worker
//
// For bench/overhead.py:
//   stores attempts URL SWEEP         prints for each attempt the process, the trial, the end, and the milliseconds of
//                                     training and evaluation
//
// For bench/contention.py:
//   stores queue URL SWEEPS           creates SWEEPS sweeps of one trial each
//   stores flush URL SECONDS NUMBER   claims one of these trials and adds 200 points twice a second, like a worker;
//                                     prints one line per flush

using System.Diagnostics;
using System.Globalization;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

const string Sweep = "filled";
const int StepsOfTrial = 500, StepsOfBatch = 100, Repetitions = 200;
var flushInterval = TimeSpan.FromSeconds(0.5);
string[] metrics = ["train/loss", "train/accuracy"];

var (what, url) = (args[0], args[1]);
var isWriting = what is "batches" or "bulk" or "queue";
using var store = TrackingStores.Open(url, isWriting ? StoreAccess.Create : StoreAccess.Existing, TimeProvider.System);
var owner = LeaseOwners.Current();
switch (what)
{
    case "batches" or "bulk":
        var trials = int.Parse(args[2], CultureInfo.InvariantCulture) / StepsOfTrial / metrics.Length;
        Create(Sweep, trials);
        Tell(() => Write(what == "bulk" ? StepsOfTrial : StepsOfBatch));
        break;
    case "trials":
        Console.WriteLine(store.Trials(Sweep).Count);
        break;
    case "stream":
        Tell(() => Console.Error.WriteLine(store.Metrics(Sweep).LongCount()));
        break;
    case "attempts":
        Attempts(args[2]);
        break;
    case "queue":
        for (var number = 0; number < int.Parse(args[2], CultureInfo.InvariantCulture); number++)
            Create($"{Sweep}-{number}", 1);
        break;
    case "flush":
        Flush($"{Sweep}-{args[3]}", TimeSpan.FromSeconds(int.Parse(args[2], CultureInfo.InvariantCulture)));
        break;
    case "operations":
        store.Requeue(Sweep, _ => true, fromStart: true);
        var claim = store.ClaimNext(Sweep, owner)!;
        Repeat("renew", _ => store.Renew(claim));
        Repeat("points", step => store.AddMetrics(claim, Points(step * StepsOfBatch, StepsOfBatch)));
        Repeat(
            "checkpoint",
            step =>
                store.SaveCheckpoint(
                    claim, new CheckpointRecord(step, 0, "last", "", 0, TimeProvider.System.GetUtcNow()), []));
        Repeat("stop", _ => store.IsStopRequested(Sweep));
        Repeat("done", _ => store.IsDone(Sweep));
        break;
}

void Create(string name, int count) => store.CreateSweep(new NewSweep
{
    Name = name,
    ConfigText = "{}",
    ConfigJson = "{}",
    SpacePaths = ["optimizer.lr"],
    ObjectiveMetric = "train/accuracy",
    IsObjectiveMaximized = true,
    Device = "cpu",
    Threads = 1,
    ProvenanceJson = "{}",
    // The last trial fails, so that it can be retried.
    Trials = [.. Enumerable.Range(0, count).Select(number => new NewTrial
    {
        Cell = number,
        Seed = 0,
        Identity = number.ToString(CultureInfo.InvariantCulture),
        ConfigJson = """{"model":{"name":"lenet"},"data":{"name":"mnist"},"epochs":10}""",
        SpaceValues = ["0.1"],
    })],
});

// Like a worker: batches of points, the last one together with the end of the trial.
void Write(int batch)
{
    while (store.ClaimNext(Sweep, owner) is { } trial)
    {
        var step = 0;
        for (; step < StepsOfTrial - batch; step += batch)
            store.AddMetrics(trial, Points(step, batch));
        var isLast = trial.Trial.Number == store.FindSweep(Sweep)!.TrialCount - 1;
        store.Finish(
            trial,
            new TrialEnd { Outcome = isLast ? Outcome.Failed : Outcome.Completed, Steps = StepsOfTrial },
            Points(step, batch));
    }
}

void Attempts(string sweep)
{
    string[] work = ["system/train_seconds", "system/val_seconds", "system/test_seconds"];
    var busy = work.SelectMany(metric => store.Metrics(sweep, metric: metric))
        .ToLookup(point => point.Trial, point => point.Point.Value);
    foreach (var attempt in store.Attempts(sweep))
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{attempt.Owner.ProcessId} {attempt.Trial} "
                    + $"{attempt.EndedUtc!.Value.ToUnixTimeMilliseconds()} {busy[attempt.Trial].Sum() * 1000}"));
    }
}

// Prints the start of each flush, in seconds since the start of this process, and its milliseconds.
void Flush(string sweep, TimeSpan length)
{
    var begin = Stopwatch.GetTimestamp();
    var mine = store.ClaimNext(sweep, owner)!;
    for (var round = 0; Stopwatch.GetElapsedTime(begin) < length; round++)
    {
        var points = Points(round * StepsOfBatch, StepsOfBatch);
        var began = Stopwatch.GetElapsedTime(begin);
        store.AddMetrics(mine, points);
        var took = Stopwatch.GetElapsedTime(begin) - began;
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{began.TotalSeconds:0.000} {took.TotalMilliseconds:0.0}"));
        if (flushInterval > took)
            Task.Delay(flushInterval - took).Wait();
    }
}

List<MetricPoint> Points(int first, int count) =>
[
    .. Enumerable.Range(first, count).SelectMany(step => metrics.Select(metric =>
        new MetricPoint(metric, step, step / 50, Math.Sin(step + metric.Length), TimeProvider.System.GetUtcNow()))),
];

void Repeat(string name, Action<int> operation)
{
    operation(0);
    var times = Enumerable.Range(1, Repetitions).Select(number =>
    {
        var begin = Stopwatch.GetTimestamp();
        operation(number);
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }).Order().ToList();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {times[Repetitions / 2]:0.000}"));
}

static void Tell(Action work)
{
    var begin = Stopwatch.GetTimestamp();
    work();
    Console.WriteLine(Stopwatch.GetElapsedTime(begin).TotalSeconds.ToString(CultureInfo.InvariantCulture));
}
