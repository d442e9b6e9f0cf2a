using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

/// <summary>
/// Writes to the trial of a sweep until it is killed. Before each call it says what the store will hold after it, and
/// when the call has returned, that it does: <c>begin points 40</c>, <c>end points 40</c>.
/// </summary>
/// <param name="store">The store; its sweep <c>s</c> has one trial, which nobody else holds.</param>
/// <param name="seed">Which calls it makes.</param>
internal sealed class EndlessWriter(ITrackingStore store, int seed)
{
    public const string Sweep = "s";

    private const int MostPoints = 300, MostRewound = 50;

    /// <summary>Two metrics, so that half of a batch shows.</summary>
    public static readonly IReadOnlyList<string> Metrics = ["train/loss", "val/loss"];

    private readonly Random _random = new(seed);

    /// <summary>The value at a step: what a point has to be to be whole.</summary>
    public static double Value(long step) => step * 0.5;

    /// <summary>How many points of each metric there are.</summary>
    public static int Points(ITrackingStore store) => store.Metrics(new TrialId(Sweep, 0), Metrics[0]).Count();

    /// <summary>Never returns.</summary>
    [DoesNotReturn]
    public void Run()
    {
        var claim = store.ClaimNext(Sweep, LeaseOwners.Current())!;
        var (points, events, decisions) = (Points(store), store.Events(Sweep).Count, store.Decisions(Sweep).Count);
        while (true)
        {
            switch (_random.Next(9))
            {
                case 0:
                    Say("events", ++events, () => store.AddEvent(new NewEvent(Sweep, 0, "note", "x")));
                    break;
                case 1:
                    var steps = Math.Max(0, points - _random.Next(MostRewound));
                    Say("points", points = steps, () => store.Rewind(claim, steps));
                    break;
                case 2:
                    var (saved, added) = (points, Next(ref points));
                    Say(
                        "points",
                        points,
                        () => store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(saved) with { File = "last" }, added)
                    );
                    break;
                case 3:
                    store.Renew(claim);
                    store.Hold(claim, () => { });
                    break;
                case 4:
                    Say("decisions", ++decisions, () => store.Decide(Sweep, decisions - 1, Decision(decisions)));
                    break;
                default:
                    var next = Next(ref points);
                    Say("points", points, () => store.AddMetrics(claim, next));
                    break;
            }
        }
    }

    // Each adds one trial, so that half of a decision shows.
    private static NewDecision Decision(int trial) =>
        new(DecisionKind.Propose, "x") { Added = [SampleSweeps.Trial(trial)] };

    private List<MetricPoint> Next(ref int points)
    {
        var first = points;
        var count = 1 + _random.Next(MostPoints);
        points += count;
        return
        [
            .. Enumerable.Range(first, count).SelectMany(step => Metrics.Select(metric =>
                new MetricPoint(metric, step, 0, Value(step), TimeProvider.System.GetUtcNow()))),
        ];
    }

    private static void Say(string what, int count, Action call)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"begin {what} {count}"));
        call();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"end {what} {count}"));
    }
}
