using SweepRunner.Runner.Trials;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.Trials;

[Collection(TrainingTests.Name)]
public sealed class TrialStorageTests : IDisposable
{
    private const int Steps = 4;

    private readonly TinySweep _tiny = new("checkpoint.everySeconds=1");
    private readonly List<long> _stepsDone = [];

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void Run_ToItsEnd_KeepsTheModelsAndNoCheckpoint()
    {
        Run();

        Assert.Equal(["model-best.safetensors", "model-last.safetensors"], Files());
        Assert.Empty(_tiny.Store.Checkpoints(new TrialId(TinySweep.Name, 0)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_Interrupted_GoesOnWhereItStoppedWithTheSameNumbers(int stopAt)
    {
        var expected = Uninterrupted();

        InterruptAt(stopAt);
        var done = _stepsDone.Count;
        Run();

        Assert.Equal(Steps, _stepsDone.Count);
        Assert.InRange(done, stopAt, stopAt + 1);
        Assert.Equal(expected, Numbers());
        Assert.Equal(
            [AttemptEnding.Released, AttemptEnding.Finished],
            _tiny.Store.Attempts(new TrialId(TinySweep.Name, 0)).Select(attempt => attempt.Ending!.Value));
    }

    [Fact]
    public void Run_KilledBetweenTheTestAndTheTrialsEnd_MeasuresTheTestAgainWithTheSameNumbers()
    {
        var expected = Uninterrupted();
        _tiny.Progress.OnStep = _ => _tiny.Time.Advance(TimeSpan.FromSeconds(0.6));
        _tiny.Store.FinishFault = new TrackingException("killed");
        Assert.Throws<TrackingException>(Run);
        _tiny.Store.FinishFault = null;
        _tiny.Time.Advance(TrackingStores.LeaseDuration);

        _stepsDone.Clear();
        Run();

        Assert.Empty(_stepsDone);
        Assert.Equal(expected, Numbers());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_AfterADeath_TakesCheckpointsCloseTogether(bool hasDied)
    {
        // Four steps an epoch, a quarter of a second each: but for a death the first checkpoint is due at the epoch's
        // end.
        using var tiny = new TinySweep("trial.data.trainSamples=50", "checkpoint.everySeconds=60");
        tiny.Progress.OnStep = _ => tiny.Time.Advance(TimeSpan.FromSeconds(0.25));
        var first = tiny.Claim();
        if (hasDied)
            tiny.Time.Advance(TrackingStores.LeaseDuration);
        else
            tiny.Store.Release(first);
        tiny.Execution.Run(tiny.Sweep, tiny.Claim(), CancellationToken.None);

        Assert.Equal(hasDied, tiny.Store.SavedCheckpoints.Contains("checkpoint-2-2.safetensors"));
        Assert.Contains("checkpoint-2-4.safetensors", tiny.Store.SavedCheckpoints);
    }

    [Fact]
    public void Run_LeftoversOfAKilledWriter_AreCleared()
    {
        InterruptAt(2);
        File.WriteAllText(Path.Join(Folder, "checkpoint-1-3.safetensors.77.tmp"), "torn");
        Run();

        Assert.Equal(["model-best.safetensors", "model-last.safetensors"], Files());
    }

    [Fact]
    public void SaveModel_LeaseWasLost_LeavesTheOthersModelAlone()
    {
        var claim = _tiny.Claim();
        using var buffer = new MetricBuffer(_tiny.Store, claim, _tiny.Progress, _tiny.Time);
        var storage = new TrialStorage(_tiny.Store, claim, buffer, TimeSpan.FromSeconds(60), _tiny.Time);
        _tiny.Time.Advance(TrackingStores.LeaseDuration);
        Run();
        var model = Path.Join(Folder, "model-last.safetensors");
        var content = File.ReadAllBytes(model);

        Assert.Throws<LeaseLostException>(() => storage.SaveModel("last", stream => stream.WriteByte(1)));
        Assert.Equal(content, File.ReadAllBytes(model));
        Assert.Equal(["model-best.safetensors", "model-last.safetensors"], Files());
    }

    // A process on another machine that was cut off may still rename a file of its own.
    [Fact]
    public void SaveModel_FolderIsShared_HasTheAttemptInItsName()
    {
        _tiny.Store.IsShared = true;
        InterruptAt(3);
        Run();

        Assert.Equal(["model-best-1.safetensors", "model-last-2.safetensors"], Files());
    }

    [Fact]
    public void Run_NewestCheckpointHasAFlippedByte_GoesOnFromTheOneBefore()
    {
        var expected = Uninterrupted();
        SaveEveryStep();
        InterruptAt(3);
        var checkpoints = _tiny.Store.Checkpoints(new TrialId(TinySweep.Name, 0));
        Assert.Equal(2, checkpoints.Count);
        var newest = Path.Combine(Folder, checkpoints[0].File);
        var bytes = File.ReadAllBytes(newest);
        bytes[^1] ^= 1;
        File.WriteAllBytes(newest, bytes);

        _stepsDone.Clear();
        Run();

        Assert.Equal(Steps - checkpoints[1].Steps, _stepsDone.Count);
        Assert.Equal(expected, Numbers());
        var happening = Assert.Single(_tiny.Store.Events(new TrialId(TinySweep.Name, 0)));
        Assert.Equal(
            $"{checkpoints[0].File} is missing or its checksum differs; the trial resumes from the "
                + "checkpoint before it, or starts again.",
            happening.Event.Message);
        Assert.Equal(
            $"Warning: trial tiny/0 resumes from step {checkpoints[1].Steps}, since these checkpoints are missing or "
            + $"damaged: {checkpoints[0].File}.",
            Assert.Single(_tiny.Progress.Said));
    }

    [Fact]
    public void Run_DamagedCheckpointHasATwinOfAsManySteps_GoesOnFromOneOfFewer()
    {
        var expected = Uninterrupted();
        SaveEveryStep();
        InterruptAt(3);
        var checkpoints = _tiny.Store.Checkpoints(new TrialId(TinySweep.Name, 0));
        var claim = _tiny.Claim();
        var twin = checkpoints[0] with { File = "checkpoint-2-twin.safetensors" };
        File.Copy(Path.Combine(Folder, checkpoints[0].File), Path.Combine(Folder, twin.File));
        _tiny.Store.SaveCheckpoint(claim, twin, []);
        _tiny.Store.Release(claim);
        File.Delete(Path.Combine(Folder, twin.File));

        _stepsDone.Clear();
        Run();

        Assert.Equal(Steps - checkpoints[1].Steps, _stepsDone.Count);
        Assert.Equal(expected, Numbers());
    }

    [Fact]
    public void Run_EveryCheckpointDeleted_StartsAnewWithTheSameNumbers()
    {
        var expected = Uninterrupted();
        InterruptAt(3);
        foreach (var file in Directory.GetFiles(Folder, "checkpoint-*"))
            File.Delete(file);

        _stepsDone.Clear();
        Run();

        Assert.Equal(Steps, _stepsDone.Count);
        Assert.Equal(expected, Numbers());
        Assert.StartsWith(
            "Warning: trial tiny/0 starts again, since these checkpoints are missing or damaged: checkpoint-1-",
            Assert.Single(_tiny.Progress.Said),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SavingOften_KeepsTwoCheckpoints()
    {
        SaveEveryStep();
        InterruptAt(3);

        Assert.Equal(2, Files().Count(file => file.StartsWith("checkpoint-", StringComparison.Ordinal)));
        Assert.Equal(2, _tiny.Store.Checkpoints(new TrialId(TinySweep.Name, 0)).Count);
    }

    private string Folder => _tiny.Store.TrialArtifacts(new TrialId(TinySweep.Name, 0));

    private IEnumerable<string> Files() => Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order();

    private void SaveEveryStep() => _tiny.Progress.OnStep = _ => _tiny.Time.Advance(TimeSpan.FromSeconds(2));

    private void Run()
    {
        var advance = _tiny.Progress.OnStep;
        _tiny.Progress.OnStep = step =>
        {
            _stepsDone.Add(step.Step);
            advance(step);
        };
        _tiny.Execution.Run(_tiny.Sweep, _tiny.Claim(), CancellationToken.None);
        _tiny.Progress.OnStep = advance;
    }

    private void InterruptAt(int stopAt)
    {
        using var interruption = new CancellationTokenSource();
        var advance = _tiny.Progress.OnStep;
        _tiny.Progress.OnStep = step =>
        {
            _stepsDone.Add(step.Step);
            advance(step);
            if (step.Step == stopAt)
                interruption.Cancel();
        };
        Assert.Throws<OperationCanceledException>(() =>
            _tiny.Execution.Run(_tiny.Sweep, _tiny.Claim(), interruption.Token)
        );
        _tiny.Progress.OnStep = advance;
    }

    private static List<(string Metric, long Step, int Epoch, long Bits)> Uninterrupted()
    {
        using var whole = new TinySweep("checkpoint.everySeconds=1");
        whole.Execution.Run(whole.Sweep, whole.Claim(), CancellationToken.None);
        return Numbers(whole);
    }

    private List<(string Metric, long Step, int Epoch, long Bits)> Numbers() => Numbers(_tiny);

    private static List<(string Metric, long Step, int Epoch, long Bits)> Numbers(TinySweep tiny) =>
    [
        .. tiny.Store.Metrics(TinySweep.Name)
            .Select(each => each.Point)
            .Where(point => !point.Metric.StartsWith("system/", StringComparison.Ordinal))
            .Select(point => (point.Metric, point.Step, point.Epoch, BitConverter.DoubleToInt64Bits(point.Value))),
    ];
}
