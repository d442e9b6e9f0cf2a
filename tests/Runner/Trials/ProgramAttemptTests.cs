using System.Diagnostics;
using SweepRunner.Runner.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Trials;

/// <summary>The environment of programs, and what later attempts find.</summary>
public sealed class ProgramAttemptTests : IDisposable
{
    private ProgramSweep? _sweep;

    public void Dispose() => _sweep?.Dispose();

    [Fact]
    public void Run_Environment_HasWhatTheProgramNeeds()
    {
        var sweep = Bash(
            """env; pwd; cat "$SWEEP_PARAMETERS"; ls -d $SWEEP_CHECKPOINTS; echo '{"acc": 1}'""");
        sweep.Run();
        var folder = sweep.Store.TrialArtifacts(sweep.Id);
        var helpers = Path.Join(AppContext.BaseDirectory, "helpers", "python");

        Assert.Equal(
            [
                "CUDA_VISIBLE_DEVICES=", "MKL_NUM_THREADS=1", "NUMEXPR_NUM_THREADS=1", "OMP_NUM_THREADS=1",
                "OPENBLAS_NUM_THREADS=1", $"PYTHONPATH={helpers}", "SWEEP_ATTEMPT=1",
                $"SWEEP_CHECKPOINTS={folder}/checkpoints", "SWEEP_DEVICE=cpu", $"SWEEP_METRICS={folder}/metrics.jsonl",
                $"SWEEP_PARAMETERS={folder}/parameters.json", "SWEEP_PARAMETER_OPTIMIZER_LR=0.1",
                "SWEEP_PARAMETER_OPTIMIZER_NAME=sgd", "SWEEP_PARAMETER_SIZES=[1,2]", "SWEEP_SEED=7", "SWEEP_THREADS=1",
                "SWEEP_TRIAL=program/0",
            ],
            sweep.Printed
                .Where(line => line.StartsWith("SWEEP_", StringComparison.Ordinal) || line.Contains("_NUM_THREADS")
                    || line.StartsWith("PYTHONPATH", StringComparison.Ordinal)
                    || line.StartsWith("CUDA_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                sweep.Place, """{"optimizer":{"lr":0.1,"name":"sgd"},"sizes":[1,2]}""", $"{folder}/checkpoints",
            ],
            sweep.Printed.TakeLast(3));
    }

    [Fact]
    public void Run_Placeholders_AreFilled()
    {
        var sweep = _sweep = ProgramSweep.Of(
            ["printf", "%s\n", "{optimizer.lr}", "--seed={seed}", "{sizes}", """{{"acc": {seed}}}"""]);
        sweep.Run();

        Assert.Equal(["0.1", "--seed=7", "[1,2]"], sweep.Printed);
        Assert.Equal(["acc@0/0=7"], sweep.Points);
    }

    [Fact]
    public void Run_ParameterTooLongForAVariable_IsInTheFileAlone()
    {
        var sweep = Bash(
            """echo ${#SWEEP_PARAMETER_NAME}; wc -c < $SWEEP_PARAMETERS; echo '{"acc": 1}'""",
            $"trial.parameters={{\"name\":\"{new string('x', 200_000)}\"}}");
        sweep.Run();

        Assert.Equal(["0", "200012"], sweep.Printed);
    }

    [Fact]
    public void Run_ParametersWithTheSameVariable_HaveNone()
    {
        var sweep = Bash(
            """env | grep SWEEP_PARAMETER_ | sort; echo '{"acc": 1}'""",
            """trial.parameters={ "lr": 1, "LR": 2, "a": { "b": 3 }, "a_b": 4, "c": 5 }""");
        sweep.Run();

        Assert.Equal(["SWEEP_PARAMETER_C=5"], sweep.Printed);
    }

    [Fact]
    public void Run_ProgramReplacedItsFiles_BothAttemptsRun()
    {
        var sweep = Bash("""
            echo '{"acc": 1}'
            for file in "$SWEEP_METRICS" "$SWEEP_PARAMETERS"; do rm "$file"; mkdir "$file"; done
            rmdir "$SWEEP_CHECKPOINTS"; touch "$SWEEP_CHECKPOINTS"
            if [ $SWEEP_ATTEMPT = 1 ]; then kill -9 $$; fi
            """);

        Assert.Equal(ExecutionResult.Released, sweep.Run());
        Assert.Equal(ExecutionResult.Done, sweep.Run());
        Assert.Equal((Outcome.Completed, false), (sweep.End.Outcome, File.Exists(sweep.Checkpoints)));
    }

    [Fact]
    public void Run_ProgramDeletedTheFolderOfItsFiles_Completes()
    {
        // Removing a folder fails while a file is added to it, such as the journal of the point.
        var sweep = Bash("""
            echo '{"acc": 1}'
            folder="$(dirname "$SWEEP_CHECKPOINTS")"
            while [ -e "$folder" ]; do rm -rf "$folder"; done
            """);
        sweep.Run();

        Assert.Equal(Outcome.Completed, sweep.End.Outcome);
    }

    [Theory]
    [InlineData("/dev/stdout")]
    [InlineData("$SWEEP_METRICS")]
    public void Run_ResumesWithoutNamingSteps_GoesOnAfterTheLastStep(string target)
    {
        var sweep = Bash($$"""
            echo '{"acc": 1}' >> {{target}}
            echo '{"acc": 2}' >> {{target}}
            touch $SWEEP_CHECKPOINTS/$SWEEP_ATTEMPT
            if [ $SWEEP_ATTEMPT = 1 ]; then kill -9 $$; fi
            """);
        sweep.Run();
        sweep.Run();

        Assert.Equal(["acc@0/0=1", "acc@1/0=2", "acc@2/0=1", "acc@3/0=2"], sweep.Points);
        Assert.Empty(sweep.Events);
    }

    [Fact]
    public void Run_BeginsAgainWithoutNamingSteps_CountsFromZero()
    {
        var sweep = Bash("""
            echo "{\"acc\": $SWEEP_ATTEMPT}"
            if [ $SWEEP_ATTEMPT = 1 ]; then echo '{"acc": 3}'; kill -9 $$; fi
            """);
        sweep.Run();
        sweep.Run();

        Assert.Equal(["acc@0/0=2"], sweep.Points);
    }

    [Fact]
    public void Run_FailsInALaterAttemptBeforeItLogs_KeepsTheStepsOfEarlierOnes()
    {
        var sweep = Bash("""
            if [ $SWEEP_ATTEMPT = 1 ]; then echo '{"step": 3, "epoch": 1, "acc": 1}'; kill -9 $$; fi
            exit 4
            """);
        sweep.Run();
        sweep.Run();

        Assert.Equal(("exit code 4", 2, 4L), (sweep.End.Kind, sweep.End.Epochs, sweep.End.Steps));
        Assert.Equal(["acc@3/1=1"], sweep.Points);
    }

    [Fact]
    public void Run_AllocatorOfTheWorker_DoesNotReachTheProgram()
    {
        const string Name = "MALLOC_MMAP_MAX_";
        var before = Environment.GetEnvironmentVariable(Name);
        Environment.SetEnvironmentVariable(Name, "0");
        try
        {
            Bash("""env; echo '{"acc": 1}'""").Run();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, before);
        }

        Assert.DoesNotContain(_sweep!.Printed, line => line.StartsWith(Name, StringComparison.Ordinal));
    }

    // A batch system signals the program too, which may end before the worker has noticed its own signal.
    [Fact]
    public async Task Run_ProgramEndsByTheSignalThatInterrupts_GivesTheTrialBack()
    {
        var sweep = Bash("touch ready; while [ ! -e go ]; do sleep 0.01; done; kill -TERM $$");
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => sweep.Run(stop.Token));
        await Eventually.HoldsAsync(() => File.Exists(Path.Join(sweep.Place, "ready")));
        await File.WriteAllTextAsync(Path.Join(sweep.Place, "go"), "");
        await Eventually.HoldsAsync(() => sweep.Living.Count == 0);
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        Assert.Equal(Outcome.Queued, sweep.Trial.Outcome);
    }

    [Fact]
    public async Task Run_Interrupted_StopsTheProgramAndGivesTheTrialBack()
    {
        var sweep = Bash("""
            trap 'echo saved > $SWEEP_CHECKPOINTS/one; exit 0' TERM
            echo '{"acc": 1, "loss": 2}'
            sleep 1000 & touch ready; wait
            """);
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => sweep.Run(stop.Token));
        await Eventually.HoldsAsync(() => File.Exists(Path.Join(sweep.Place, "ready")));
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        Assert.Equal(Outcome.Queued, sweep.Trial.Outcome);
        Assert.Equal(["acc@0/0=1", "loss@0/0=2"], sweep.Points);
        Assert.Equal("saved\n", File.ReadAllText(Path.Join(sweep.Checkpoints, "one")));
        Assert.Empty(sweep.Living);
    }

