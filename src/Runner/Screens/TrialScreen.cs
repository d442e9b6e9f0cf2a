using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Runner.Machine;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Screens;

internal static class TrialScreen
{
    public static void Write(
        CommandContext context, ITrackingStore store, SweepRecord sweep, TrialRecord trial, bool isJson)
    {
        var reading = TrialReading.Read(store, sweep.Definition, trial);
        var progress = reading.Progress;
        var events = store.Events(trial.Id);
        var attempts = store.Attempts(trial.Id);
        if (isJson)
        {
            JsonOutput.Write(context, new
            {
                Trial = ToJson(sweep.Definition, Objective.Of(sweep.Definition), reading),
                Command = ProgramText.ArgumentsOf(trial.Definition),
                WorkingDirectory = ProgramText.FolderOf(sweep.Definition),
                trial.End?.Error,
                Divergence = trial.End?.DivergenceJson is { } json ? JsonOutput.Parse(json) : (JsonElement?)null,
                Attempts = attempts.Select(each => ToJson(each)),
                Events = events.Select(each => ToJson(each)),
            });
            return;
        }

        WriteHead(context, sweep.Definition, reading);
        if (progress.Metrics.Count > 0)
        {
            context.Out.Write("\n");
            Metrics(progress, Objective.Of(sweep.Definition)).WriteTo(context);
        }

        if (attempts.Count > 0)
        {
            context.Out.Write("\nAttempts\n");
            Attempts(attempts, Logs(store, trial.Id)).WriteTo(context);
        }

        WriteEvents(context, events);
        if (trial.End?.Error is not { } error)
            return;
        context.Out.Write("\n");
        foreach (var line in error.TrimEnd().Split('\n'))
            ScreenText.WriteLine(context, line);
    }

    public static void WriteEvents(CommandContext context, IEnumerable<EventRecord> events)
    {
        foreach (var (index, happening) in events.Index())
        {
            if (index == 0)
                context.Out.Write("\n");
            var what = $"{happening.Event.Kind}: {VisibleText.Line(happening.Event.Message)}";
            ScreenText.WriteLine(context, $"{CsvText.Format(happening.TimeUtc)}  {what}");
        }
    }

    public static object ToJson(SweepFacts sweep, Objective objective, TrialReading reading)
    {
        var progress = reading.Progress;
        var trial = progress.Trial;
        return new
        {
            trial.Sweep,
            trial.Number,
            trial.Definition.Cell,
            trial.Definition.Seed,
            trial.Definition.Identity,
            Space = JsonOutput.Space(sweep.SpacePaths, trial.Definition.SpaceValues),
            trial.Outcome,
            Kind = trial.Reason,
            trial.End?.Step,
            trial.End?.LastFiniteLoss,
            reading.Result.Objective,
            reading.Result.Learning,
            progress.Epochs,
            progress.Steps,
            progress.ElapsedSeconds,
            trial.Attempts,
            StartedUtc = trial.StartedUtc?.UtcDateTime,
            EndedUtc = trial.EndedUtc?.UtcDateTime,
            Metrics = progress.Metrics.ToDictionary(
                metric => metric.Key,
                metric => new
                {
                    metric.Value.Last,
                    Best = metric.Value.BestOf(objective.Describe(metric.Key)),
                }),
        };
    }

    private static void WriteHead(CommandContext context, SweepFacts sweep, TrialReading reading)
    {
        var progress = reading.Progress;
        var (trial, end) = (progress.Trial, progress.Trial.End);
        context.Out.Write($"{trial.Id}\n");
        IEnumerable<(string, object?)> lines =
        [
            ("cell", trial.Definition.Cell), ("seed", trial.Definition.Seed),
            ("command", ProgramText.ArgumentsOf(trial.Definition) is { } command ? SweepCommands.Line(command) : null),
            ("working directory", ProgramText.FolderOf(sweep)),
            .. SpaceLines(sweep.SpacePaths, trial.Definition.SpaceValues),
            ("outcome", trial.Reason is { } reason ? $"{trial.Outcome.Name()} ({reason})" : trial.Outcome),
            ("learning", reading.Result.Learning.Describe(progress.Epochs)), ("at step", end?.Step),
            ("last finite loss", end?.LastFiniteLoss),
            ("epochs", HasEpochs(progress) ? progress.Epochs : null), ("steps", progress.Steps),
            ("time", NumberText.OfSeconds(progress.ElapsedSeconds)),
            ("attempts", trial.Attempts), ("started (UTC)", trial.StartedUtc),
        ];
        TextTable.WriteBlock(context, lines, indent: 2);
    }

