using System.Text.Json;
using SweepRunner.Reports.Formatting;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Screens;

/// <summary>One trial with its metrics, attempts and events.</summary>
internal static class TrialScreen
{
    /// <summary>Writes the trial to standard output.</summary>
    public static void Write(
        CommandContext context, ITrackingStore store, SweepRecord sweep, TrialRecord trial, bool isJson)
    {
        var progress = new TrialProgress(trial);
        foreach (var point in store.Metrics(trial.Id))
            progress.Add(point.Point);
        var events = store.Events(trial.Id);
        var attempts = store.Attempts(trial.Id);
        if (isJson)
        {
            JsonOutput.Write(context, new
            {
                Trial = ToJson(sweep.Definition, progress),
                trial.End?.Error,
                Divergence = trial.End?.DivergenceJson is { } json ? JsonOutput.Parse(json) : (JsonElement?)null,
                Attempts = attempts.Select(AttemptText.ToJson),
                Events = events.Select(ToJson),
            });
            return;
        }

        WriteHead(context, sweep.Definition, progress);
        if (progress.Metrics.Count > 0)
        {
            context.Out.Write("\n");
            Metrics(progress).WriteTo(context);
        }

        if (attempts.Count > 0)
        {
            context.Out.Write("\nAttempts\n");
            AttemptText.Table(attempts).WriteTo(context);
        }

        WriteEvents(context, events);
        if (trial.End?.Error is not { } error)
            return;
        context.Out.Write("\n");
        foreach (var line in error.TrimEnd().Split('\n'))
            ScreenText.WriteLine(context, line);
    }

    /// <summary>Writes the events, one line each.</summary>
    public static void WriteEvents(CommandContext context, IEnumerable<EventRecord> events)
    {
        foreach (var (index, happening) in events.Index())
        {
            if (index == 0)
                context.Out.Write("\n");
            var what = $"{happening.Event.Kind}: {VisibleText.Line(happening.Event.Message)}";
            ScreenText.WriteLine(context, $"{CsvText.Of(happening.TimeUtc)}  {what}");
        }
    }

    public static object ToJson(SweepFacts sweep, TrialProgress progress)
    {
        var trial = progress.Trial;
        return new
        {
            trial.Sweep,
            trial.Number,
            trial.Definition.Cell,
            trial.Definition.Seed,
            trial.Definition.Identity,
            Space = Space(sweep, trial),
            trial.Outcome,
            trial.End?.Kind,
            trial.End?.Step,
            trial.End?.LastFiniteLoss,
            progress.Epochs,
            progress.Steps,
            progress.ElapsedSeconds,
            trial.Attempts,
            StartedUtc = trial.StartedUtc?.UtcDateTime,
            EndedUtc = trial.EndedUtc?.UtcDateTime,
            Metrics = progress.Metrics.ToDictionary(
                metric => metric.Key, metric => new { metric.Value.Last, metric.Value.Best }),
        };
    }

    /// <summary>The value at each path of the space, as JSON.</summary>
    public static IReadOnlyDictionary<string, JsonElement?> Space(SweepFacts sweep, TrialRecord trial) =>
        sweep
            .SpacePaths.Zip(trial.Definition.SpaceValues)
            .ToDictionary(
                pair => pair.First, pair => pair.Second is { } json ? JsonOutput.Parse(json) : (JsonElement?)null);

    private static void WriteHead(CommandContext context, SweepFacts sweep, TrialProgress progress)
    {
        var (trial, end) = (progress.Trial, progress.Trial.End);
        List<(string Name, string Text)> lines =
        [
            ("cell", NumberText.Of(trial.Definition.Cell)),
            ("seed", NumberText.Of(trial.Definition.Seed)),
            .. sweep.SpacePaths.Zip(trial.Definition.SpaceValues, (path, value) => (path, value ?? "-")),
            ("outcome", end?.Kind is { } kind ? $"{trial.Outcome.Name()} ({kind})" : trial.Outcome.Name()),
        ];
        if (end?.Step is { } step)
            lines.Add(("at step", NumberText.Of(step)));
        if (end?.LastFiniteLoss is { } loss)
            lines.Add(("last finite loss", NumberText.Of(loss)));
        lines.Add(("epochs", NumberText.Of(progress.Epochs)));
        lines.Add(("steps", NumberText.Of(progress.Steps)));
        lines.Add(("time", NumberText.OfSeconds(progress.ElapsedSeconds)));
        lines.Add(("attempts", NumberText.Of(trial.Attempts)));
        if (trial.StartedUtc is { } started)
            lines.Add(("started (UTC)", NumberText.Of(started)));
        context.Out.Write($"{trial.Id}\n");
        TextTable.WriteBlock(context, lines, indent: 2);
    }

    private static TextTable Metrics(TrialProgress progress)
    {
        var table = new TextTable("metric", "last", "best");
        foreach (var (name, summary) in progress.Metrics)
            table.Add(name, NumberText.Of(summary.Last), NumberText.Of(summary.Best));
        return table;
    }

    private static object ToJson(EventRecord happening) =>
        new
        {
            TimeUtc = happening.TimeUtc.UtcDateTime,
            happening.Event.Kind,
            happening.Event.Message,
        };
}
