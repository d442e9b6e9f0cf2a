using SweepRunner.Reports.Charts.Terminal;
using SweepRunner.Runner.Launchers;

namespace SweepRunner.Runner.Screens;

internal static class StatusScreen
{
    private const int BarColumns = 30, MostCurveColumns = 60, MostTasksNamed = 8;

    public static IEnumerable<string> Lines(
        IReadOnlyList<SweepStatus> sweeps, SweepCommands commands, int? columns)
    {
        var room = columns ?? int.MaxValue;
        if (sweeps.Count == 0)
            return ScreenText.Broken(
                $"Nothing runs and nothing waits. '{commands.Write("run", "CONFIG")}' runs a sweep; "
                    + $"'{commands.Write("list")}' shows those that are done.", room);
        var lines = sweeps.SelectMany(
            (sweep, index) => Lines(sweep, commands, room).Prepend("").Skip(index == 0 ? 1 : 0));
        return lines.SelectMany(line => ScreenText.Broken(line, room));
    }

    public static object ToJson(SweepStatus status) => new
    {
        status.Sweep.Name,
        status.Trials,
        Outcomes = ListScreen.Outcomes(status.Counts),
        status.Held,
        status.RunBy,
        status.Service,
        status.IsDeciding,
        status.IsStopRequested,
        status.SecondsLeft,
        Tasks = status.Tasks.Tasks.Select(task => new
        {
            task.Id,
            task.State,
            SinceUtc = task.SinceUtc?.UtcDateTime,
            task.Host,
            task.Reason,
        }),
        TasksFault = status.Tasks.Fault,
        Running = status.Running.Select(running => new
        {
            running.Trial.Number,
            running.Trial.Definition.Cell,
            running.Trial.Definition.Seed,
            Space = JsonOutput.Space(status.Sweep.Definition.SpacePaths, running.Trial.Definition.SpaceValues),
            Attempt = running.Trial.Attempts,
            running.Owner?.Host,
            running.Owner?.ProcessId,
            StartedUtc = running.Trial.StartedUtc?.UtcDateTime,
            running.ElapsedSeconds,
            running.Progress.Epochs,
            running.Progress.Steps,
            TrainLoss = TrainingLoss.Of(status.Sweep.Definition).Contains(running.Metric) ? Last(running) : null,
            running.Objective,
            running.IsAbandoned,
        }),
    };

    private static IEnumerable<string> Lines(SweepStatus status, SweepCommands commands, int columns)
    {
        var name = status.Sweep.Name;
        var counts = status
            .Counts.Where(count => count.Key.IsFinal())
            .OrderBy(count => count.Key)
            .Concat(status.Counts.Where(count => !count.Key.IsFinal()).OrderByDescending(count => count.Key));
        var outcomes = string.Join(", ", counts.Select(count => $"{count.Value} {count.Key.Name()}"));
        yield return $"{name}: {outcomes}{(status.IsStopRequested ? "; asked to stop" : "")}";
        yield return Bar(status, Math.Clamp(columns - 2, 1, BarColumns));
        foreach (var line in TaskLines(status.Tasks))
            yield return line;
        foreach (var line in status.Running.SelectMany(running => Lines(status, running, columns)))
            yield return line;
        // The owner may live on another host or be suspended. The store does not know which lease it is.
        var unheld = status.Running.Count - status.Running.Count(running => running.IsAbandoned) - status.Held;
        if (unheld > 0)
            yield return $"  The lease of {unheld} of them has expired: the next worker takes over.";
        if (!status.IsOpen)
            yield return $"  Done: '{commands.Write("show", name)}' compares its cells.";
        else if (status.Held > 0 || status.Tasks.Fault is not null)
            yield break;
        else if (status.RunBy is { } runner)
            yield return $"  Process {runner} runs this sweep and has not started its next trial yet.";
        else if (status.Tasks.Living.Any())
            yield return status.Tasks.Living.Any(task => task.State == TaskState.Running)
                ? "  Its tasks have not started their next trials yet."
                : "  No trial runs: the tasks wait for the cluster.";
        else
        {
            if (status.Tasks.LastWords is { } words)
                yield return $"  The last task ended with: {VisibleText.Line(words)}";
            yield return $"  Nothing runs: '{commands.Write("resume", name)}' continues it{Unless(status)}.";
        }
    }