    /// <summary>False for a program that logs no epochs.</summary>
    public static bool HasEpochs(TrialProgress progress) =>
        progress.Epochs > 0 || !KnownPaths.IsProgram(progress.Trial.Definition.ConfigJson);

    // An object without a rest is told by the lines of its keys.
    private static IEnumerable<(string, object?)> SpaceLines(
        IReadOnlyList<string> paths, IReadOnlyList<string?> values) => paths.Zip(values)
            .Where(each => each.Second is not null || !paths.Any(path => path.StartsWith($"{each.First}.")))
            .Select(each => (each.First, (object?)Text(each.Second)));

    // An object is shown with all that is in it.
    private static string Text(string? json) =>
        json is null ? "-" : json[0] == '{' && json.Contains(',') ? json : SpaceColumns.ShortText(json);

    private static TextTable Metrics(TrialProgress progress, Objective objective)
    {
        var table = new TextTable("metric", "last", "best");
        foreach (var (name, summary) in progress.Metrics)
            table.Add(name, summary.Last, summary.BestOf(objective.Describe(name)));
        return table;
    }

    private static TextTable Attempts(IReadOnlyList<AttemptRecord> attempts, Func<AttemptRecord, string?> log)
    {
        var table = new TextTable(
            "attempt", new("began (UTC)", 2), new("took", 1), new("host", 4, IsText: true), new("process", 3),
            new("ended", IsText: true), "steps", "log");
        foreach (var attempt in attempts)
            table.Add(
                attempt.Number, attempt.StartedUtc, attempt.EndedUtc - attempt.StartedUtc, attempt.Owner.Machine,
                attempt.Owner.ProcessId, Ending(attempt), attempt.StepsAfter,
                log(attempt));
        return table;
    }

    // Where the log of an attempt is.
    private static Func<AttemptRecord, string?> Logs(ITrackingStore store, TrialId trial)
    {
        var files = store.FilesOf(trial.Sweep);
        if (!files.AreInStore)
            return attempt => attempt.LogPath is { } log && !File.Exists(log) ? $"{log} (not there)" : attempt.LogPath;
        var names = files.List(trial).Select(file => file.Name).ToHashSet();
        return attempt => attempt.LogPath is null ? null
            : names.Contains(ArtifactNames.LogOf(attempt.Number)) ? "in the store (--log)"
            : "not in the store";
    }

    private static object ToJson(AttemptRecord attempt) => new
    {
        attempt.Number,
        attempt.Owner.Host,
        attempt.Owner.ProcessId,
        StartedUtc = attempt.StartedUtc.UtcDateTime,
        EndedUtc = attempt.EndedUtc?.UtcDateTime,
        attempt.Ending,
        attempt.Outcome,
        attempt.Reason,
        attempt.IsDeathSeen,
        attempt.ExitCode,
        attempt.Signal,
        attempt.StepsBefore,
        attempt.StepsAfter,
        attempt.LogPath,
    };

    private static string Ending(AttemptRecord attempt)
    {
        var reason = attempt.Reason is { } text ? $": {text}" : "";
        var exit = ExitStatus.Describe(attempt.ExitCode, attempt.Signal);
        return attempt.Ending switch
        {
            null => "runs",
            AttemptEnding.Finished => attempt.Outcome!.Value.Name() + reason,
            AttemptEnding.Released => "given back" + reason,
            AttemptEnding.Paused => "paused",
            AttemptEnding.Died => attempt.IsDeathSeen ? $"died: {exit}" : "died together with its supervisor",
            _ => (attempt.ExitCode ?? attempt.Signal) is null ? "lost its lease" : $"lost its lease; {exit}",
        };
    }

    private static object ToJson(EventRecord happening) => new
    {
        TimeUtc = happening.TimeUtc.UtcDateTime,
        happening.Event.Kind,
        happening.Event.Message,
    };
}
