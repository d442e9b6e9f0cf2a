using MathNet.Numerics.Statistics;

namespace SweepRunner.Reports.Analysis;

/// <summary>Everything that is calculated from the data of a report, once for all uses.</summary>
public sealed class ReportAnalysis
{
    // Any fixed seed, so that a report that is made again is the same.
    private const int ForestSeed = 0;
    private readonly ILookup<int, ReportTrial> _trialsByCell;

    internal ReportAnalysis(
        ReportData data, string launcher = SweepCommands.DefaultLauncher, double? margin = null,
        Func<string, (double Lowest, double Highest)?>? boundsOf = null, ModelledObjective? predict = null)
    {
        Predict = predict;
        // The bounds are those of networks.
        (Data, Margin, BoundsOf) = (data, margin, data.IsOfPrograms || boundsOf is null ? _ => null : boundsOf);
        Commands = new SweepCommands(launcher, data.StoreUrl).Anywhere;
        _trialsByCell = data.Trials.ToLookup(trial => trial.Cell);
        Labels = new CellLabels(
            data.Parameters, data.Trials.Select(trial => (trial.Cell, trial.Number, trial.Record)));
        // Numbered in order, so that cells and trials of different sweeps differ.
        var results = data.Trials.Select(trial => trial.Result with
        {
            Trial = trial.Record with
            {
                Id = trial.Record.Id with { Number = trial.Number },
                Definition = trial.Record.Definition with { Cell = trial.Cell },
            },
        });
        var objective = Tracking.Objective.Of(data.Sweeps[0].Definition);
        Cells = CellTable.Create([.. results], objective, margin);
        Range = CellTable.RangeOf(data.Trials.Select(trial => trial.Result), objective);
        Varying = [.. data.Varying];
        Clock = new WorkClock(data.Trials.SelectMany(trial => trial.Attempts)
            .Select(attempt => (attempt.StartedUtc, attempt.EndedUtc ?? data.ReadUtc)));
        ObjectiveImportance = Importance(data.RankedTrials, trial => trial.Objective!.Value);
        var ended = data.Trials.Where(
            trial => trial.Record.Outcome is Outcome.Completed or Outcome.Diverged or Outcome.Pruned);
        DivergenceImportance = Importance(ended, trial => trial.IsDiverged ? 1 : 0);
    }

    /// <summary>Reads sweeps, at least one, from a store and analyses them.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sweeps">Its sweeps.</param>
    /// <param name="time">The clock.</param>
    /// <param name="launcher">How the user calls <c>sweep</c>, for the commands in the report.</param>
    /// <param name="spell">Gives the config of a trial one spelling, with the values that its names imply; null to
    /// compare configs as stored.</param>
    /// <param name="margin">Finite and above 0: asks which cells are shown to be within it of the best.</param>
    /// <param name="boundsOf">The bounds that a config sets to the numbers at a path; null for an unknown one.</param>
    /// <param name="predict">Predicts the objective of a sweep that searched with a model; null for no
    /// predictions.</param>
    /// <exception cref="ReportException">The sweeps have different objectives.</exception>
    public static ReportAnalysis Read(
        ITrackingStore store, IReadOnlyList<SweepRecord> sweeps, TimeProvider time,
        string launcher = SweepCommands.DefaultLauncher, Func<string, string>? spell = null, double? margin = null,
        Func<string, (double Lowest, double Highest)?>? boundsOf = null, ModelledObjective? predict = null) =>
        new(ReportReader.Read(store, sweeps, time, spell), launcher, margin, boundsOf, predict);

    /// <summary>In what several sweeps differ, and what no test compares: a sentence each; empty for one
    /// sweep.</summary>
    public IReadOnlyList<string> Differences => Data.Sweeps.Count < 2
        ? []
        : [.. new Comparison(Data).Find().Select(finding => finding.Message)];

    internal ReportData Data { get; }
    internal double? Margin { get; }
    internal ModelledObjective? Predict { get; }
    internal Func<string, (double Lowest, double Highest)?> BoundsOf { get; }

    /// <summary>Writes commands on these sweeps that work in any folder, since a page is read anywhere.</summary>
    internal SweepCommands Commands { get; }
    internal string Objective => Data.ObjectiveMetric;

    /// <summary>The objective in tables and charts.</summary>
    internal string ObjectiveName => Data.ObjectiveName;