    // Tasks of one machine, and those that wait for one reason, are a line.
    private static IEnumerable<string> TaskLines(SweepTasks tasks)
    {
        if (tasks.Fault is { } fault)
            yield return $"  Its tasks are not known. {fault}";
        foreach (var alike in tasks.Tasks.GroupBy(task => (task.State, task.Host, task.Reason)))
        {
            var (count, (state, host, reason)) = (alike.Count(), alike.Key);
            var since = alike.Min(task => task.SinceUtc) is { } first
                ? $" since {first.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"
                : "";
            var how = (state, count) switch
            {
                (TaskState.Waiting, 1) => $"waits{since}, {reason}",
                (TaskState.Waiting, _) => $"wait{since}, {reason}",
                (TaskState.Running, 1) => $"runs on {host}{since}",
                (TaskState.Running, _) => $"run on {host}{since}",
                (_, 1) => $"ends on {host}",
                _ => $"end on {host}",
            };
            var ids = string.Join(", ", alike.Take(MostTasksNamed).Select(task => task.Id));
            yield return $"  {NumberText.Count(count, "task")} {how}: {ids}{(count > MostTasksNamed ? ", …" : "")}";
        }
    }

    private static string Unless(SweepStatus status) =>
        status.Service is { } service ? $", unless its file waits for the service, process {service}" : "";

    private static IEnumerable<string> Lines(SweepStatus status, RunningStatus running, int columns)
    {
        var (trial, objective) = (running.Trial, Objective.Of(status.Sweep.Definition));
        yield return $"  trial {trial.Number} ({VisibleText.Line(status.Labels.OfTrial(trial))})";
        var process = running.Owner is { } owner
            ? $"process {owner.ProcessId} on {owner.Host.Split(' ')[0]}"
            : "its process";
        yield return running.IsAbandoned
            ? $"    attempt {trial.Attempts}: {process} is gone, the next worker takes the trial over"
            : $"    attempt {trial.Attempts}: {process}, for {NumberText.OfSeconds(running.ElapsedSeconds)}";
        var isProgram = KnownPaths.IsProgram(trial.Definition.ConfigJson);
        if (running.Values.Count == 0)
        {
            yield return isProgram ? "    no metric yet" : "    no step yet";
            yield break;
        }

        var (steps, done) = running.Progress;
        var epoch = Epochs(trial) is { } all ? $"epoch {done + 1}/{all}, "
            : isProgram && done == 0 ? ""
            : $"epoch {done + 1}, ";
        var value = objective.Metric == running.Metric
            ? ""
            : $", {objective.Name} {NumberText.Of(running.Objective)}";
        yield return $"    {epoch}step {steps}, {running.Metric} {NumberText.Of(Last(running))}{value}";
        yield return $"    {Sparkline.Draw(running.Values, Math.Clamp(columns - 4, 1, MostCurveColumns))}";
    }

    private static string Bar(SweepStatus status, int columns)
    {
        var full = status.Trials == 0 ? columns : (int)((long)columns * status.Done / status.Trials);
        var left = status.SecondsLeft is { } seconds ? $", about {NumberText.OfSeconds(seconds)} left" : "";
        return $"  {new string('█', full)}{new string('░', columns - full)} {status.Done} of {status.Trials} "
            + $"done{(status.IsDeciding ? " so far" : "")}{left}";
    }

    private static double? Last(RunningStatus running) => running.Values.Count == 0 ? null : running.Values[^1];

    // A config of an older version may differ in form.
    private static long? Epochs(TrialRecord trial) =>
        JsonOutput.Parse(trial.Definition.ConfigJson).TryGetProperty("epochs", out var epochs)
        && epochs.TryGetInt64(out var count) ? count : null;
}
