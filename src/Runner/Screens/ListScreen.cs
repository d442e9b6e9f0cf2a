namespace SweepRunner.Runner.Screens;

internal static class ListScreen
{
    private static readonly Outcome[] Shown = Enum.GetValues<Outcome>();

    public static void Write(CommandContext context, ISweepStore store, bool isJson)
    {
        var sweeps = store
            .Sweeps()
            .Select(sweep => (Sweep: sweep, Counts: store.OutcomeCounts(sweep.Name)))
            .ToList();
        if (isJson)
            JsonOutput.Write(context, sweeps.Select(each => ToJson(each.Sweep, each.Counts)));
        else
            Table(sweeps).WriteTo(context);
    }

    public static object ToJson(SweepRecord sweep, IReadOnlyDictionary<Outcome, int> counts) => new
    {
        sweep.Name,
        sweep.Definition.Description,
        CreatedUtc = sweep.CreatedUtc.UtcDateTime,
        Trials = sweep.TrialCount,
        Outcomes = Outcomes(counts),
        Objective = new
        {
            Metric = sweep.Definition.ObjectiveMetric,
            Goal = Goal(sweep.Definition),
            Objective.Of(sweep.Definition).At,
        },
        sweep.Definition.Device,
        sweep.Definition.Threads,
    };

    /// <summary>The number of trials for each outcome, also those without a trial.</summary>
    public static IReadOnlyDictionary<string, int> Outcomes(IReadOnlyDictionary<Outcome, int> counts) =>
        Shown.ToDictionary(outcome => outcome.Name(), outcome => counts.GetValueOrDefault(outcome));

    public static string Goal(SweepFacts sweep) => sweep.IsObjectiveMaximized ? "maximize" : "minimize";

    private static TextTable Table(IReadOnlyList<(SweepRecord Sweep, IReadOnlyDictionary<Outcome, int> Counts)> sweeps)
    {
        // An outcome that no sweep has would only widen the table.
        var outcomes = Shown.Where(outcome => sweeps.Any(each => each.Counts.ContainsKey(outcome))).ToList();
        var table = new TextTable(
            [
                "sweep", new("created (UTC)", 2), "trials",
                .. outcomes.Select(outcome => new TextColumn(outcome.Name(), 1)), new("description", 3, IsText: true),
            ]);
        foreach (var (sweep, counts) in sweeps)
            table.Add(
            [
                sweep.Name, sweep.CreatedUtc, sweep.TrialCount,
                .. outcomes.Select(outcome => (object?)counts.GetValueOrDefault(outcome)),
                sweep.Definition.Description ?? "",
            ]);
        return table;
    }
}
