using System.Collections.Concurrent;
using System.Globalization;
using SweepRunner.Reports.Analysis;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests;

/// <summary>Sweeps that a report has to be right and readable of.</summary>
internal static class SampleReports
{
    private static readonly ConcurrentDictionary<string, Lazy<ReportAnalysis>> Analyses = new();

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names =>
        [
            "replay",
            "grid",
            "empty",
            "queued",
            "one-trial",
            "all-diverged",
            "one-parameter",
            "thirty-parameters",
            "thousand-cells",
            "no-space",
            "running",
            "programs",
            "conditions",
            "search",
            "search-open",
        ];

    /// <summary>What a report finds in the sweep of that name; read once for all tests.</summary>
    public static ReportAnalysis Analysed(string name) =>
        Analyses
            .GetOrAdd(
                name,
                static name => new Lazy<ReportAnalysis>(() =>
                {
                    using var sweep = Create(name);
                    return sweep.Analyse();
                }))
            .Value;

    /// <summary>The sweep of that name, in a store of its own.</summary>
    public static ReportedSweep Create(string name)
    {
        var sweep = new ReportedSweep();
        if (name is "search" or "search-open")
        {
            ReportedSearch.Add(sweep, name, toItsEnd: name == "search");
            return sweep;
        }

        var (paths, trials) = Plan(name);
        if (name == "programs")
            sweep.Add(
                name, paths, trials, configJson: """{"trial":{"command":{"run":["x"]}}}""", objective: "reward");
        else
            sweep.Add(name, paths, trials);
        return sweep;
    }

    private static (string[] Paths, PlannedTrial[] Trials) Plan(string name) =>
        name switch
        {
            "replay" => (["init.name", "optimizer.lr"], [.. Replay()]),
            "grid" => (["optimizer.name", "optimizer.lr", "init.name"], [.. Grid()]),
            "empty" => (["optimizer.lr"], []),
            "queued" => (["optimizer.lr"], [new(0, 0, "0.1") { Outcome = Outcome.Queued }]),
            "one-trial" => (["optimizer.lr"], [Completed(0, 0, 0.5, "0.1")]),
            "all-diverged" => (["optimizer.lr"], [Diverged(0, 0, "0.1"), Diverged(1, 0, "0.2")]),
            "one-parameter" => (
                ["optimizer.lr"],
                [
                    .. Enumerable
                        .Range(0, 8)
                        .Select(number =>
                            Completed(number / 2, number % 2, 0.1 * number, Number(Math.Pow(10, -(number / 2))))
                        ),
                ]),
            "thirty-parameters" => (
                [.. Enumerable.Range(0, 30).Select(index => $"a.long.path.to.parameter{index}")],
                [
                    .. Enumerable
                        .Range(0, 60)
                        .Select(number =>
                            Completed(
                                number,
                                0,
                                Chance(number, 0),
                                [.. Enumerable.Range(0, 30).Select(index => Number(Chance(number, index)))])
                        ),
                ]),
            "thousand-cells" => (
                ["optimizer.lr", "init.name"],
                [
                    .. Enumerable
                        .Range(0, 2000)
                        .Select(number =>
                            number % 10 == 9
                                ? Diverged(
                                    number / 2, number % 2, Number(Chance(number / 2, 1)), $"\"init{number / 2 % 5}\"")
                                : Completed(
                                    number / 2,
                                    number % 2,
                                    Chance(number, 2),
                                    Number(Chance(number / 2, 1)),
                                    $"\"init{number / 2 % 5}\"")
                        ),
                ]),
            "no-space" => ([], [Completed(0, 0, 0.5), Completed(0, 1, 0.6)]),
            "running" => (
                ["optimizer.lr"],
                [
                    Completed(0, 0, 0.5, "0.1"),
                    new(1, 0, "0.2") { Outcome = Outcome.Running, Losses = [2, 1] },
                    new(2, 0, "0.3") { Outcome = Outcome.Queued },
                ]),
            "programs" => (["optimizer.lr", "optimizer.name"], [.. Programs()]),
            "conditions" => (
                ["optimizer", "optimizer.lr", "optimizer.momentum", "optimizer.beta1", "init.name"],
                [.. Conditions()]),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such sweep."),
        };

    // Normal initialisation never trains, Kaiming's does at the lower rates: the sweep that the product is named for.
    private static IEnumerable<PlannedTrial> Replay()
    {
        string[] inits = ["normal", "kaiming-normal"];
        double[] rates = [0.1, 0.01, 0.001];
        for (var number = 0; number < 18; number++)
        {
            var (cell, seed) = (number / 3, number % 3);
            var (init, rate) = (inits[cell / 3], rates[cell % 3]);
            var values = new[] { $"\"{init}\"", Number(rate) };
            yield return init == "normal" || rate > 0.05
                ? Diverged(cell, seed, values)
                : Completed(cell, seed, (rate > 0.005 ? 0.78 : 0.7) + (0.01 * seed), values);
        }
    }

