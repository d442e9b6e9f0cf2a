using System.Diagnostics;
using SweepRunner.Runner.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Trials;

/// <summary>How programs end, good ones and bad ones: the rows of <c>docs/program-outcomes.md</c>.</summary>
public sealed class ProgramOutcomeTests : IDisposable
{
    private ProgramSweep? _sweep;

    public void Dispose() => _sweep?.Dispose();

    [Fact]
    public void Run_MetricsAndText_CompletesWithPointsAndLog()
    {
        var sweep = Bash("""
            echo begin
            echo '{"step": 10, "epoch": 1, "loss": 0.5, "acc": 0.25}'
            echo to the error stream >&2; sleep 0.1
            echo '{"step": 20, "loss": 0.25, "acc": 0.75}'
            echo end
            """);

        Assert.Equal(ExecutionResult.Done, sweep.Run());
        Assert.Equal(
            new TrialEnd
            {
                Outcome = Outcome.Completed,
                Epochs = 2,
                Steps = 21,
                LastFiniteLoss = 0.25,
                ElapsedSeconds = sweep.End.ElapsedSeconds,
            },
            sweep.End);
        Assert.Equal(["acc@10/1=0.25", "acc@20/1=0.75", "loss@10/1=0.5", "loss@20/1=0.25"], sweep.Points);
        Assert.Equal(["begin", "end", "to the error stream"], sweep.Printed.Order());
        Assert.Equal([sweep.End], sweep.Progress.Ended);
        Assert.Empty(sweep.Events);
    }

    [Fact]
    public void Run_PrintsNothing_FailsWithoutTheObjective()
    {
        var sweep = Bash("true");

        Assert.Equal(ExecutionResult.Failed, sweep.Run());
        Assert.Equal("exit code 0 without the objective 'acc'; it logged no metrics", sweep.End.Kind);
        Assert.Equal($"{sweep.End.Kind}\nIts standard error was empty.", sweep.End.Error);
        Assert.Empty(sweep.Printed);
    }

    [Fact]
    public void Run_ExitsWithoutTheObjective_FailsWithTheNearestName()
    {
        var sweep = Bash("""echo '{"loss": 1, "Acc": 2}'""");
        sweep.Run();

        Assert.Equal(
            "exit code 0 without the objective 'acc'; it logged: loss, Acc; did you mean 'Acc'?", sweep.End.Kind);
        Assert.Equal(1, sweep.End.Steps);
    }

    [Fact]
    public void Run_PrintsBinary_KeepsItInTheLog()
    {
        var sweep = Bash("""
            head -c 300000 /dev/urandom; head -c 100000 /dev/urandom >&2
            echo; echo '{"acc": 1}'
            """);
        sweep.Run();

        Assert.Equal(Outcome.Completed, sweep.Trial.Outcome);
        Assert.Equal(["acc@0/0=1"], sweep.Points);
    }

    [Fact]
    public void Run_ExitCode_FailsWithTheLastLinesOfItsStandardError()
    {
        var sweep = Bash("""
            for line in {1..30}; do echo "line $line" >&2; done
            printf 'bar 10%%\rbar 100%%\n\033[31mred\033[0m\n' >&2
            head -c 600 /dev/zero | tr '\0' x >&2; echo >&2
            echo '{"acc": 1, "epoch": 4, "step": 8}'
            exit 3
            """);
        sweep.Run();

        Assert.Equal(
            (Outcome.Failed, "exit code 3", 5, 9L),
            (sweep.End.Outcome, sweep.End.Kind, sweep.End.Epochs, sweep.End.Steps));
        Assert.Equal(
            [
                "exit code 3", "The last lines of its standard error:",
                .. Enumerable.Range(14, 17).Select(line => $"line {line}"), "bar 100%", "\\u001b[31mred\\u001b[0m",
                $"{new string('x', 500)}... (600 bytes)",
            ],
            sweep.End.Error!.Split('\n'));
    }

    [Fact]
    public void Run_Signal_FailsWithItsName()
    {
        var sweep = Bash("kill -SEGV $$");
        sweep.Run();

        Assert.Equal("killed by signal 11 (SIGSEGV)", sweep.End.Kind);
    }

