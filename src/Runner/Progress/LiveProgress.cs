using Spectre.Console;

namespace SweepRunner.Runner.Progress;

/// <summary>A few lines at the bottom of a terminal, drawn five times a second. Each ended trial leaves a line above
/// them.</summary>
internal sealed class LiveProgress(IAnsiConsole console, TimeProvider time) : ProgressDisplay(time)
{
    private const int MostTrialsShown = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<string> _lines = new();
    private Task _drawing = Task.CompletedTask;

    public override void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials, bool isDecided = false)
    {
        State.Begin(sweep, trials, isDecided);
        console.MarkupLineInterpolated($"[bold]{sweep.Name}[/]: {State.Size}, {State.Outcomes()}");
        _drawing = DrawAsync();
    }

    public override void TrialEnded(int trial, TrialEnd end, double? objective) => Locked(() =>
    {
        var colour = end.Outcome switch
        {
            Outcome.Completed => "green",
            Outcome.Diverged => "yellow",
            Outcome.Pruned => "grey",
            _ => "red",
        };
        _lines.Enqueue($"[{colour}]{Shown(State.Ending(end, objective))}[/]  {Shown(State.Label(trial))}");
        State.TrialEnded(trial, end);
    });

    public override void Say(string message) => Locked(() => _lines.Enqueue(Shown(message)));

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // A failure to draw does not fail a sweep that is done.
        await _drawing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    protected override void ShowLeft(string label, string why) =>
        _lines.Enqueue($"[yellow]{Shown(why)}[/]  {Shown(label)}");

    private static string Shown(string text) => Markup.Escape(VisibleText.Line(text));

    private Task DrawAsync() => console.Live(Text.Empty).AutoClear(true).StartAsync(async context =>
    {
        while (!_stop.IsCancellationRequested)
        {
            Draw(context);
            try
            {
                await Task.Delay(Interval, Time, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
        }

        Draw(context);
    });

    private void Draw(LiveDisplayContext context) => Locked(() =>
    {
        while (_lines.TryDequeue(out var line))
            console.MarkupLine(line);
        context.UpdateTarget(new Rows(Rows()));
    });

    private IEnumerable<Text> Rows()
    {
        if (State.Running.Count == 0)
            yield return new Text("between trials", new Style(decoration: Decoration.Bold));
        foreach (var trial in State.Running.Values.Take(MostTrialsShown))
        {
            yield return new Text(VisibleText.Line(trial.Label), new Style(decoration: Decoration.Bold));
            yield return new Text($"  {trial.Position()}");
        }

        if (State.Running.Count > MostTrialsShown)
            yield return new Text($"and {State.Running.Count - MostTrialsShown} more trials");
        yield return new Text($"  {State.Outcomes()}", new Style(foreground: Color.Grey));
    }
}
