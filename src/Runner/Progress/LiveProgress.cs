using Spectre.Console;
using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>A few lines at the bottom of a terminal, drawn five times a second. Each ended trial leaves a line above
/// them.</summary>
internal sealed class LiveProgress(IAnsiConsole console, TimeProvider time) : ISweepProgress
{
    private const int MostTrialsShown = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly ProgressState _state = new(time);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<string> _lines = new();
    private Task _drawing = Task.CompletedTask;

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        _state.Begin(sweep, trials);
        console.MarkupLineInterpolated($"[bold]{sweep.Definition.Name}[/]: {_state.Size}, {_state.Outcomes()}");
        _drawing = DrawAsync();
    }

    public void TrialStarted(TrialRecord trial, long stepsDone) => Locked(() => _state.TrialStarted(trial, stepsDone));

    public void Step(int trial, StepProgress progress) => Locked(() => _state.Step(trial, progress));

    public void Metric(int trial, string metric, double value) => Locked(() => _state.Metric(trial, metric, value));

    public void TrialEnded(int trial, TrialEnd end) => Locked(() =>
    {
        var colour = end.Outcome switch
        {
            Outcome.Completed => "green",
            Outcome.Diverged => "yellow",
            _ => "red",
        };
        _lines.Enqueue($"[{colour}]{Shown(ProgressState.Describe(end))}[/]  {Shown(_state.Label(trial))}");
        _state.TrialEnded(trial, end);
    });

    public void TrialLeft(int trial, string? why) => Locked(() =>
    {
        _state.TrialLeft(trial);
        if (why is not null)
            _lines.Enqueue($"[red]{Shown(why)}[/]  {Shown(_state.Label(trial))}");
    });

    public void Say(string message) => Locked(() => _lines.Enqueue(Shown(message)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // A failure to draw does not fail a sweep that is done.
        await _drawing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static string Shown(string text) => Markup.Escape(VisibleText.Line(text));

    private Task DrawAsync() => console.Live(Text.Empty).AutoClear(true).StartAsync(async context =>
    {
        while (!_stop.IsCancellationRequested)
        {
            Draw(context);
            try
            {
                await Task.Delay(Interval, time, _stop.Token);
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
            while (_lines.TryDequeue(out var line))
                console.MarkupLine(line);
            context.UpdateTarget(new Rows(Rows()));
        }
    }

    private IEnumerable<Text> Rows()
    {
        if (_state.Running.Count == 0)
            yield return new Text("between trials", new Style(decoration: Decoration.Bold));
        foreach (var trial in _state.Running.Values.Take(MostTrialsShown))
        {
            yield return new Text($"trial {VisibleText.Line(trial.Label)}", new Style(decoration: Decoration.Bold));
            yield return new Text($"  {trial.Position()}");
        }

        if (_state.Running.Count > MostTrialsShown)
            yield return new Text($"and {_state.Running.Count - MostTrialsShown} more trials");
        yield return new Text($"  {_state.Outcomes()}", new Style(foreground: Color.Grey));
    }

    private void Locked(Action action)
    {
        lock (_gate)
            action();
    }
}
