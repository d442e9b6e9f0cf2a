#:project ../src/Tracking/Tracking.csproj
#:property PublishAot=false
#:property NoWarn=CS1591

// Fills a store with a made-up sweep that looks finished, for measurements of large sweeps:
//   dotnet run bench/fill.cs -- STORE TRIALS POINTS [SEEDS] [PARAMETERS]
// The sweep has TRIALS trials in cells of SEEDS (5) seeds over PARAMETERS (4) parameters. Each trial has POINTS points
// of train/loss, and val/accuracy at ten of them. One trial in ten diverges. The same arguments give the same sweep.

using System.Globalization;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

var (url, trials, points) = (args[0], Number(1, 0), Number(2, 0));
var (seeds, parameters) = (Number(3, 5), Number(4, 4));
var clock = new Clock();
using var store = TrackingStores.Open(url, StoreAccess.Create, clock);
var paths = Enumerable
    .Range(0, parameters)
    .Select(index =>
        index == 0 ? "optimizer.lr"
        : index == 1 ? "init.name"
        : $"parameter.p{index}"
    )
    .ToList();
string[] inits = ["normal", "kaiming-normal", "xavier-normal"];

store.CreateSweep(new NewSweep
{
    Name = "filled",
    Description = "made by bench/fill.cs",
    ConfigText = "{}",
    ConfigJson = """{"space":{"optimizer.lr":{"logUniform":[0.0001,1]}}}""",
    SpacePaths = paths,
    ObjectiveMetric = "val/accuracy",
    IsObjectiveMaximized = true,
    Device = "cpu",
    Threads = 1,
    ProvenanceJson = "{}",
    Trials = [.. Enumerable.Range(0, trials).Select(number => new NewTrial
    {
        Cell = number / seeds,
        Seed = number % seeds,
        Identity = number.ToString(CultureInfo.InvariantCulture),
        ConfigJson = """{"model":{"name":"lenet"},"data":{"name":"mnist"},"epochs":10}""",
        SpaceValues = [.. Enumerable.Range(0, parameters).Select(index => index == 1
            ? $"\"{inits[number / seeds % inits.Length]}\""
            : Value(number / seeds, index).ToString("R", CultureInfo.InvariantCulture))],
    })],
});

var owner = LeaseOwners.Current();
while (store.ClaimNext("filled", owner) is { } claim)
{
    var number = claim.Trial.Number;
    var cell = number / seeds;
    var rate = Value(cell, 0);
    var isDiverged = Chance(number, 1) < 0.1;
    var best =
        0.9 - (0.08 * Math.Abs(Math.Log10(rate) + 2)) + (0.02 * Chance(number, 2)) + (0.05 * (cell % inits.Length));
    var steps = isDiverged ? Math.Max(1, points / 3) : points;
    var metrics = new List<MetricPoint>();
    for (var step = 0; step < steps; step++)
    {
        var progress = (step + 1.0) / points;
        var loss =
            isDiverged && step == steps - 1
                ? double.NaN
                : (2.3 * Math.Exp(-3 * progress * best)) + (0.1 * Chance(number, step + 3));
        clock.Advance(TimeSpan.FromMilliseconds(20));
        metrics.Add(new MetricPoint("train/loss", step, step * 10 / points, loss, clock.GetUtcNow()));
        if ((step + 1) % Math.Max(1, points / 10) == 0)
            metrics.Add(
                new MetricPoint(
                    "val/accuracy", step, step * 10 / points, best * (1 - Math.Exp(-4 * progress)), clock.GetUtcNow()));
    }

    store.Finish(
        claim,
        new TrialEnd
        {
            Outcome = isDiverged ? Outcome.Diverged : Outcome.Completed,
            Kind = isDiverged ? "nan" : null,
            Step = isDiverged ? steps - 1 : null,
            Epochs = steps * 10 / points,
            Steps = steps,
            LastFiniteLoss = 2.3,
            ElapsedSeconds = steps * 0.02,
        },
        metrics);
}

int Number(int index, int otherwise) =>
    args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

// The rate is log-uniform from 0.0001 to 1; the others are in [0, 1), with three digits.
static double Value(int cell, int index) =>
    index == 0 ? Math.Pow(10, -4 * Chance(cell, -1)) : Math.Round(Chance(cell, -1 - index), 3);

// Uniform in [0, 1): SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
static double Chance(long one, long other)
{
    var state = unchecked(((ulong)one * 0x9E3779B97F4A7C15) + ((ulong)other * 0xD1B54A32D192ED03) + 0x9E3779B97F4A7C15);
    state = unchecked((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9);
    state = unchecked((state ^ (state >> 27)) * 0x94D049BB133111EB);
    return ((state ^ (state >> 31)) >> 11) * (1.0 / (1UL << 53));
}

// A clock that advances by the elapsed time of the trials.
internal sealed class Clock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}