    [Fact]
    public async Task Run_InterruptedWithChildren_LetsTheProgramSaveFirst()
    {
        var sweep = Bash("""
            bash -c 'trap "touch told; exit" TERM; sleep 1000 & wait' &
            trap 'sleep 0.3; [ -e told ] || touch $SWEEP_CHECKPOINTS/alone; exit 0' TERM
            touch ready; wait
            """);
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => sweep.Run(stop.Token));
        await Eventually.HoldsAsync(() => File.Exists(Path.Join(sweep.Place, "ready")));
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        Assert.True(File.Exists(Path.Join(sweep.Checkpoints, "alone")));
        Assert.True(File.Exists(Path.Join(sweep.Place, "told")));
        Assert.Empty(sweep.Living);
    }

    // A shell that waits for its child ends when the child does.
    [Fact]
    public async Task Run_InterruptedWhileItsChildWorks_AsksTheChildToo()
    {
        var sweep = Bash("""
            trap 'echo' TERM
            bash -c 'trap "touch $SWEEP_CHECKPOINTS/one; exit" TERM; touch ready; sleep 1000 & wait'
            """);
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => sweep.Run(stop.Token));
        await Eventually.HoldsAsync(() => File.Exists(Path.Join(sweep.Place, "ready")));
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        Assert.True(File.Exists(Path.Join(sweep.Checkpoints, "one")));
        Assert.Empty(sweep.Living);
    }

    [Fact]
    public void Run_LaterAttemptWithCheckpoints_GoesOnWithItsCurve()
    {
        var sweep = Bash("""
            if [ $SWEEP_ATTEMPT = 1 ]; then
              touch $SWEEP_CHECKPOINTS/one
              for step in 0 1 2 3; do echo "{\"step\": $step, \"acc\": $step}"; done
              kill -9 $$
            fi
            echo '{"step": 2, "acc": 2}'; echo '{"step": 3, "acc": 33}'; echo '{"step": 4, "acc": 4}'
            """);

        Assert.Equal(ExecutionResult.Released, sweep.Run());
        Assert.Equal(ExecutionResult.Done, sweep.Run());
        Assert.Equal(["acc@0/0=0", "acc@1/0=1", "acc@2/0=2", "acc@3/0=3", "acc@4/0=4"], sweep.Points);
        Assert.Equal(
            [
                "value-differs: 'acc' has another value at step 3 than before; the first one is kept. A program that "
                    + "resumes from a checkpoint should log the same again, or begin after it.",
            ],
            sweep.Events);
        Assert.Equal((Outcome.Completed, 5L), (sweep.End.Outcome, sweep.End.Steps));
        Assert.False(Directory.Exists(sweep.Checkpoints));
    }

    [Theory]
    [InlineData(true, "metrics.jsonl")]
    [InlineData(false, "metrics.jsonl")]
    [InlineData(true, "unread.log")]
    [InlineData(true, "points.jsonl")]
    [InlineData(false, "points.jsonl")]
    public void Run_WorkerWasKilled_TakesTheLastLinesFromItsFilesIfItMayResume(bool isKept, string file)
    {
        // The program has logged and saved a checkpoint, and the worker was killed before it wrote the points.
        var sweep = Bash("echo '{\"step\": 3, \"acc\": 3}' >> $SWEEP_METRICS");
        var folder = sweep.Store.TrialArtifacts(sweep.Id);
        var claim = sweep.Claim();
        sweep.Store.AddMetrics(claim, [new("acc", 0, 0, 0, DateTimeOffset.UnixEpoch)]);
        sweep.Store.Release(claim);
        Directory.CreateDirectory(sweep.Checkpoints);
        if (isKept)
            File.WriteAllText(Path.Join(sweep.Checkpoints, "one"), "");
        File.WriteAllText(Path.Join(folder, file), """
            {"step": 0, "acc": 0}
            {"step": 1, "acc": 1}
            {"step": 2, "acc": 2}
            {"step": 3, "ac
            """.TrimEnd());
        sweep.Run();

        Assert.Equal(
            isKept ? ["acc@0/0=0", "acc@1/0=1", "acc@2/0=2", "acc@3/0=3"] : ["acc@0/0=0", "acc@3/0=3"], sweep.Points);
        Assert.Empty(sweep.Events);
        Assert.Equal(Outcome.Completed, sweep.Trial.Outcome);
    }

    [Fact]
    public void Run_LineOnStandardOutput_IsInAFileBeforeItIsInTheStore()
    {
        // The program waits for its line in the file.
        var sweep = Bash("""
            echo '{"step": 7, "acc": NaN, "b\"": 0.1}'
            echo '{"step": 8, "epoch": 2, "acc": -Infinity}'
            points=$(dirname $SWEEP_METRICS)/points.jsonl
            until [ "$(wc -l < $points)" = 2 ]; do sleep 0.01; done
            sed 's/^/noted: /' $points
            exit 3
            """);

        sweep.Run();

        Assert.Equal(
            ["""noted: {"step":7,"acc":NaN,"b\"":0.1}""", """noted: {"step":8,"epoch":2,"acc":-Infinity}"""],
            sweep.Log.Where(line => line.StartsWith("noted: ", StringComparison.Ordinal)));
        Assert.Equal(["acc@7/0=NaN", "acc@8/2=-Infinity", "b\"@7/0=0.1"], sweep.Points);
    }

    [Fact]
    public void Run_LaterAttemptWithoutCheckpoints_BeginsItsCurveAnew()
    {
        var sweep = Bash("""
            if [ $SWEEP_ATTEMPT = 1 ]; then
              for step in 0 1 2 3; do echo "{\"step\": $step, \"acc\": $step}"; done
              kill -9 $$
            fi
            touch $SWEEP_CHECKPOINTS/one
            for step in 0 1; do echo "{\"step\": $step, \"acc\": 1$step}"; done
            """);
        sweep.Run();
        sweep.Run();

        Assert.Equal(["acc@0/0=10", "acc@1/0=11"], sweep.Points);
        Assert.Empty(sweep.Events);
    }

    [Theory]
    [InlineData(false, "kept")]
    [InlineData(true, "empty")]
    public void Run_Retried_FindsItsCheckpointsUnlessItStartsFromNothing(bool fromStart, string expected)
    {
        var sweep = Bash("""
            if [ $SWEEP_ATTEMPT = 1 ]; then touch $SWEEP_CHECKPOINTS/one; exit 1; fi
            if [ -e $SWEEP_CHECKPOINTS/one ]; then echo kept; else echo empty; fi
            echo '{"acc": 1}'
            """);
        sweep.Run();
        sweep.Store.Requeue(ProgramSweep.Name, _ => true, fromStart);
        sweep.Run();

        Assert.Equal([expected], sweep.Printed);
    }

    [Fact]
    public void Run_EarlierProgramStillRuns_IsKilledFirst()
    {
        // As a worker leaves its program that is killed.
        var sweep = Bash("""echo '{"acc": 1}'""");
        var folder = sweep.Store.TrialArtifacts(sweep.Id);
        sweep.Store.Release(sweep.Claim());
        var start = new ProcessStartInfo("sleep", ["1000"]);
        start.Environment["SWEEP_TRIAL"] = "program/0";
        start.Environment["SWEEP_PARAMETERS"] = $"{folder}/parameters.json";
        using var left = Process.Start(start)!;
        start.Environment["SWEEP_PARAMETERS"] = "/another/store/parameters.json";
        using var other = Process.Start(start)!;
        try
        {
            sweep.Run();

            Assert.True(left.WaitForExit(TimeSpan.FromSeconds(20)));
            Assert.False(other.HasExited);
            Assert.Equal(Outcome.Completed, sweep.Trial.Outcome);
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public void Run_FileHasChanged_GivesTheTrialBackAndThrows()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("train.py"), "1");
        var sweep = Bash("true", "trial.command.files=[\"train.py\"]", $"trial.workingDirectory={folder.Path}");
        File.WriteAllText(folder.File("train.py"), "2");

        Assert.Equal(
            $"The file '{folder.File("train.py")}' has changed since the sweep 'program' was created, and its trials "
                + "are those of the file as it was. Restore the file, or give the sweep another name and run it anew.",
            Assert.Throws<CommandException>(() => sweep.Run()).Message);
        File.Delete(folder.File("train.py"));
        Assert.Equal(
            $"The file '{folder.File("train.py")}' is gone since the sweep 'program' was created, and its trials are "
                + "those of the file as it was. Restore the file, or give the sweep another name and run it anew.",
            Assert.Throws<CommandException>(() => sweep.Run()).Message);
        Assert.Equal(Outcome.Queued, sweep.Trial.Outcome);
        File.WriteAllText(folder.File("train.py"), "1");
        Assert.Equal(ExecutionResult.Failed, sweep.Run());
    }

    [Fact]
    public void Run_StoreFails_StopsTheProgramAndThrows()
    {
        var fault = new TrackingException("the disk is full");
        var sweep = Bash("""while true; do echo '{"acc": 1}'; sleep 0.1; done""");
        sweep.Store.MetricsFault = fault;

        Assert.Same(fault, Assert.Throws<TrackingException>(() => sweep.Run()));
        Assert.Empty(sweep.Living);
    }

    [Fact]
    public void Run_OtherProcessHasTheTrial_StopsTheProgram()
    {
        var sweep = Bash("""while true; do echo '{"acc": 1}'; sleep 0.1; done""");
        var claim = sweep.Claim();
        sweep.Progress.OnStep = step =>
        {
            if (step.Step == 2)
                sweep.Store.Release(claim);
        };

        Assert.Throws<LeaseLostException>(() => sweep.Execution.Run(sweep.Sweep, claim, CancellationToken.None));
        Assert.Empty(sweep.Living);
    }

    private ProgramSweep Bash(string script, params string[] overrides) =>
        _sweep = ProgramSweep.OfBash(script, overrides);
}