    [Theory]
    [InlineData("kill -KILL $$", "killed by signal 9 (SIGKILL)")]
    [InlineData("/usr/bin/python3 -c 'x = bytearray(10**15)'", "exit code 1")]
    [InlineData("echo 'torch.OutOfMemoryError: CUDA out of memory.' >&2; exit 1", "exit code 1")]
    public void Run_DiesOfMemory_GoesBackToTheQueueOnceThenFails(string script, string reason)
    {
        var sweep = Bash(script);

        Assert.Equal(ExecutionResult.Released, sweep.Run());
        Assert.Equal(Outcome.Queued, sweep.Trial.Outcome);
        Assert.Equal([$"is tried again later: {reason}"], sweep.Progress.Left);
        Assert.Equal(ExecutionResult.Failed, sweep.Run());
        Assert.Equal(reason, sweep.End.Kind);
    }

    [Fact]
    public void Run_Hangs_FailsAfterItsSilence()
    {
        var sweep = Bash(
            """echo '{"acc": 1}'; echo before >&2; sleep 100""", "trial.command.silenceSeconds=1");
        var clock = Stopwatch.StartNew();
        sweep.Run();

        Assert.Equal("no output for 1 s (silenceSeconds)", sweep.End.Kind);
        Assert.EndsWith("before", sweep.End.Error, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 20);
        Assert.Empty(sweep.Living);
    }

    [Fact]
    public void Run_AnyOutputInTime_IsNotSilent()
    {
        var sweep = Bash(
            """
            for count in 1 2 3; do sleep 0.5; echo out; sleep 0.5; echo error >&2; done
            for count in 1 2 3; do sleep 0.8; echo '{"acc": 1}' >> $SWEEP_METRICS; done
            """,
            "trial.command.silenceSeconds=2");
        sweep.Run();

        Assert.Equal(Outcome.Completed, sweep.Trial.Outcome);
    }

    [Theory]
    [InlineData("NaN", "nan")]
    [InlineData("-Infinity", "inf")]
    [InlineData("1000.5", "loss-above")]
    public void Run_LossDiverges_StopsTheProgramWithinASecond(string loss, string kind)
    {
        var sweep = Bash(
            $$"""
            echo '{"step": 0, "loss": 2, "acc": 0.5}'
            echo '{"step": 1, "loss": {{loss}}, "acc": 0.25}'
            echo '{"step": 2, "loss": 1, "acc": 0.75}'
            touch $SWEEP_CHECKPOINTS/one; sleep 100
            """,
            "stop.divergence.lossAbove=1000");
        var clock = Stopwatch.StartNew();

        Assert.Equal(ExecutionResult.Done, sweep.Run());
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        Assert.Equal(
            (Outcome.Diverged, kind, 1L, 2L),
            (sweep.End.Outcome, sweep.End.Kind, sweep.End.Step!.Value, sweep.End.Steps));
        Assert.Equal(kind == "loss-above" ? 1000.5 : 2, sweep.End.LastFiniteLoss);
        Assert.StartsWith("""{"losses":[2,""", sweep.End.DivergenceJson, StringComparison.Ordinal);
        Assert.DoesNotContain("acc@2/0=0.75", sweep.Points);
        Assert.False(Directory.Exists(sweep.Checkpoints));
        Assert.Empty(sweep.Living);
    }

