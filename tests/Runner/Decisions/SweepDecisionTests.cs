using System.Text.Json.Nodes;
using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Decisions;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Decisions;

/// <summary>Sweeps that decide their trials, from the sweep file to the store, with simulated trials.</summary>
public sealed class SweepDecisionTests
{
    private const string Space = """
        "space": { "optimizer.lr": { "logUniform": [0.001, 1] }, "init.name": ["default", "normal", "zeros"] }
        """;

    private const string Whole = Space + """
        ,
        "search": { "name": "tpe", "trials": 30 },
        "prune": { "name": "asha" },
        "seeds": { "race": true, "max": 3 },
        "budget": { "trials": 40 }
        """;

    [Fact]
    public void Run_TpeAshaAndRace_EndsEveryTrialAndSpendsTheBudget()
    {
        using var sweep = new SimulatedSweep(Whole, Learns);

        sweep.Run();

        Assert.All(sweep.Trials, trial => Assert.True(trial.Outcome is Outcome.Completed or Outcome.Pruned));
        Assert.Equal(30, sweep.Trials.Select(trial => trial.Definition.Cell).Distinct().Count());
        Assert.InRange(sweep.Trials.Count, 31, 40);
        Assert.Contains(sweep.Decisions, decision => decision.Kind is DecisionKind.Seed);
        Assert.Contains(sweep.Decisions, decision => decision.Kind is DecisionKind.Promote);
        Assert.Equal(DecisionKind.End, sweep.Decisions[^1].Kind);
        Assert.All(
            sweep.Trials.Where(trial => trial.Outcome is Outcome.Pruned),
            trial => Assert.Matches("^(budget|rung [12] of 2: .*)$", trial.End!.Kind));
    }

    [Theory]
    [InlineData("tpe")]
    [InlineData("random")]
    [InlineData("sobol")]
    public void Run_KilledOverAndOver_DecidesTheSame(string search)
    {
        var keys = Whole.Replace("tpe", search);
        using var alone = new SimulatedSweep(keys, Learns);
        using var killed = new SimulatedSweep(keys, Learns);
        var random = new Random(1);

        alone.Run();
        killed.Run(isKilled: () => random.Next(4) == 0);

        Assert.Equal(alone.Story, killed.Story);
        Assert.Equal(alone.Log, killed.Log);
    }

    [Fact]
    public void Run_StoppedAndResumed_DecidesTheSame()
    {
        using var alone = new SimulatedSweep(Whole, Learns);
        using var stopped = new SimulatedSweep(Whole, Learns);

        alone.Run();
        for (var part = 0; part < 200; part++)
            stopped.Run(most: 1);

        Assert.Equal(alone.Log, stopped.Log);
    }

    [Fact]
    public void Run_StoppedBeforeTheEnd_LeavesTrialsPaused()
    {
        using var sweep = new SimulatedSweep(Whole, Learns);

        sweep.Run(most: 8);

        Assert.Contains(sweep.Trials, trial => trial.Outcome is Outcome.Paused);
        Assert.True(sweep.Store.IsOpen(SimulatedSweep.Name));
    }

    [Fact]
    public void Decide_FactsOfEachDecision_LeadToItAgain()
    {
        using var sweep = new SimulatedSweep(Whole, Learns);
        sweep.Run();

        var replay = SweepReplay.Run(sweep.Store, sweep.Sweep, TrialCatalog.BuiltIn);

        Assert.Equal("", string.Join('\n', replay.Differences));
        Assert.Equal(sweep.Decisions.Count - 1, replay.Replayed);
    }

    [Fact]
    public void Run_EveryCellDiverges_EndsWithoutABest()
    {
        using var sweep = new SimulatedSweep(Whole, _ => new Simulated(null, Outcome.Diverged));

        sweep.Run();

        Assert.Equal(30, sweep.Trials.Count);
        Assert.All(sweep.Trials, trial => Assert.Equal(Outcome.Diverged, trial.Outcome));
    }

