using Spectre.Console;
using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>A few lines at the bottom of a terminal, drawn anew five times a second; every finished trial leaves a line above them.</summary>
internal sealed class LiveProgress : ISweepProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly IAnsiConsole console;
    private readonly SweepTally tally;
    private readonly CancellationTokenSource stop = new();
    private readonly TimeProvider time;
    private readonly Queue<string> finished = new();
    private Task drawing = Task.CompletedTask;

    public LiveProgress(IAnsiConsole console, TimeProvider time)
    {
        this.console = console;
        this.time = time;
        tally = new SweepTally(time);
    }

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        tally.Begin(sweep, trials);
        console.MarkupLineInterpolated($"[bold]{sweep.Definition.Name}[/]: {tally.Trials} trials, {tally.Outcomes()}");
        drawing = DrawAsync();
    }

    public void TrialStarted(TrialRecord trial) => Locked(() => tally.TrialStarted(trial));

    public void Step(StepProgress progress) => Locked(() => tally.Step(progress));

    public void Metric(string metric, double value) => Locked(() => tally.Metric(metric, value));

    public void TrialEnded(TrialEnd end) => Locked(() =>
    {
        var colour = end.Outcome switch
        {
            Outcome.Completed => "green",
            Outcome.Diverged => "yellow",
            _ => "red",
        };
        finished.Enqueue($"[{colour}]{Markup.Escape(SweepTally.Describe(end))}[/]  {Markup.Escape(tally.Label(tally.Running!))}");
        tally.TrialEnded(end);
    });

    public void TrialLost() => Locked(() =>
    {
        finished.Enqueue($"[red]{SweepTally.Lost}[/]  {Markup.Escape(tally.Label(tally.Running!))}");
        tally.TrialLost();
    });

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await drawing.ConfigureAwait(false);
        stop.Dispose();
    }

    private Task DrawAsync() => console.Live(Text.Empty).AutoClear(true).StartAsync(async context =>
    {
        while (!stop.IsCancellationRequested)
        {
            Draw(context);
            try
            {
                await Task.Delay(Interval, time, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
        }

        Draw(context);
    });

    private void Draw(LiveDisplayContext context)
    {
        lock (gate)
        {
            while (finished.TryDequeue(out var line))
            {
                console.MarkupLine(line);
            }

            context.UpdateTarget(Lines());
        }
    }

    private Rows Lines() => new Rows(
        new Text(tally.Running is { } trial ? $"trial {tally.Label(trial)}" : "between trials", new Style(decoration: Decoration.Bold)),
        new Text(tally.Running is null ? "" : $"  {tally.Position()}"),
        new Text($"  {tally.Outcomes()}", new Style(foreground: Color.Grey)));

    private void Locked(Action action)
    {
        lock (gate)
        {
            action();
        }
    }
}
