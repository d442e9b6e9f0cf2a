using Spectre.Console;
using SweepRunner.Runner.Progress;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Progress;

public sealed class ProgressTests : IDisposable
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);

    private readonly ManualTime _time = new();
    private readonly StringWriter _text = new() { NewLine = "\n" };
    private readonly TextWriter _shared;
    private int _calls;

    public ProgressTests() => _shared = TextWriter.Synchronized(_text);

    public void Dispose()
    {
        _shared.Dispose();
        _text.Dispose();
    }

    [Fact]
    public async Task Plain_ASweep_LeavesALineForEachTrialAndOneEveryTenSeconds()
    {
        await using var progress = new PlainProgress(_text, _time, () => _calls++);
        progress.Begin(Shown.Sweep, Shown.Trials);
        progress.TrialStarted(Shown.Trials[0], 0);
        for (var second = 1; second <= 12; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            progress.Step(0, Shown.Step with { Images = 500 * second });
        }

        progress.Metric(0, "val/accuracy", 0.8125);
        progress.TrialEnded(0, Shown.Completed, 0.8125);
        progress.TrialStarted(Shown.Trials[1], 0);
        progress.Metric(1, "val/accuracy", 0.1);
        progress.TrialEnded(1, Shown.Diverged, 0.1);
        progress.TrialStarted(Shown.Trials[2], 0);
        progress.TrialLeft(2, "taken over by another process");
        progress.TrialStarted(Shown.Trials[2], 0);
        progress.TrialLeft(2, null);
        progress.TrialEnded(2, Shown.Failed, null);
        progress.Say("that is all");

        const string First = "trial 0 (normal, norm 1.5, seed 7)";
        Assert.Equal(
            $"""
            Sweep 'nan-story': 3 trials.
              {First}: epoch 1/2, step 60/240, loss 1.235, 500 images/s, 0:30 left
            [1/3] {First}: completed (61.3 s), val/accuracy 0.8125
            [2/3] trial 1 (normal, norm default, seed 7): diverged: nan at step 1, last finite loss 1.08e+10 (0.5 s)
            trial 2 ([x], norm default, seed 7): taken over by another process
            [3/3] trial 2 ([x], norm default, seed 7): failed: out of [memory] (3.0 s)
            that is all

            """,
            _text.ToString());
    }

    [Fact]
    public async Task Plain_SweepThatGoesOn_SaysWhatIsDone()
    {
        await using var progress = new PlainProgress(_text, _time, () => _calls++);
        progress.Begin(Shown.Sweep, Shown.Begun);

        Assert.Equal("Sweep 'nan-story' resumes: 3 trials, 1 failed, 2 to go.\n", _text.ToString());
    }

    [Fact]
    public async Task Plain_SweepWithNothingLeft_SaysThatItIsDone()
    {
        await using var progress = new PlainProgress(_text, _time, () => _calls++);
        var ended = Shown.Trials.Select(trial => trial with { Outcome = Outcome.Diverged, End = Shown.Diverged });
        progress.Begin(Shown.Sweep, [.. ended]);

        Assert.Equal("Sweep 'nan-story' is done: 3 trials, 3 diverged.\n", _text.ToString());
    }

    [Fact]
    public async Task Live_CannotBeDrawn_EndsLikeAnyOther()
    {
        var progress = new LiveProgress(Terminal(), _time);
        progress.Begin(Shown.Sweep, Shown.Trials);
        await _text.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => _text.Write("a"));

        progress.TrialStarted(Shown.Trials[0], 0);
        await progress.DisposeAsync().AsTask().InTimeAsync();
    }

    [Fact]
    public async Task Plain_ATrialGetsOn_SaysSoEachTime()
    {
        await using var progress = new PlainProgress(_text, _time, () => _calls++);
        progress.Begin(Shown.Sweep, Shown.Trials);
        Assert.Equal(0, _calls);
        progress.TrialStarted(Shown.Trials[0], 0);
        progress.Step(0, Shown.Step);
        progress.Step(0, Shown.Step);
        progress.TrialEnded(0, Shown.Completed, 0.8125);

        Assert.Equal(4, _calls);
    }

    [Fact]
    public async Task Plain_SweepOfOneTrial_SaysSo()
    {
        await using var progress = new PlainProgress(_text, _time, () => _calls++);
        progress.Begin(Shown.Sweep, [Shown.Trials[0]]);

        Assert.Equal("Sweep 'nan-story': 1 trial.\n", _text.ToString());
    }

    [Fact]
    public async Task Live_ASweep_ShowsTheRunningTrialAndTheOutcomesAndLeavesTheFinishedLines()
    {
        var progress = new LiveProgress(Terminal(), _time);
        progress.Begin(Shown.Sweep, Shown.Trials);
        progress.TrialStarted(Shown.Trials[0], 0);
        progress.TrialEnded(0, Shown.Diverged, null);
        progress.TrialStarted(Shown.Trials[2], 0);
        await NextFrameAsync();
        await Eventually.HoldsAsync(() => _time.TimersOf(Frame) == 1);
        _time.Advance(TimeSpan.FromSeconds(10) - (2 * Frame));
        progress.Step(2, Shown.Step);
        // The frame that is drawn exactly ten seconds after the trial began.
        await NextFrameAsync();
        await Eventually.HoldsAsync(() => Text().Contains(" 600 images/s", StringComparison.Ordinal));
        var running = Text();
        progress.TrialEnded(2, Shown.Failed, null);
        await progress.DisposeAsync();

        Assert.StartsWith("nan-story: 3 trials, 3 to go\n", running, StringComparison.Ordinal);
        Assert.Contains(
            "diverged: nan at step 1, last finite loss 1.08e+10 (0.5 s)  trial 0 (normal, norm 1.5, "
                + "seed 7)\n",
            running,
            StringComparison.Ordinal);
        Assert.Contains("trial 2 ([x], norm default, seed 7)", running, StringComparison.Ordinal);
        Assert.Contains(
            "  epoch 1/2, step 60/240, loss 1.235, 600 images/s, 0:30 left", running, StringComparison.Ordinal);
        Assert.Contains("  1 diverged, 2 to go", running, StringComparison.Ordinal);
        Assert.Contains(
            "failed: out of [memory] (3.0 s)  trial 2 ([x], norm default, seed 7)\n",
            Text()[running.Length..],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_ATrialLeaves_SaysWhy()
    {
        await using (var progress = new LiveProgress(Terminal(), _time))
        {
            progress.Begin(Shown.Sweep, Shown.Trials);
            progress.TrialStarted(Shown.Trials[0], 0);
            progress.TrialLeft(0, "taken over by another process");
        }

        Assert.Contains(
            "taken over by another process  trial 0 (normal, norm 1.5, seed 7)\n",
            Text(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_Ended_ClearsItsLinesAndShowsTheCursor()
    {
        var progress = new LiveProgress(Terminal(AnsiSupport.Yes), _time);
        progress.Begin(Shown.Sweep, Shown.Trials);
        Assert.Contains("\e[?25l", Text(), StringComparison.Ordinal);
        await progress.DisposeAsync();

        var last = Text();
        Assert.True(
            last.LastIndexOf("\e[?25h", StringComparison.Ordinal)
                > last.LastIndexOf("\e[?25l", StringComparison.Ordinal));
        Assert.True(
            last.LastIndexOf("\e[2K", StringComparison.Ordinal) > last.LastIndexOf("to go", StringComparison.Ordinal));
        Assert.Equal(0, _time.TimersOf(Frame));
    }

    [Fact]
    public async Task Live_NeverBegun_EndsInSilence()
    {
        await new LiveProgress(Terminal(), _time).DisposeAsync();

        Assert.Equal("", Text());
    }

    private async Task NextFrameAsync()
    {
        await Eventually.HoldsAsync(() => _time.TimersOf(Frame) == 1);
        _time.Advance(Frame);
    }

    // A synchronized writer is its own lock.
    private string Text()
    {
        lock (_shared)
            return _text.ToString();
    }

    private IAnsiConsole Terminal(AnsiSupport ansi = AnsiSupport.No)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(_shared),
        });
        console.Profile.Width = 160;
        return console;
    }
}