    [Theory]
    [InlineData("1", Outcome.Completed)]
    [InlineData("NaN", Outcome.Diverged)]
    public void Run_CheckpointsCannotBeDeleted_EndsWithAWarning(string loss, Outcome outcome)
    {
        var sweep = Bash(
            "mkdir $SWEEP_CHECKPOINTS/disk; mount -t tmpfs tmpfs $SWEEP_CHECKPOINTS/disk; "
                + $$"""echo '{"acc": 1, "loss": {{loss}}}'""");
        try
        {
            sweep.Run();
        }
        finally
        {
            Shell.Run("umount", Path.Join(sweep.Checkpoints, "disk"));
        }

        Assert.Equal(outcome, sweep.Trial.Outcome);
        Assert.StartsWith(
            "Warning: the checkpoints of trial program/0, which are no longer needed, cannot be deleted. ",
            Assert.Single(sweep.Progress.Said),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LastObjectiveIsNaN_HasDiverged()
    {
        var sweep = Bash("""echo '{"acc": 1, "train/loss": 3}'; echo '{"acc": NaN}'""");
        sweep.Run();

        Assert.Equal(
            (Outcome.Diverged, "nan", 1L, 3.0),
            (sweep.End.Outcome, sweep.End.Kind, sweep.End.Step, sweep.End.LastFiniteLoss));
    }

    [Fact]
    public void Run_LossOfAName_IsTheOneThatCounts()
    {
        var sweep = Bash("""echo '{"acc": 1, "loss": NaN, "nll": 2}'""", "stop.divergence.metric=nll");
        sweep.Run();

        Assert.Equal((Outcome.Completed, 2.0), (sweep.End.Outcome, sweep.End.LastFiniteLoss));
    }

    [Fact]
    public void Run_ChildrenThatIgnoreTheirEnd_AreKilledWithTheProgram()
    {
        var sweep = Bash("""
            trap '' TERM
            (trap '' TERM; sleep 1000 & wait) &
            setsid bash -c 'trap "" TERM; echo $$ > other; sleep 1000; sleep 1000' < /dev/null > /dev/null 2>&1 &
            env -i /usr/bin/setsid /bin/sleep 1001 &
            until [ -s other ]; do sleep 0.01; done
            echo '{"loss": NaN}'
            sleep 1000; sleep 1000
            """);
        var clock = Stopwatch.StartNew();
        sweep.Run();

        Assert.Equal("nan", sweep.End.Kind);
        Assert.InRange(clock.Elapsed.TotalSeconds, 3, 20);
        Assert.Empty(sweep.Living);
        Assert.False(sweep.Lives("other"));
    }

    [Fact]
    public void Run_ProgramLeavesAChild_TheChildIsStopped()
    {
        var sweep = Bash("""echo '{"acc": 1}'; (sleep 1000; echo late) & echo $! > child""");
        var clock = Stopwatch.StartNew();
        sweep.Run();

        Assert.Equal(Outcome.Completed, sweep.Trial.Outcome);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        Assert.False(sweep.Lives("child"));
    }

    [Fact]
    public void Run_WritesToTheTerminal_FindsNone()
    {
        var sweep = Bash("""
            if echo hello > /dev/tty; then exit 5; fi 2> /dev/null
            if read -r line; then exit 6; fi
            echo '{"acc": 1}'
            """);
        sweep.Run();

        Assert.Equal(Outcome.Completed, sweep.Trial.Outcome);
    }

    [Fact]
    public void Run_PipeInTheProgramBreaks_EndsItsWriterInSilence()
    {
        var sweep = Bash("""
            set -o pipefail
            yes | head -n 1 > /dev/null
            [ $? = 141 ] && echo '{"acc": 1}'
            """);
        sweep.Run();

        Assert.Equal((Outcome.Completed, null), (sweep.End.Outcome, sweep.End.Error));
        Assert.Empty(sweep.Printed);
    }

    [Fact]
    public void Run_ClosesItsStandardOutput_GoesOnByTheMetricsFile()
    {
        var sweep = Bash("""
            echo '{"acc": 1}'
            exec >&- 2>&-
            sleep 0.7
            echo '{"acc": 2, "step": 5}' >> $SWEEP_METRICS
            printf '{"acc": 3, "step": 6}' >> $SWEEP_METRICS
            """);
        sweep.Run();

        Assert.Equal(["acc@0/0=1", "acc@5/0=2", "acc@6/0=3"], sweep.Points);
        Assert.Equal(Outcome.Completed, sweep.Trial.Outcome);
    }

    [Theory]
    [InlineData("""{"acc": 2}""", "acc@1/0=2")]
    [InlineData("""{"acc": 2""", "")]
    public void Run_HalfALineAtTheEnd_CountsIfItIsWhole(string last, string point)
    {
        var sweep = Bash($$"""echo '{"acc": 1}'; printf '{{last}}'""");
        sweep.Run();

        Assert.Equal(Outcome.Completed, sweep.Trial.Outcome);
        Assert.Equal(point.Length > 0 ? ["acc@0/0=1", point] : ["acc@0/0=1"], sweep.Points);
        Assert.Equal(point.Length > 0 ? [] : [last], sweep.Printed);
    }

    [Fact]
    public void Run_MetricOfTheSystem_IsKept()
    {
        var sweep = Bash("""echo '{"acc": 1, "system/x": 5}'""");
        sweep.Run();

        Assert.Equal(["acc@0/0=1", "system/x@0/0=5"], sweep.Points);
    }

    [Fact]
    public void Run_StepsBackwards_KeepsThePointsAndTellsOnce()
    {
        var sweep = Bash("""
            echo '{"step": 5, "acc": 5}'; echo '{"step": 3, "acc": 3}'; echo '{"step": 4, "acc": 4}'
            echo '{"step": 5, "acc": 5}'; echo '{"step": 3, "acc": 33}'
            """);
        sweep.Run();

        Assert.Equal(["acc@3/0=3", "acc@4/0=4", "acc@5/0=5"], sweep.Points);
        const string Backwards = "The steps of 'acc' go backwards, at step 3 for the first time. Points are ordered "
            + "by step, so steps should grow over all epochs.";
        const string Differs = "'acc' has another value at step 3 than before; the first one is kept. A program that "
            + "resumes from a checkpoint should log the same again, or begin after it.";
        Assert.Equal([$"steps-backwards: {Backwards}", $"value-differs: {Differs}"], sweep.Events);
        Assert.Equal([$"Trial program/0: {Backwards}", $"Trial program/0: {Differs}"], sweep.Progress.Said);
        Assert.Equal([$"... sweep: {Backwards}", $"... sweep: {Differs}"], sweep.Printed);
    }

    [Fact]
    public void Run_ManyLines_TakesThemAll()
    {
        var sweep = Python("""
            import sys
            sys.stdout.write("".join('{"step": %d, "acc": %d}\n' % (i, i) for i in range(200000)))
            """);
        sweep.Run();

        Assert.Equal((Outcome.Completed, 200000L), (sweep.End.Outcome, sweep.End.Steps));
        Assert.Equal(200000, sweep.Store.Metrics(sweep.Id).Count());
    }

    [Fact]
    public void Run_FloodsItsOutput_HasTheFirstAndLastOfItInTheLog()
    {
        var sweep = Bash("""
            echo first; yes 'a line of some forty characters of text.' | head -n 3000000; echo last
            echo '{"acc": 1}'
            """);
        sweep.Run();

        Assert.Equal(Outcome.Completed, sweep.Trial.Outcome);
        var log = sweep.Log;
        Assert.Equal(("first", "last"), (log[1], log[^2]));
        Assert.Single(log, line => line.EndsWith(" bytes are left out here.", StringComparison.Ordinal));
        Assert.InRange(log.Sum(line => line.Length + 1), 60_000_000, 68_000_000);
    }

    [Fact]
    public void Run_ProgramIsNotThere_FailsWithItsName()
    {
        var sweep = _sweep = ProgramSweep.Of(["./train.sh"]);
        sweep.Run();

        Assert.Equal(
            $"There is no program '{sweep.Place}/train.sh': './train.sh' counts from the working directory",
            sweep.End.Kind);
    }

    [Fact]
    public void Run_InterpreterIsNotThere_FailsWithTheReason()
    {
        var sweep = _sweep = ProgramSweep.Of(["./train"]);
        var file = Path.Join(sweep.Place, "train");
        File.WriteAllText(file, "#!/no/such/python\n");
        Shell.Run("chmod", "+x", file);
        sweep.Run();

        Assert.Equal("the program could not be started: ./train: No such file or directory", sweep.End.Kind);
    }

    private ProgramSweep Bash(string script, params string[] overrides) =>
        _sweep = ProgramSweep.OfBash(script, overrides);

    private ProgramSweep Python(string script) => _sweep = ProgramSweep.OfPython(script);
}
