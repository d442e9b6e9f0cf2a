using SweepRunner.Search.Pruning;
using SweepRunner.Search.Racing;
using SweepRunner.Search.Scheduling;
using SweepRunner.Search.Sobol;
using SweepRunner.Search.Tpe;

namespace SweepRunner.Search.Tests.Scheduling;

public sealed class SchedulerTests
{
    private static readonly SearchSpace Space = new([new Axis("x", new UniformDomain(0, 1))]);

    private static readonly SweepRules Rules = new()
    {
        Search = new RandomSearch { Trials = 20 },
        Space = Space,
        Seeds = 1,
        Prune = new AshaPruning(),
    };

    [Fact]
    public void Next_NoCell_ProposesOneWithAllItsSeeds()
    {
        var step = new Scheduler(Rules with { Seeds = 3, Prune = null }).Next(Situation());

        Assert.Equal(3, Assert.IsType<ProposeCell>(step).Seeds);
    }

    [Fact]
    public void Next_NoCellAndARule_ProposesOneWithItsFirstSeed() =>
        Assert.Equal(1, Assert.IsType<ProposeCell>(new Scheduler(Rules with { Seeds = 3 }).Next(Situation())).Seeds);

    [Fact]
    public void Next_TwoTrialsLeftOfTheBudget_ProposesACellWithTwoOfItsSeeds()
    {
        var rules = Rules with { Seeds = 3, Prune = null, Budget = new BudgetConfig { Trials = 3 } };

        var step = new Scheduler(rules).Next(Situation(Completed(0, 0.5)));

        Assert.Equal(2, Assert.IsType<AddSeeds>(step).Count);
    }

    [Fact]
    public void Next_APausedTrialIsAmongTheBest_PromotesItBeforeANewCell()
    {
        var step = new Scheduler(Rules).Next(Situation(Paused(0, 0.5, 1), Paused(1, 0.4, 1), Paused(2, 0.6, 1)));

        Assert.Equal(1, Assert.IsType<Promote>(step).Trial);
    }

    [Fact]
    public void Next_ABudgetInterruptedATrial_ResumesItBeforeAllElse()
    {
        var interrupted = Paused(3, 0.9, 2) with { };
        interrupted = interrupted with { Trials = [interrupted.First with { IsInterrupted = true }] };

        var step = new Scheduler(Rules).Next(
            Situation(Paused(0, 0.5, 1), Paused(1, 0.4, 1), Paused(2, 0.6, 1), interrupted));

        Assert.Equal(new Promote(3, null), step);
    }

    [Fact]
    public void Next_NoCellIsLeftAndATrialRuns_Waits()
    {
        var running = new CellObservation(1, Point(1), [new TrialObservation(1, 0, TrialState.Running)]);

        Assert.IsType<Wait>(new Scheduler(Rules).Next(Situation(Completed(0, 0.5), running) with { Proposals = 20 }));
    }

    [Fact]
    public void Next_NoCellIsLeft_EndsAndSaysOfEachPausedTrialWhereItStands()
    {
        var step = new Scheduler(Rules).Next(
            Situation(Completed(0, 0.1), Paused(1, 0.4, 1), Paused(2, 0.6, 1)) with { Proposals = 20 });

        var finish = Assert.IsType<Finish>(step);
        Assert.Equal("no cell is left to try", finish.Reason);
        Assert.Equal([1, 2], finish.Trials.Select(trial => trial.Trial));
        Assert.All(finish.Trials, trial => Assert.Equal((1, 2), trial.Verdict!.Rung));
    }

    [Theory]
    [InlineData(1.0, 0.0, "budget.hours: 1 h are spent")]
    [InlineData(0.0, 2.5, "budget.deviceHours: 2 h are spent")]
    public void Next_HoursAreSpent_EndsWithoutAVerdict(double hours, double deviceHours, string reason)
    {
        var rules = Rules with { Budget = new BudgetConfig { Hours = 1, DeviceHours = 2 } };

        var step = new Scheduler(rules).Next(
            Situation(Paused(0, 0.4, 1)) with { Hours = hours, DeviceHours = deviceHours });

        var finish = Assert.IsType<Finish>(step);
        Assert.Equal(reason, finish.Reason);
        Assert.Equal([new StoppedTrial(0, null)], finish.Trials);
    }