    /// <summary>The range in which the intervals of the objective stay.</summary>
    internal MetricRange Range { get; }

    /// <summary>The cells in the order of <see cref="CellTable"/>.</summary>
    internal IReadOnlyList<CellRow> Cells { get; }
    internal IEnumerable<CellRow> Valued => Cells.Where(cell => cell.Group != CellGroup.NoValue);

    /// <summary>The cells without a value in which a seed diverged.</summary>
    internal IEnumerable<CellRow> OnlyDiverged =>
        Cells.Where(cell => cell.Group == CellGroup.NoValue && cell.Count(Outcome.Diverged) > 0);

    internal CellRow? Best => Cells.FirstOrDefault(cell => cell.IsBest);

    /// <summary>The parameters with more than one value, in the order of the sweep file.</summary>
    internal IReadOnlyList<Parameter> Varying { get; }

    /// <summary>The importance of each of <see cref="Varying"/> for the objective among completed trials; null for too
    /// few.</summary>
    internal FunctionalAnovaResult? ObjectiveImportance { get; }

    /// <summary>The same for whether a trial diverges; null if none or all did.</summary>
    internal FunctionalAnovaResult? DivergenceImportance { get; }

    /// <summary>The place of trials without an objective on its axis: beyond the worse end.</summary>
    internal double Worst => Data.IsMaximized ? double.NegativeInfinity : double.PositiveInfinity;
    internal WorkClock Clock { get; }
    internal CellLabels Labels { get; }

    internal IEnumerable<ReportTrial> TrialsOf(int cell) => _trialsByCell[cell];

    /// <summary>The test metric beside the objective of a cell: see <see cref="RankingText.TestOf"/>.</summary>
    internal (string Metric, Sample Sample)? TestOf(CellRow cell) => RankingText.TestOf(
        Objective, TrialsOf(cell.Cell).Where(trial => trial.IsRanked).Select(trial => trial.Progress));

    /// <summary>Why no cell is best.</summary>
    internal string ReasonOfNoBest => NoBest.Reason([.. Data.Trials.Select(trial => trial.Result)], Objective);

    internal double SecondsOf(int cell) => TrialsOf(cell).Sum(trial => trial.Seconds);

    internal double TrialSeconds => Data.Trials.Sum(trial => trial.Seconds);

    /// <summary>The varying parameters by importance for the objective or for divergence, whichever is
    /// larger.</summary>
    internal IEnumerable<(Parameter Parameter, int Index)> ByImportance() =>
        Varying.Select((parameter, index) => (Parameter: parameter, Index: index))
            .OrderByDescending(
                each => Max(Mean(ObjectiveImportance, each.Index), Mean(DivergenceImportance, each.Index)))
            .ThenBy(each => each.Index);

    private static double Mean(FunctionalAnovaResult? importance, int index) => importance?.Parameters[index].Mean ?? 0;

    internal FunctionalAnovaResult? Importance(IEnumerable<ReportTrial> trials, Func<ReportTrial, double> value)
    {
        var list = trials.ToList();
        var points = list.Select(
            trial => Varying.Select(parameter => parameter.UnitValue(parameter.LevelOf(trial))).ToArray());
        return FunctionalAnova.Compute([.. points], [.. list.Select(value)], ForestSeed);
    }
}

/// <summary>The seconds saved by stopping diverged trials, estimated for the trials for which one with the same work
/// completed: the median time of the completed ones with the same command, model, data and epochs, minus its
/// own.</summary>
internal sealed record DivergenceSavings(double Seconds, int Trials, int OfTrials)
{
    public static DivergenceSavings Estimate(ReportData data)
    {
        var diverged = data.Diverged.ToList();
        if (diverged.Count == 0)
            return new DivergenceSavings(0, 0, 0);
        var medians = data.TrialsWith(Outcome.Completed).Where(trial => trial.Record.End is { Kind: null })
            .GroupBy(Work, trial => trial.Seconds)
            .ToDictionary(work => work.Key, work => work.Median());
        var saved = diverged.Where(trial => medians.ContainsKey(Work(trial)))
            .Select(trial => Max(0, medians[Work(trial)] - trial.Seconds))
            .ToList();
        return new DivergenceSavings(saved.Sum(), saved.Count, diverged.Count);
    }

    private static string Work(ReportTrial trial) => ConfigValues.Join(trial.Record, KnownPaths.Work);
}
