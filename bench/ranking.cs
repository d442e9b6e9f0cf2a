#:project ../src/Reports/Reports.csproj
#:property PublishAot=false
#:property AssemblyName=ranking
#:property NoWarn=CS1591;CA1861
#:property TieredPGO=false

// Simulates sweeps whose best cell is known and ranks them, for bench/ranking.py:
//   dotnet run -c Release bench/ranking.cs -- SWEEPS
// Prints a line for each point: cells, seeds, means, deviations, seed effect, cells at chance, then for the rule of the
// product and for the earlier one how often the best cell is in the set, and the mean size of the set.

using System.Globalization;
using MathNet.Numerics.Distributions;
using SweepRunner.Reports.Statistics;

var sweeps = int.Parse(args[0], CultureInfo.InvariantCulture);
Point[] points =
[
    .. from cells in new[] { 2, 3, 5, 10, 20, 50 }
       from seeds in new[] { 2, 3, 4, 5 }
       from means in new[] { "spread", "equal", "noisy-best", "noisy-equal" }
       from deviations in new[] { "equal", "log-uniform" }
       from effect in new[] { 0, 1 }
       from isHalfAtChance in new[] { false, true }
       select new Point(cells, seeds, means, deviations, effect, isHalfAtChance),
];
var lines = new string[points.Length];
Parallel.For(0, points.Length, index => lines[index] = Measure(points[index], index, sweeps));
Console.WriteLine(string.Join('\n', lines));

static string Measure(Point point, int seed, int sweeps)
{
    var random = new Random(seed);
    var (covered, coveredBefore, size, sizeBefore) = (0, 0, 0, 0);
    for (var sweep = 0; sweep < sweeps; sweep++)
    {
        var (values, best, learned) = point.Draw(random);
        var now = Set(values[..learned]);
        var before = FirstRank(values);
        covered += now[best] ? 1 : 0;
        coveredBefore += before[best] ? 1 : 0;
        size += now.Count(each => each);
        sizeBefore += before.Count(each => each);
    }

    double[] results = [covered, size, coveredBefore, sizeBefore];
    var shares = results.Select(result => (result / sweeps).ToString("R", CultureInfo.InvariantCulture));
    return string.Join(' ', shares.Prepend($"{point}"));
}

static bool[] Set(double[][] values) => BestSet.From(values) is { } best
    ? [.. values.Select((_, cell) => best.CouldBeBest(cell) != false)]
    : [.. values.Select(_ => true)];

// The rule before: the cell with the best mean, and all that two-sided paired t tests against it with Holm's correction
// (Scandinavian Journal of Statistics 6, 1979) do not tell from it at 5 %.
static bool[] FirstRank(double[][] values)
{
    var means = Array.ConvertAll(values, each => each.Average());
    var leader = Array.IndexOf(means, means.Max());
    var seeds = values[0].Length;
    (double P, int Cell)[] tests =
    [
        .. Enumerable.Range(0, values.Length)
            .Where(cell => cell != leader)
            .Select(cell => (P(values[leader], values[cell], means[leader] - means[cell]), cell))
            .Order(),
    ];
    var first = Enumerable.Repeat(true, values.Length).ToArray();
    for (var index = 0; index < tests.Length && tests[index].P * (tests.Length - index) <= 0.05; index++)
        first[tests[index].Cell] = false;
    return first;

    double P(double[] one, double[] other, double mean)
    {
        var squares = 0.0;
        for (var seed = 0; seed < seeds; seed++)
            squares += Math.Pow(one[seed] - other[seed] - mean, 2);
        return StudentDistribution.TwoTailed(mean / Math.Sqrt(squares / (seeds - 1) / seeds), seeds - 1);
    }
}

internal sealed record Point(
    int Cells, int Seeds, string Means, string Deviations, int Effect, bool IsHalfAtChance)
{
    public override string ToString() =>
        $"{Cells} {Seeds} {Means} {Deviations} {Effect} {(IsHalfAtChance ? "half" : "none")}";

    // The cells that learned come first. Those at chance are far below, with little noise, and no seed helps them.
    public (double[][] Values, int Best, int Learned) Draw(Random random)
    {
        var learned = IsHalfAtChance ? (Cells + 1) / 2 : Cells;
        double Draw(double deviation) => deviation * Normal.Sample(random, 0, 1);
        var means = Enumerable.Range(0, learned)
            .Select(cell => Means == "spread" ? Draw(2) : Means == "noisy-best" && cell == 0 ? 0.5 : 0)
            .ToArray();
        // With equal means it is the first cell, which is chosen before the values are drawn.
        var best = Array.IndexOf(means, means.Max());
        var effects = Enumerable.Range(0, Seeds).Select(_ => Draw(Effect)).ToArray();
        var values = Enumerable.Range(0, Cells).Select(cell =>
        {
            if (cell >= learned)
                return [.. effects.Select(_ => Draw(0.1) - 100)];
            var deviation = (Deviations == "equal" ? 1 : 0.3 * Math.Pow(10, random.NextDouble()))
                * (Means.StartsWith("noisy", StringComparison.Ordinal) && cell == best ? 3 : 1);
            return effects.Select(effect => means[cell] + effect + Draw(deviation)).ToArray();
        });
        return ([.. values], best, learned);
    }
}
