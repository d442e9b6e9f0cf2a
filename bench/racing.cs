#:project ../src/Search/Search.csproj
#:property PublishAot=false
#:property AssemblyName=racing
#:property NoWarn=CS1591
#:property TieredPGO=false

// Races cells of tables of real studies, for bench/racing.py:
//   dotnet run -c Release bench/racing.cs -- TABLES REPETITIONS TRIALS...
// Prints a line for each table, number of trials and rule: the table, the trials, the rule, the mean regret, its
// standard error, the mean number of cells, and the largest number of further seeds in the last 15 % of the trials.

using System.Globalization;
using System.IO.Compression;
using SweepRunner.Search;
using SweepRunner.Search.Racing;
using Races = SweepRunner.Search.Racing.Race;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var repetitions = int.Parse(args[1]);
var tables = Directory.GetFiles(args[0], "*.csv.gz").Order(StringComparer.Ordinal).Select(Table.Read).ToArray();
Rule[] rules =
[
    .. Enumerable.Range(1, 4).Select(seeds => new Rule($"fixed-{seeds}", (table, trials, random) =>
        Study.Fixed(table, trials, seeds, random))),
    new Rule("race", (table, trials, random) => Study.Race(table, trials, 1, true, random)),
    new Rule("race-8-workers", (table, trials, random) => Study.Race(table, trials, 8, true, random)),
    new Rule("race-without-end", (table, trials, random) => Study.Race(table, trials, 1, false, random)),
];
foreach (var table in tables)
    foreach (var trials in args[2..].Select(int.Parse))
        foreach (var rule in rules)
        {
            var studies = new Study[repetitions];
            // The candidates and the order of the seeds are the same for every rule.
            Parallel.For(0, repetitions, index => studies[index] = rule.Run(table, trials, new Random(index)));
            var regrets = studies.Select(study => study.Regret).ToList();
            var mean = regrets.Average();
            var error = Math.Sqrt(regrets.Sum(each => Math.Pow(each - mean, 2)) / (repetitions - 1) / repetitions);
            Console.WriteLine(
                $"{table.Name} {trials} {rule.Name} {mean:R} {error:R} {studies.Average(study => study.Cells):R} "
                    + $"{studies.Max(study => study.EndSeeds)}");
        }

internal sealed record Rule(string Name, Func<Table, int, Random, Study> Run);

/// <summary>The cells of a study that have every seed, as costs.</summary>
internal sealed record Table(string Name, double[][] Costs)
{
    public int Seeds => Costs[0].Length;

    public double Best { get; } = Costs.Min(costs => costs.Average());

    public static Table Read(string file)
    {
        var name = Path.GetFileName(file)[..^".csv.gz".Length];
        // The HPOLib tables hold errors, the others accuracies.
        var sign = name.StartsWith("hpolib", StringComparison.Ordinal) ? 1 : -1;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Array.ConvertAll(line.Split(',')[1..], value => sign * double.Parse(value)))
            .ToList();
        var seeds = rows.Max(row => row.Length);
        return new(name, [.. rows.Where(row => row.Length == seeds)]);
    }
}

/// <summary>One sweep over a table whose candidates are drawn at random.</summary>
internal sealed class Study(Table table, Random random)
{
    private readonly List<CellObservation> _cells = [];
    private readonly List<int> _rows = [];
    private readonly Queue<(int Cell, int Seed)> _running = [];
    private readonly int[] _seeds = Shuffled(table.Seeds, random);
    private int _chosen;

    public double Regret => table.Costs[_rows[_chosen]].Average() - table.Best;

    public int Cells => _cells.Count;

    public int EndSeeds { get; private set; }

    public static Study Fixed(Table table, int trials, int seeds, Random random)
    {
        var study = new Study(table, random);
        var each = Math.Min(seeds, table.Seeds);
        for (var cell = 0; cell < trials / each; cell++)
        {
            study.Begin();
            for (var seed = 1; seed < each; seed++)
                study.Begin(cell);
        }

        while (study._running.Count > 0)
            study.Complete();
        study._chosen = study._cells.MinBy(cell => cell.Cost!.Value)!.Cell;
        return study;
    }

    /// <summary>A race. Without an end, it does not know the number of trials, as with a budget in hours.</summary>
    public static Study Race(Table table, int trials, int workers, bool hasEnd, Random random)
    {
        var study = new Study(table, random);
        var race = new RaceConfig { Race = true, Max = table.Seeds };
        int begun;
        while ((begun = study._cells.Sum(cell => cell.Trials.Count)) < trials)
        {
            var budget = new RaceBudget(hasEnd ? trials : null, begun, CanPropose: true);
            switch (study._running.Count < workers ? Races.Next(race, study._cells, budget) : null)
            {
                case NewCell:
                    study.Begin();
                    break;
                case MoreSeeds more:
                    for (var seed = 0; seed < Math.Min(more.Count, trials - begun); seed++)
                        study.Begin(more.Cell);
                    // The search ends at 0.85 of the trials.
                    study.EndSeeds += begun >= 0.85 * trials ? more.Count : 0;
                    break;
                default:
                    study.Complete();
                    break;
            }
        }

        while (study._running.Count > 0)
            study.Complete();
        study._chosen = Races.Incumbent(study._cells)!.Value;
        return study;
    }

    private void Begin()
    {
        _rows.Add(random.Next(table.Costs.Length));
        _cells.Add(new CellObservation(_cells.Count, new SearchPoint([]), []));
        Begin(_cells.Count - 1);
    }

    private void Begin(int cell)
    {
        var trials = _cells[cell].Trials;
        _running.Enqueue((cell, trials.Count));
        _cells[cell] = _cells[cell] with
        {
            Trials = [.. trials, new TrialObservation(0, trials.Count, TrialState.Running)],
        };
    }

    private void Complete()
    {
        var (cell, seed) = _running.Dequeue();
        TrialObservation[] trials = [.. _cells[cell].Trials];
        trials[seed] = trials[seed] with
        {
            State = TrialState.Completed,
            Cost = table.Costs[_rows[cell]][_seeds[seed]],
        };
        _cells[cell] = _cells[cell] with { Trials = trials };
    }

    private static int[] Shuffled(int count, Random random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }
}
