using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Analysis;

/// <summary>What follows from the data of a report: computed once, drawn and told in many places.</summary>
public sealed class ReportAnalysis
{
    // Any seed does: it only has to stay the same, so that a report made twice is the same.
    private const int ForestSeed = 0;

    private readonly ILookup<int, ReportTrial> _trialsByCell;

    /// <summary>Analyses what was read.</summary>
    public ReportAnalysis(ReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Data = data;
        _trialsByCell = data.Trials.ToLookup(trial => trial.Cell);
        Labels = new CellLabels(data);
        // Numbered through, so that cells and trials of several sweeps are told apart.
        var records = data.Trials.Select(trial => trial.Record with
        {
            Id = trial.Record.Id with { Number = trial.Number },
            Definition = trial.Record.Definition with { Cell = trial.Cell },
        }).ToList();
        var objectives = data
            .Trials.Where(trial => trial.Objective is not null)
            .ToDictionary(trial => trial.Number, trial => trial.Objective!.Value);
        Cells = CellTable.Create(records, objectives, data.IsMaximized);
        Varying = [.. data.Varying];
        Clock = new WorkClock(
            data.Trials.SelectMany(trial => trial.Attempts)
                .Select(attempt => (attempt.StartedUtc, attempt.EndedUtc ?? data.ReadUtc)));
        var ranked = data.Trials.Where(trial => trial.IsRanked).ToList();
        ObjectiveImportance = Importance(ranked, trial => trial.Objective!.Value);
        var ended = data
            .Trials.Where(trial => trial.Record.Outcome is Outcome.Completed or Outcome.Diverged or Outcome.Pruned)
            .ToList();
        DivergenceImportance = Importance(ended, trial => trial.Record.Outcome == Outcome.Diverged ? 1 : 0);
    }

    /// <summary>What was read.</summary>
    public ReportData Data { get; }

    /// <summary>Every cell: by rank, those without a value last.</summary>
    public IReadOnlyList<CellRow> Cells { get; }

    /// <summary>The best cell; null while none has a value.</summary>
    public CellRow? Best => Cells.FirstOrDefault(cell => cell.IsBest);

    /// <summary>The parameters with more than one value, in the order of the sweep file.</summary>
    public IReadOnlyList<Parameter> Varying { get; }

    /// <summary>The share of the objective's variance among completed trials that each of <see cref="Varying"/>
    /// explains; null where it cannot be told.</summary>
    public FunctionalAnovaResult? ObjectiveImportance { get; }

    /// <summary>The same of whether a trial diverges; null where none or all did.</summary>
    public FunctionalAnovaResult? DivergenceImportance { get; }

    /// <summary>Where on the objective's axis stands what has no objective: beyond its worse end.</summary>
    public double Worst => Data.IsMaximized ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>Time in which something ran.</summary>
    public WorkClock Clock { get; }

    /// <summary>What cells are called.</summary>
    internal CellLabels Labels { get; }

    /// <summary>The trials of a cell in plan order.</summary>
    public IEnumerable<ReportTrial> TrialsOf(int cell) => _trialsByCell[cell];

    /// <summary>Seconds of training and evaluation of a cell's trials.</summary>
    public double SecondsOf(int cell) => TrialsOf(cell).Sum(trial => trial.Progress.ElapsedSeconds);

    /// <summary>The varying parameters, the most important first: for the objective or for divergence, whichever it
    /// decides more.</summary>
    public IEnumerable<(Parameter Parameter, int Index)> ByImportance() =>
        Varying
            .Select((parameter, index) => (Parameter: parameter, Index: index))
            .OrderByDescending(each =>
                Math.Max(
                    ObjectiveImportance?.Parameters[each.Index].Mean ?? 0,
                    DivergenceImportance?.Parameters[each.Index].Mean ?? 0)
            )
            .ThenBy(each => each.Index);

    private FunctionalAnovaResult? Importance(
        IReadOnlyCollection<ReportTrial> trials, Func<ReportTrial, double> value) =>
        FunctionalAnova.Compute(
            [
                .. trials.Select(trial =>
                    Varying.Select(parameter => parameter.UnitValue(parameter.LevelOfTrial[trial.Number])).ToArray()
                ),
            ],
            [.. trials.Select(value)],
            ForestSeed);
}