    [Fact]
    public void Run_MetricNeverArrives_CompletesTheFewestCellsAndPrunesTheRest()
    {
        using var sweep = new SimulatedSweep(Whole, _ => new Simulated(null));

        sweep.Run();

        Assert.Single(sweep.Trials, trial => trial.Outcome is Outcome.Completed);
        Assert.All(
            sweep.Trials.Where(trial => trial.Outcome is Outcome.Pruned),
            trial => Assert.Contains("no value", trial.End!.Kind));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Run_SomeValuesAreNotFinite_NeverPromotesThem(double value)
    {
        using var sweep = new SimulatedSweep(
            Whole, epoch => epoch.Trial.Number % 3 == 0 && epoch.Seed == 0 ? value : Learns(epoch));

        sweep.Run();

        Assert.Contains(sweep.Trials, trial => trial.Outcome is Outcome.Completed);
        Assert.All(
            sweep.Trials.Where(trial => trial.Outcome is Outcome.Completed && trial.Definition.Seed == 0),
            trial => Assert.NotEqual(0, trial.Number % 3));
    }

    [Fact]
    public void Run_SomeTrialsFail_GoesOnWithoutThem()
    {
        using var sweep = new SimulatedSweep(
            Whole, epoch => epoch.Trial.Number % 4 == 1 ? new Simulated(null, Outcome.Failed) : Learns(epoch));

        sweep.Run();

        Assert.Equal(30, sweep.Trials.Select(trial => trial.Definition.Cell).Distinct().Count());
        Assert.Contains(sweep.Trials, trial => trial.Outcome is Outcome.Completed);
    }

    [Fact]
    public void Run_BudgetOfOne_RunsOneTrial()
    {
        using var sweep = new SimulatedSweep(Whole.Replace("\"trials\": 40", "\"trials\": 1"), Learns);

        sweep.Run();

        Assert.Equal(Outcome.Completed, Assert.Single(sweep.Trials).Outcome);
        Assert.Contains("budget.trials", sweep.Decisions[^1].Reason);
    }

    [Fact]
    public void Run_SpaceOfOnePoint_RunsOneCellAndGivesItSeeds()
    {
        using var sweep = new SimulatedSweep(
            """
            "space": { "init.name": ["normal"] },
            "search": { "name": "tpe", "trials": 30 },
            "seeds": { "race": true, "max": 3 }
            """,
            Learns2);

        sweep.Run();

        Assert.All(sweep.Trials, trial => Assert.Equal(0, trial.Definition.Cell));
        Assert.InRange(sweep.Trials.Count, 1, 3);
    }

    [Fact]
    public void Run_Conditions_ProposesWhatEachChoiceHas()
    {
        using var sweep = new SimulatedSweep(
            """
            "space": { "optimizer": [
              { "name": "sgd", "lr": { "logUniform": [0.001, 1] }, "momentum": [0, 0.9] },
              { "name": "adam", "lr": { "logUniform": [0.0001, 0.1] } }
            ] },
            "search": { "name": "tpe", "trials": 25 }
            """,
            epoch => 0.5 + (epoch.Trial.Definition.ConfigJson.Contains("adam") ? 0.2 : 0.1));

        sweep.Run();

        Assert.Equal(25, sweep.Trials.Count);
        var narrowed = NarrowedSpace.Create(
            sweep.Sweep, sweep.Trials, SweepReader.ReadStored(sweep.Sweep, TrialCatalog.BuiltIn).Space,
            [.. sweep.Trials.OrderByDescending(trial => trial.Definition.ConfigJson.Contains("adam"))
                .Select(trial => trial.Definition.Cell)]);
        Assert.DoesNotContain("sgd", JsonNode.Parse(narrowed.Text)!["space"]!.ToJsonString());
        var adam = sweep.Trials.Skip(10).Count(trial => trial.Definition.ConfigJson.Contains("adam"));
        Assert.InRange(adam, 8, 15);
    }

    [Fact]
    public void Run_Target_EndsTheSweep()
    {
        using var sweep = new SimulatedSweep(
            Space + """, "search": { "name": "random", "trials": 500 }, "budget": { "target": 0.8 }""", Learns);

        sweep.Run();

        Assert.InRange(sweep.Trials.Count, 1, 499);
        Assert.Contains("budget.target", sweep.Decisions[^1].Reason);
    }

    [Fact]
    public void Run_DeviceHours_PrunesWhatPausesWithTheReasonBudget()
    {
        using var sweep = new SimulatedSweep(
            Space + """
            , "search": { "name": "random", "trials": 500 }, "prune": { "name": "asha" },
            "budget": { "deviceHours": 0.5 }
            """,
            Learns);

        sweep.Run();

        Assert.Contains("budget.deviceHours", sweep.Decisions[^1].Reason);
        var pruned = sweep.Trials.Where(trial => trial.Outcome is Outcome.Pruned).ToList();
        Assert.NotEmpty(pruned);
        Assert.All(pruned, trial => Assert.Equal("budget", trial.End!.Kind));
    }

    [Fact]
    public void Extend_LargerBudget_RevivesWhatWasPruned()
    {
        using var sweep = new SimulatedSweep(Whole, Learns);
        sweep.Run();
        var pruned = sweep.Trials
            .Where(trial => trial.Outcome is Outcome.Pruned)
            .Select(trial => trial.Number)
            .ToHashSet();

        sweep.Open(Whole.Replace("\"trials\": 30", "\"trials\": 90").Replace("\"trials\": 40", "\"trials\": 130"));
        sweep.Run();

        Assert.Equal(90, sweep.Trials.Select(trial => trial.Definition.Cell).Distinct().Count());
        Assert.Contains(sweep.Decisions, decision =>
            decision.Kind is DecisionKind.Promote && pruned.Contains(decision.Trials[0]));
        Assert.All(sweep.Trials, trial => Assert.True(trial.Outcome is Outcome.Completed or Outcome.Pruned));
    }

    [Theory]
    [InlineData("\"trials\": 30", "\"trials\": 20", "search.trials")]
    [InlineData("\"trials\": 40", "\"trials\": 39", "budget.trials")]
    [InlineData("\"max\": 3", "\"max\": 2", "seeds")]
    [InlineData("tpe", "random", "search.name")]
    [InlineData("asha", "median", "prune.name")]
    [InlineData("[0.001, 1]", "[0.5, 1]", "space.optimizer.lr")]
    [InlineData("\"zeros\"]", "\"zeros\"], \"optimizer.momentum\": [0, 0.9]", "space.optimizer.momentum")]
    [InlineData("\"budget\"", "\"objective\": { \"metric\": \"val/loss\" }, \"budget\"", "objective")]
    public void Extend_WhatWouldNotBelongTogether_IsRefused(string before, string now, string path)
    {
        using var sweep = new SimulatedSweep(Whole, Learns);
        sweep.Run(most: 12);

        var refused = Assert.Throws<CommandException>(() => sweep.Open(Whole.Replace(before, now)));

        Assert.Contains(path, refused.Message);
    }

    [Fact]
    public void Replay_AfterAnExtension_MakesTheLaterDecisionsAgain()
    {
        using var sweep = new SimulatedSweep(Whole, Learns);
        sweep.Run();
        sweep.Open(Whole.Replace("\"trials\": 30", "\"trials\": 34").Replace("\"trials\": 40", "\"trials\": 50"));
        sweep.Run();

        var replay = SweepReplay.Run(sweep.Store, sweep.Sweep, TrialCatalog.BuiltIn);

        Assert.Equal("", string.Join('\n', replay.Differences));
        Assert.InRange(replay.Replayed, 1, sweep.Decisions.Count / 2);
    }

    [Fact]
    public void Retry_FailedTrial_DecidesAgain()
    {
        var fails = true;
        using var sweep = new SimulatedSweep(
            Space + """, "search": { "name": "tpe", "trials": 12 }, "prune": { "name": "asha" }""",
            epoch => fails && epoch.Trial.Number < 11 ? new Simulated(null, Outcome.Failed) : Learns(epoch));
        sweep.Run();

        fails = false;
        sweep.Store.Requeue(SimulatedSweep.Name, trial => trial.Outcome is Outcome.Failed, fromStart: false);
        sweep.Run();

        Assert.Equal(12, sweep.Trials.Count);
        Assert.True(sweep.Trials.Count(trial => trial.Outcome is Outcome.Completed) >= 2);
        Assert.All(sweep.Trials, trial => Assert.True(trial.Outcome is Outcome.Completed or Outcome.Pruned));
    }

    [Fact]
    public void Run_PrunedSeeds_GivesTheOthersToCellsThatCompleted()
    {
        using var sweep = new SimulatedSweep(
            Space + """, "search": { "name": "random", "trials": 9 }, "prune": { "name": "asha" }, "seeds": 3""",
            Learns);

        sweep.Run();

        foreach (var cell in sweep.Trials.GroupBy(trial => trial.Definition.Cell))
            Assert.Equal(cell.First().Outcome is Outcome.Completed ? 3 : 1, cell.Count());
    }

    // The best rate is 0.1, and the third initialisation is worse.
    private static Simulated Learns(SimulatedEpoch epoch) =>
        Curve(
            epoch,
            Math.Abs(Math.Log10(epoch.At(0)) + 1) + (epoch.Trial.Definition.SpaceValues[1] == "\"zeros\"" ? 1 : 0));

    private static Simulated Learns2(SimulatedEpoch epoch) => Curve(epoch, 1);

    private static double Curve(SimulatedEpoch epoch, double distance) =>
        (1 - (distance * 0.2)) * (1 - Math.Exp(-(epoch.Epoch + 1) / 3.0)) + (0.001 * (epoch.Seed % 7));
}
