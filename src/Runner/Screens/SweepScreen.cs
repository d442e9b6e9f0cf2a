using SweepRunner.Experiments.Programs;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Screens;

internal static class SweepScreen
{
    public static void Write(
        CommandContext context, ITrackingStore store, SweepRecord sweep, bool isJson, double? margin = null)
    {
        var trials = TrialReading.Read(store, sweep.Definition);
        var labels = Labels(sweep, trials);
        var cells = new RankingScreen(sweep, trials, labels, margin);
        if (isJson)
        {
            JsonOutput.Write(context, ToJson(store, sweep, trials, cells));
            return;
        }

        WriteHead(context, sweep);
        if (DecisionText.Summary(store.Decisions(sweep.Name)) is { } decisions)
            ScreenText.WriteLine(context, $"decisions: {VisibleText.Line(decisions)}");
        context.Out.Write("\n");
        cells.WriteTo(context, context.Commands(store.Url));
        context.Out.Write("\nTrials\n");
        Trials(trials, labels, Objective.Of(sweep.Definition).Name).WriteTo(context);
        var events = store.Events(sweep.Name);
        TrialScreen.WriteEvents(context, events.Where(happening => happening.Event.Trial is null));
        WriteNotes(context, events);
    }

    /// <summary>The sweep as <c>show --json</c> writes it.</summary>
    public static JsonObject ToJson(ITrackingStore store, SweepRecord sweep)
    {
        var trials = TrialReading.Read(store, sweep.Definition);
        return JsonOutput.ToObject(
            ToJson(store, sweep, trials, new RankingScreen(sweep, trials, Labels(sweep, trials), margin: null)));
    }

    public static void WriteCells(CommandContext context, ITrackingStore store, SweepRecord sweep)
    {
        var trials = TrialReading.Read(store, sweep.Definition);
        new RankingScreen(sweep, trials, Labels(sweep, trials), margin: null)
            .WriteTo(context, context.Commands(store.Url));
    }

    /// <summary>What a demand on the best cell says, given the objective's metric, that cell or null, and the labels
    /// of cells.</summary>
    public static string? ShortfallOf(
        ITrackingStore store, SweepRecord sweep, Func<string, CellRow?, Func<int, string>, string?> demand)
    {
        var trials = TrialReading.Read(store, sweep.Definition);
        var cells = CellTable.Create([.. trials.Select(trial => trial.Result)], Objective.Of(sweep.Definition));
        return demand(
            sweep.Definition.ObjectiveMetric, cells.FirstOrDefault(cell => cell.IsBest), Labels(sweep, trials).Short);
    }

    private static CellLabels Labels(SweepRecord sweep, IReadOnlyList<TrialReading> trials) =>
        CellLabels.Of(sweep, [.. trials.Select(trial => trial.Result.Trial)]);

    private static void WriteHead(CommandContext context, SweepRecord sweep)
    {
        var definition = sweep.Definition;
        ScreenText.WriteLine(
            context, $"{definition.Name}: {sweep.TrialCount} trials, created {NumberText.Of(sweep.CreatedUtc)} UTC");
        if (definition.Description is { } description)
            ScreenText.WriteLine(context, VisibleText.Line(description));
        ScreenText.WriteLine(
            context,
            $"objective {Objective.Of(definition).Name}, {ListScreen.Goal(definition)}; device "
                + $"{definition.Device}, threads {definition.Threads}");
        if (ProgramText.CommandOf(definition) is { } command)
            ScreenText.WriteLine(context, $"command {VisibleText.Line(command)}");
        var provenance = Provenance.Of(definition);
        if (ProgramText.FolderOf(definition) is { } folder)
            ScreenText.WriteLine(
                context, $"working directory {VisibleText.Line(folder)}{provenance?.WorkingDirectoryState}");
        if (provenance is not null)
            ScreenText.WriteLine(context, $"created by {VisibleText.Line(provenance.ToString())}");
        if (definition.Overrides.Count > 0)
            ScreenText.WriteLine(context, $"overridden: {VisibleText.Line(string.Join(", ", definition.Overrides))}");
    }

    // What the output of programs said that their user should know: of each kind, the first.
    private static void WriteNotes(CommandContext context, IEnumerable<EventRecord> events)
    {
        var kinds = Enum.GetValues<NoteKind>().Select(kind => kind.Name()).ToHashSet();
        var notes = events.Select(happening => happening.Event)
            .Where(note => note.Trial is not null && kinds.Contains(note.Kind))
            .GroupBy(note => note.Kind);
        foreach (var (index, kind) in notes.Index())
        {
            if (index == 0)
                context.Out.Write("\n");
            var (first, trials) = (kind.First(), kind.Select(note => note.Trial).Distinct().Count());
            var where = trials == 1 ? $"in {first.Sweep}/{first.Trial}"
                : $"in {trials} trials, as in {first.Sweep}/{first.Trial}";
            ScreenText.WriteLine(context, $"{kind.Key} {where}: {VisibleText.Line(first.Message)}");
        }
    }

    /// <summary>The trials, with the columns of their cells unless the labels are null.</summary>
    public static TextTable Trials(IReadOnlyList<TrialReading> trials, CellLabels? labels, string objective)
    {
        var isWithout = trials.Count > 0 && !trials.Any(trial => TrialScreen.HasEpochs(trial.Progress));
        TextColumn[] epochs = isWithout ? [] : [new("epochs", 8)];
        var table = new TextTable(
        [
            "trial", new("cell", 6), new("seed", 3), .. TextColumn.ForPaths(labels?.Paths ?? []), "outcome",
            new("kind", 2, IsText: true), new("at step", 4), .. epochs, new("steps", 7), objective, new("time", 5),
        ]);
        foreach (var (progress, result) in trials.Select(each => (each.Progress, each.Result)))
        {
            var trial = progress.Trial;
            table.Add(
            [
                trial.Number, trial.Definition.Cell, trial.Definition.Seed,
                .. labels?.Texts(trial.Definition.Cell) ?? [], trial.Outcome,
                trial.Reason ?? Learned(result), trial.End?.Step, .. epochs.Select(_ => (object?)progress.Epochs),
                progress.Steps, result.Objective, NumberText.OfSeconds(progress.ElapsedSeconds),
            ]);
        }

        return table;
    }

    private static string? Learned(TrialResult result) => result.Learning switch
    {
        Learning.DidNotLearn => "did not learn",
        Learning.StillFalling => "did not learn, still falling",
        _ => null,
    };

    private static object ToJson(
        ITrackingStore store, SweepRecord sweep, IReadOnlyList<TrialReading> trials, RankingScreen cells)
    {
        var objective = Objective.Of(sweep.Definition);
        return new
        {
            Sweep = ListScreen.ToJson(sweep, store.OutcomeCounts(sweep.Name)),
            sweep.Definition.SpacePaths,
            sweep.Definition.Overrides,
            Provenance = JsonOutput.Parse(sweep.Definition.ProvenanceJson),
            Decisions = store.Decisions(sweep.Name).Select(decision => new
            {
                decision.Number,
                decision.Kind,
                decision.Reason,
                decision.Trials,
                Facts = JsonOutput.Parse(decision.FactsJson),
                TimeUtc = decision.TimeUtc.UtcDateTime,
            }),
            Cells = cells.ToJson(),
            Trials = trials.Select(trial => TrialScreen.ToJson(sweep.Definition, objective, trial)),
        };
    }
}
