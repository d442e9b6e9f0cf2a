using Spectre.Console;
using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>A few lines at the bottom of a terminal, drawn anew five times a second; every finished trial leaves a line above them.</summary>
internal sealed class LiveProgress : ISweepProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly IAnsiConsole _console;
    private readonly SweepTally _tally;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly Queue<string> _finished = new();
    private Task _drawing = Task.CompletedTask;

    public LiveProgress(IAnsiConsole console, TimeProvider time)
    {
        _console = console;
        _time = time;
        _tally = new SweepTally(time);
    }

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        _tally.Begin(sweep, trials);
        _console.MarkupLineInterpolated($"[bold]{sweep.Definition.Name}[/]: {_tally.Size}, {_tally.Outcomes()}");
        _drawing = DrawAsync();
    }

    public void TrialStarted(TrialRecord trial) => Locked(() => _tally.TrialStarted(trial));

    public void Step(StepProgress progress) => Locked(() => _tally.Step(progress));

    public void Metric(string metric, double value) => Locked(() => _tally.Metric(metric, value));

    public void TrialEnded(TrialEnd end) => Locked(() =>
    {
        var colour = end.Outcome switch
        {
            Outcome.Completed => "green",
            Outcome.Diverged => "yellow",
            _ => "red",
        };
        _finished.Enqueue($"[{colour}]{Markup.Escape(SweepTally.Describe(end))}[/]  {Markup.Escape(_tally.Label(_tally.Running!))}");
        _tally.TrialEnded(end);
    });

    public void TrialLost() => Locked(() =>
    {
        _finished.Enqueue($"[red]{SweepTally.Lost}[/]  {Markup.Escape(_tally.Label(_tally.Running!))}");
        _tally.TrialLost();
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _drawing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private Task DrawAsync() => _console.Live(Text.Empty).AutoClear(true).StartAsync(async context =>
    {
        while (!_stop.IsCancellationRequested)
        {
            Draw(context);
            try
            {
                await Task.Delay(Interval, _time, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
        }

        Draw(context);
    });

    private void Draw(LiveDisplayContext context)
    {
        lock (_gate)
        {
            while (_finished.TryDequeue(out var line))
                _console.MarkupLine(line);

            context.UpdateTarget(Lines());
        }
    }

    private Rows Lines() => new Rows(
        new Text(_tally.Running is { } trial ? $"trial {_tally.Label(trial)}" : "between trials", new Style(decoration: Decoration.Bold)),
        new Text(_tally.Running is null ? "" : $"  {_tally.Position()}"),
        new Text($"  {_tally.Outcomes()}", new Style(foreground: Color.Grey)));

    private void Locked(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }
}
