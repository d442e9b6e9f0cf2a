using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Runner.Trials;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Trials;

public sealed class WorkerTimeTests
{
    private readonly ManualTime _time = new();

    // 600 seconds are given; 15 are for the stop.
    [Theory]
    [InlineData(525, true)] // a checkpoint after 60 seconds
    [InlineData(526, false)]
    [InlineData(575, true, 10)] // trials end sooner
    [InlineData(576, false, 10)]
    [InlineData(570, true, 10, 20)]
    [InlineData(571, false, 10, 20)]
    [InlineData(525, true, 1000)]
    [InlineData(526, false, 1000)]
    public void AllowsClaim_OfANetwork_KeepsTimeForACheckpoint(int at, bool expected, params int[] trials) =>
        Assert.Equal(expected, AllowsClaim(TinySweep.Plan("checkpoint.everySeconds=60").Config, 600, at, trials));

    [Theory]
    [InlineData(585, true)] // how long a trial takes is not known
    [InlineData(586, false)]
    [InlineData(485, true, 100)] // a program may save nothing before its end
    [InlineData(486, false, 100)]
    [InlineData(285, true, 1000)] // a worker gives half of its time at most
    [InlineData(286, false, 1000)]
    public void AllowsClaim_OfAProgram_KeepsTimeForATrial(int at, bool expected, params int[] trials) =>
        Assert.Equal(expected, AllowsClaim(SweepTexts.Read(SweepTexts.Program).Config, 600, at, trials));

    [Fact]
    public void AllowsClaim_AtTheStartOfAShortTask_IsTrue() =>
        Assert.True(AllowsClaim(TinySweep.Plan("checkpoint.everySeconds=3600").Config, seconds: 60, at: 0, []));

    private bool AllowsClaim(SweepConfig config, int seconds, int at, int[] trials)
    {
        var worker = new WorkerTime(_time.GetUtcNow() + TimeSpan.FromSeconds(seconds), config, _time);
        foreach (var trial in trials)
            worker.Add(TimeSpan.FromSeconds(trial));
        _time.Advance(TimeSpan.FromSeconds(at));
        return worker.AllowsClaim;
    }
}
