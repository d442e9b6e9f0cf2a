using System.Globalization;
using Spectre.Console;
using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>A few lines at the bottom of a terminal, drawn anew five times a second; every finished trial leaves a line
/// above them.</summary>
internal sealed class LiveProgress : ISweepProgress
{
    private const int MostTrialsShown = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly IAnsiConsole _console;
    private readonly SweepTally _tally;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly Queue<string> _lines = new();
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

    public void TrialStarted(TrialRecord trial, long stepsDone) => Locked(() => _tally.TrialStarted(trial, stepsDone));

    public void Step(int trial, StepProgress progress) => Locked(() => _tally.Step(trial, progress));

    public void Metric(int trial, string metric, double value) => Locked(() => _tally.Metric(trial, metric, value));

    public void TrialEnded(int trial, TrialEnd end) => Locked(() =>
    {
        var colour = end.Outcome switch
        {
            Outcome.Completed => "green",
            Outcome.Diverged => "yellow",
            _ => "red",
        };
        _lines.Enqueue($"[{colour}]{Shown(SweepTally.Describe(end))}[/]  {Shown(_tally.Label(trial))}");
        _tally.TrialEnded(trial, end);
    });

    public void TrialLeft(int trial, string? why) => Locked(() =>
    {
        _tally.TrialLeft(trial);
        if (why is not null)
            _lines.Enqueue($"[red]{Shown(why)}[/]  {Shown(_tally.Label(trial))}");
    });

    public void Say(string message) => Locked(() => _lines.Enqueue(Shown(message)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // A sweep that has run to its end does not fail for what was drawn of it.
        await _drawing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static string Shown(string text) => Markup.Escape(VisibleText.Line(text));

    private Task DrawAsync() => _console.Live(Text.Empty).AutoClear(true).StartAsync(async context =>
    {
        while (!_stop.IsCancellationRequested)
        {
            Draw(context);
            try
            {
                await Task.Delay(Interval, _time, _stop.Token);
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
                _console.MarkupLine(line);

            context.UpdateTarget(new Rows(Rows()));
        }
    }

    private IEnumerable<Text> Rows()
    {
        if (_tally.Running.Count == 0)
            yield return new Text("between trials", new Style(decoration: Decoration.Bold));
        foreach (var trial in _tally.Running.Values.Take(MostTrialsShown))
        {
            yield return new Text($"trial {VisibleText.Line(trial.Label)}", new Style(decoration: Decoration.Bold));
            yield return new Text($"  {trial.Position()}");
        }

        if (_tally.Running.Count > MostTrialsShown)
            yield return new Text(
                string.Create(CultureInfo.InvariantCulture, $"and {_tally.Running.Count - MostTrialsShown} more trials")
            );
        yield return new Text($"  {_tally.Outcomes()}", new Style(foreground: Color.Grey));
    }

    private void Locked(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }
}