    // Two seeds a cell. At rate 1 nothing learns, and adam diverges: with normal on one seed, with xavier on both.
    private static IEnumerable<PlannedTrial> Grid()
    {
        string[] optimizers = ["sgd", "adam"], inits = ["default", "normal", "xavier"];
        double[] rates = [1, 0.1, 0.01];
        for (var number = 0; number < 36; number++)
        {
            var (cell, seed) = (number / 2, number % 2);
            var (optimizer, rate, init) = (cell / 9, cell / 3 % 3, cell % 3);
            var values = new[] { $"\"{optimizers[optimizer]}\"", Number(rates[rate]), $"\"{inits[init]}\"" };
            var isDiverged = optimizer == 1 && rate == 0 && init + seed >= 2;
            var objective = rate == 0 ? 0.1 : 0.5 + (0.1 * optimizer) + (0.05 * rate) + (0.02 * init) + (0.01 * seed);
            yield return (isDiverged ? Diverged(cell, seed, values) : Completed(cell, seed, objective, values)) with
            {
                ConfigJson = "{\"data\":{\"batchSize\":100}}",
                Data = new DataFacts(TrainImages: 950, ValidationImages: 1000, Classes: 10, LargestClassShare: 0.1),
            };
        }
    }

    // Three seeds a cell, each with steps of its own. With lion every seed fails, with rate 1 one diverges.
    private static IEnumerable<PlannedTrial> Programs()
    {
        string[] optimizers = ["sgd", "adam", "lion"];
        double[] rates = [0.01, 0.1, 1];
        for (var number = 0; number < 27; number++)
        {
            var (cell, seed) = (number / 3, number % 3);
            var (optimizer, rate) = (cell % 3, rates[cell / 3]);
            var (outcome, reward) = (
                optimizer == 2 ? Outcome.Failed : rate > 0.5 && seed == 0 ? Outcome.Diverged : Outcome.Completed,
                100 - (30 * Math.Abs(Math.Log10(rate) + 1)) + (10 * optimizer) + seed);
            yield return new PlannedTrial(cell, seed, Number(rate), $"\"{optimizers[optimizer]}\"")
            {
                Outcome = outcome,
                ConfigJson = """{"command":{"run":["x"]},"parameters":{}}""",
                Metrics = outcome == Outcome.Failed ? [] :
                [
                    .. Enumerable.Range(0, 30).SelectMany(point => new MetricPoint[]
                    {
                        new("reward", (point * 16) + (seed * 5), 0, reward * point / 29, DateTimeOffset.UnixEpoch),
                        new("loss", (point * 16) + (seed * 5), 0, 1.0 / (point + 1), DateTimeOffset.UnixEpoch),
                    }),
                ],
                Seconds = outcome == Outcome.Failed ? 1 : 40,
            };
        }
    }

    // A choice of optimizers: sgd with a list of momenta, adam with a range of betas, rmsprop with its rate alone. Two
    // seeds a cell; adam diverges at the highest rates, also with both.
    private static IEnumerable<PlannedTrial> Conditions()
    {
        for (var number = 0; number < 96; number++)
        {
            var (cell, seed) = (number / 2, number % 2);
            var rate = Math.Pow(10, (3 * Chance(cell, 1)) - (cell % 3 == 0 ? 2 : 4));
            var (name, momentum, beta) = (cell % 3) switch
            {
                0 => ("sgd", cell % 2 == 0 ? "0.9" : "0", null),
                1 => ("adam", null, Number(Math.Round(0.5 + (0.49 * Chance(cell, 2)), 4))),
                _ => ("rmsprop", (string?)null, (string?)null),
            };
            string?[] values =
            [
                $$"""{"name":"{{name}}"}""", Number(Math.Round(rate, 6)), momentum, beta,
                cell % 4 == 0 ? "\"normal\"" : "\"zeros\"",
            ];
            yield return name == "adam" && rate > 0.03
                ? Diverged(cell, seed, values)
                : Completed(cell, seed, 0.5 + (0.1 * Math.Log10(rate)) + (0.3 * Chance(cell, seed)), values);
        }
    }

    public static PlannedTrial Completed(int cell, long seed, double objective, params string?[] values) =>
        new(cell, seed, values)
        {
            Objective = objective,
            Losses =
            [
                .. Enumerable
                    .Range(0, 50)
                    .Select(step => (2.3 * Math.Exp(-step * objective / 10)) + (0.1 * Chance(step, (int)seed))),
            ],
            Seconds = 40,
        };

    public static PlannedTrial Diverged(int cell, long seed, params string?[] values) => new(cell, seed, values)
    {
        Outcome = Outcome.Diverged,
        Losses = [2.3, 1e10, 1e27, double.NaN],
        Seconds = 1,
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // The same every time, and no pattern that a picture would show.
    private static double Chance(int one, int other) =>
        Math.Abs(Math.Sin((one * 12.9898) + (other * 78.233)) * 43758.5453) % 1;
}
