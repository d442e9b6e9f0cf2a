#:project ../src/Search/Search.csproj
#:property PublishAot=false
#:property AssemblyName=pruning
#:property NoWarn=CS1591
#:property TieredPGO=false

// Runs sweeps over known learning curves with each rule of pruning, for bench/pruning.py:
//   dotnet run -c Release bench/pruning.cs -- CURVES CELLS REPETITIONS
// CURVES has a line for each trial: its cost after each epoch, which ends early if it diverged. Prints a line for each
// rule: its name, the epochs in parts of those of all cells, the mean regret, the part of the sweeps that found the
// best cell, and the mean numbers of trials that completed, were pruned and diverged. The last line is the processor
// time of one judgement of 5 000 paused trials on 20 rungs, in milliseconds.

using System.Diagnostics;
using System.Globalization;
using SweepRunner.Search;
using SweepRunner.Search.Pruning;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var curves = File.ReadAllLines(args[0]).Select(line => Array.ConvertAll(line.Split(','), double.Parse)).ToArray();
var (cells, repetitions) = (int.Parse(args[1]), int.Parse(args[2]));
var rules = new (string Name, PruneConfig Rule)[]
{
    ("none", new AshaPruning { MinEpochs = SearchConfig.MostTrials }),
    ("asha", new AshaPruning()),
    ("asha-4", new AshaPruning { ReductionFactor = 4 }),
    ("hyperband", new HyperbandPruning()),
    ("median", new MedianPruning()),
    ("percentile-25", new PercentilePruning { Percentile = 25 }),
};
foreach (var (name, rule) in rules)
{
    var sweeps = Enumerable.Range(0, repetitions)
        .Select(seed => Sweep.Run(rule, new Random(seed).GetItems(curves, cells)))
        .ToList();
    double[] means =
    [
        sweeps.Average(sweep => sweep.EpochsShare), sweeps.Average(sweep => sweep.Regret),
        sweeps.Average(sweep => sweep.Regret == 0 ? 1 : 0), sweeps.Average(sweep => sweep.In(TrialState.Completed)),
        sweeps.Average(sweep => sweep.In(TrialState.Pruned)), sweeps.Average(sweep => sweep.In(TrialState.Diverged)),
    ];
    Console.WriteLine($"{name} {string.Join(' ', means)}");
}

var random = new Random(1);
var many = Enumerable.Range(0, 5_000)
    .Select(cell => Sweep.Cell(
        cell, TrialState.Paused, 1 << 20,
        [.. Enumerable.Range(0, random.Next(1, 21)).Select(rung => new EpochCost(1 << rung, random.NextDouble()))]))
    .ToList();
var halving = new AshaPruning { ReductionFactor = 2 };
halving.Judge(many, canGrow: true);
const int Judgements = 20;
var before = Process.GetCurrentProcess().UserProcessorTime;
for (var judgement = 0; judgement < Judgements; judgement++)
    halving.Judge(many, canGrow: true);
Console.WriteLine((Process.GetCurrentProcess().UserProcessorTime - before).TotalMilliseconds / Judgements);

/// <summary>A sweep with one worker.</summary>
internal sealed class Sweep(double[][] curves)
{
    private readonly int _epochs = curves.Max(curve => curve.Length);
    private readonly List<CellObservation> _cells = [];
    private int _spent;

    public double EpochsShare => (double)_spent / (_epochs * curves.Length);

    public double Regret =>
        _cells.Min(cell => cell.First.Cost ?? double.PositiveInfinity)
        - curves.Where(curve => curve.Length == _epochs).Min(curve => curve[^1]);

    public int In(TrialState state) => _cells.Count(cell => cell.First.State == state);

    public static CellObservation Cell(
        int number, TrialState state, int allEpochs, IReadOnlyList<EpochCost> curve) =>
        new(number, new SearchPoint([]),
        [
            new TrialObservation(number, 0, state)
            {
                AllEpochs = allEpochs,
                Epochs = curve.Count > 0 ? curve[^1].Epochs : 0,
                Curve = curve,
                Cost = state is TrialState.Completed ? curve[^1].Cost : null,
            },
        ]);

    public static Sweep Run(PruneConfig rule, double[][] curves)
    {
        var sweep = new Sweep(curves);
        while (sweep.Step(rule))
        {
        }

        return sweep;
    }

    private bool Step(PruneConfig rule)
    {
        var canGrow = _cells.Count < curves.Length;
        var verdicts = rule.Judge(_cells, canGrow);
        foreach (var verdict in verdicts.Where(verdict => verdict.Action is PruneAction.Prune))
            End(verdict.Trial, TrialState.Pruned);
        if (verdicts.FirstOrDefault(verdict => verdict.Action is PruneAction.Promote) is { } promotion)
            GoOn(rule, promotion.Trial);
        else if (canGrow)
        {
            _cells.Add(Cell(_cells.Count, TrialState.Running, _epochs, []));
            GoOn(rule, _cells.Count - 1);
        }
        else
        {
            // What is held once nothing can start is pruned.
            foreach (var verdict in verdicts.Where(verdict => verdict.Action is PruneAction.Hold))
                End(verdict.Trial, TrialState.Pruned);
            return false;
        }

        return true;
    }

    private void End(int trial, TrialState state) =>
        _cells[trial] = _cells[trial] with { Trials = [_cells[trial].First with { State = state }] };

    private void GoOn(PruneConfig rule, int trial)
    {
        var (curve, done) = (curves[trial], _cells[trial].First.Epochs);
        var next = rule.Rungs(trial, _epochs).FirstOrDefault(rung => rung > done, _epochs);
        var reached = Math.Min(next, curve.Length);
        var state = reached < next ? TrialState.Diverged : next < _epochs ? TrialState.Paused : TrialState.Completed;
        _spent += reached - done;
        _cells[trial] = Cell(
            trial, state, _epochs,
            [.. Enumerable.Range(1, reached).Select(epoch => new EpochCost(epoch, curve[epoch - 1]))]);
    }
}