    [Theory]
    [InlineData(true, -0.9, true)]
    [InlineData(true, -0.7, false)]
    [InlineData(false, 0.7, true)]
    [InlineData(false, 0.9, false)]
    public void Next_ACellReachesTheTarget_Ends(bool isMaximized, double cost, bool ends)
    {
        var rules = Rules with { Budget = new BudgetConfig { Target = 0.8 }, IsMaximized = isMaximized };

        Assert.Equal(ends, new Scheduler(rules).Next(Situation(Completed(0, cost))) is Finish);
    }

    [Fact]
    public void Next_AskedAgain_GivesTheSameAnswer()
    {
        var rules = Rules with
        {
            Search = new TpeSearch { Trials = 50 },
            Race = new RaceConfig { Race = true, Max = 4 },
        };
        var situation = Situation([.. Enumerable.Range(0, 30).Select(cell => Completed(cell, 1 - (cell * 0.01)))]);

        Assert.Equal($"{new Scheduler(rules).Next(situation)}", $"{new Scheduler(rules).Next(situation)}");
    }

    [Theory]
    [InlineData("random")]
    [InlineData("tpe")]
    [InlineData("sobol")]
    public void Next_FiveThousandCells_Decides(string search)
    {
        var rules = Rules with
        {
            Search = search switch
            {
                "tpe" => new TpeSearch { Trials = 6000 },
                "sobol" => new SobolSearch { Trials = 6000 },
                _ => new RandomSearch { Trials = 6000 },
            },
            Seeds = 4,
            Race = new RaceConfig { Race = true, Max = 4 },
        };
        var cells = Enumerable.Range(0, 5000)
            .Select(cell => cell % 9 == 0 ? Completed(cell, cell / 5000.0) : Paused(cell, 1 + (cell / 5000.0), 1));

        Assert.IsNotType<Wait>(new Scheduler(rules).Next(Situation([.. cells])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Next_SeveralWorkers_EndWithEveryTrialEndedAndNoRungTwice(int workers)
    {
        var rules = Rules with
        {
            Search = new TpeSearch { Trials = 40 },
            Seeds = 3,
            Race = new RaceConfig { Race = true, Max = 3 },
            Budget = new BudgetConfig { Trials = 60 },
        };
        var world = new SimulatedWorld(rules, epochs: 9);

        world.Run(workers);

        Assert.All(world.Trials, trial => Assert.True(trial.State is TrialState.Completed or TrialState.Pruned));
        Assert.InRange(world.Trials.Count, 40, 60);
        Assert.Equal(world.Promotions.Distinct(), world.Promotions);
        Assert.Equal(Math.Min(workers, 8), world.MostAtOnce);
    }

    private static SweepSituation Situation(params CellObservation[] cells) =>
        new() { Cells = cells, Searched = cells, Proposals = cells.Length };

    private static CellObservation Completed(int cell, double cost) => new(cell, Point(cell), [
        new TrialObservation(cell, 0, TrialState.Completed)
        {
            Cost = cost,
            Epochs = 9,
            AllEpochs = 9,
            Curve = [.. Enumerable.Range(1, 9).Select(epoch => new EpochCost(epoch, cost))],
        },
    ]);

    private static CellObservation Paused(int cell, double cost, int epochs) => new(cell, Point(cell), [
        new TrialObservation(cell, 0, TrialState.Paused)
        {
            Epochs = epochs,
            AllEpochs = 9,
            Curve = [.. Enumerable.Range(1, epochs).Select(epoch => new EpochCost(epoch, cost))],
        },
    ]);

    private static SearchPoint Point(int cell) => Space.At((cell + 0.5) / 6000);
}

/// <summary>A sweep in memory: workers claim what waits, and ask the scheduler if nothing does.</summary>
internal sealed class SimulatedWorld(SweepRules rules, int epochs)
{
    private readonly List<CellObservation> _cells = [];
    private readonly Queue<int> _queue = new();
    private readonly List<(int Trial, double End)> _running = [];
    private readonly Dictionary<int, int?> _pauses = [];
    private double _now;

    public List<(int Trial, int Rung)> Promotions { get; } = [];

    public int MostAtOnce { get; private set; }

    public IReadOnlyList<TrialObservation> Trials =>
        [.. _cells.SelectMany(cell => cell.Trials).OrderBy(trial => trial.Number)];

    public void Run(int workers)
    {
        var scheduler = new Scheduler(rules);
        while (true)
        {
            while (_running.Count < workers && (_queue.Count > 0 || Decide(scheduler)))
                if (_queue.TryDequeue(out var next))
                    _running.Add((next, _now + Steps(next)));
            MostAtOnce = Math.Max(MostAtOnce, _running.Count);
            if (_running.Count == 0)
                return;
            var first = _running.MinBy(each => (each.End, each.Trial));
            _running.Remove(first);
            _now = first.End;
            Train(first.Trial);
        }
    }

    // False to wait or to end.
    private bool Decide(Scheduler scheduler)
    {
        var step = scheduler.Next(new SweepSituation
        {
            Cells = [.. _cells],
            Searched = [.. _cells],
            Proposals = _cells.Count,
        });
        switch (step)
        {
            case ProposeCell proposed:
                _cells.Add(new CellObservation(_cells.Count, proposed.Proposal.Point, []));
                AddSeeds(_cells.Count - 1, proposed.Seeds, rules.Prune!.Rungs(_cells.Count - 1, epochs)[0]);
                return true;
            case AddSeeds more:
                AddSeeds(more.Cell, more.Count, null);
                return true;
            case Promote { Verdict: { } verdict } promoted:
                Promotions.Add((promoted.Trial, verdict.Rung.Number));
                var rungs = rules.Prune!.Rungs(promoted.Trial, epochs);
                Queue(promoted.Trial, verdict.Rung.Number < rungs.Count ? rungs[verdict.Rung.Number] : null);
                return true;
            case Finish finish:
                foreach (var stopped in finish.Trials)
                    Change(stopped.Trial, trial => trial with { State = TrialState.Pruned });
                return false;
            default:
                return false;
        }
    }

    private void AddSeeds(int cell, int count, int? pause)
    {
        for (var seed = 0; seed < count; seed++)
        {
            var number = Trials.Count;
            var trials = _cells[cell].Trials;
            _cells[cell] = _cells[cell] with
            {
                Trials = [
                    .. trials, new TrialObservation(number, trials.Count, TrialState.Running) { AllEpochs = epochs },
                ],
            };
            Queue(number, pause);
        }
    }

    private void Queue(int trial, int? pause)
    {
        _pauses[trial] = pause;
        Change(trial, each => each with { State = TrialState.Running });
        _queue.Enqueue(trial);
    }

    private double Steps(int trial) => (_pauses[trial] ?? epochs) - Trials[trial].Epochs + (trial % 3 * 0.1);

    private void Train(int number)
    {
        var cell = _cells.First(each => each.Trials.Any(trial => trial.Number == number));
        var quality = double.Parse(cell.Point.Values[0].Json);
        Change(number, trial =>
        {
            var until = _pauses[number] ?? epochs;
            var curve = Enumerable.Range(1, until)
                .Select(epoch => new EpochCost(epoch, Math.Abs(quality - 0.3) + (1.0 / epoch) + (0.01 * trial.Seed)))
                .ToList();
            return trial with
            {
                State = until == epochs ? TrialState.Completed : TrialState.Paused,
                Epochs = until,
                Curve = curve,
                Cost = until == epochs ? curve[^1].Cost : null,
            };
        });
    }

    private void Change(int number, Func<TrialObservation, TrialObservation> change)
    {
        var index = _cells.FindIndex(cell => cell.Trials.Any(trial => trial.Number == number));
        _cells[index] = _cells[index] with
        {
            Trials = [.. _cells[index].Trials.Select(trial => trial.Number == number ? change(trial) : trial)],
        };
    }
}
