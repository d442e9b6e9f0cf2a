using MathNet.Numerics.Statistics;

namespace SweepRunner.Reports.Analysis;

/// <summary>Finds parameters whose best value may lie beyond those tried.</summary>
internal sealed class EdgeCriticism(ReportAnalysis analysis)
{
    // The part of a range that counts as its edge, and the part that other cells that could be best may be in.
    private const double Edge = 0.02, NearEdge = 0.25;

    // Fewer single trials make no trend.
    private const int FewestOfTrend = 8;
    private const double TrendLevel = 0.05;

    private readonly List<CellRow> _clean = [.. analysis.Cells.Where(cell => cell.Group == CellGroup.Clean)];

    public IEnumerable<Finding> Find()
    {
        if (_clean is not [var best, ..])
            yield break;
        foreach (var parameter in analysis.Varying.Where(IsJudged))
        {
            var condition = parameter.ConditionOf(TrialOf(best));
            var tried = new Tried(parameter, [.. analysis.Data.Trials.Where(
                trial => parameter.ConditionOf(trial) == condition && parameter.NumberOf(trial) is not null)]);
            if (parameter.NumberOf(TrialOf(best)) is not { } number || tried.Numbers.Count < 2)
                continue;
            var place = tried.Place(number);
            var isLowest = place <= Edge;
            if ((isLowest || place >= 1 - Edge)
                && IsAllowedBeyond(tried, isLowest)
                && IsSupported(tried, isLowest))
                yield return Finding.BestOnEdge(
                    parameter.Path, NumberText.Short(number), isLowest, condition?.Text);
        }
    }

    // What chooses the images changes the task, not the network. Where a parameter depends on a choice, the cells of
    // the same choice are compared, because other choices have other values.
    private bool IsJudged(Parameter parameter) => parameter is { HasNumbers: true, IsSearched: true }
        && (parameter.IsConditional || !parameter.HasNone)
        && !analysis.Data.ChoosesImages(parameter.Path);

    private ReportTrial TrialOf(CellRow cell) => analysis.TrialsOf(cell.Cell).First();

    // Where nothing is known of a key, 0 is taken for the end of values that are never negative.
    private bool IsAllowedBeyond(Tried tried, bool isLowest) =>
        analysis.BoundsOf(tried.Parameter.Path) is var (lowest, highest)
            ? isLowest ? tried.Numbers[0] > lowest : tried.Numbers[^1] < highest
            : !isLowest || tried.Numbers[0] != 0;

    private bool IsSupported(Tried tried, bool isLowest)
    {
        var clean = _clean.FindAll(cell => tried.Cells.Contains(cell.Cell));
        var open = clean.FindAll(cell => cell.Standing.CouldBeBest == true);
        if (open.Count > 0)
            return open.TrueForAll(cell =>
                Abs(tried.Place(NumberOf(tried, cell)) - (isLowest ? 0 : 1)) <= (tried.IsRange ? NearEdge : 0));
        return tried.IsRange ? HasTrend(tried, isLowest) : HasSteps(tried, clean, isLowest);
    }

    // Without a test: the best of each value gets worse from the edge inwards, over three values; or no other value has
    // a cell that learned with every seed.
    private bool HasSteps(Tried tried, List<CellRow> clean, bool isLowest)
    {
        var bests = clean.ToLookup(cell => NumberOf(tried, cell), cell => Signed(cell.Sample.Mean!.Value));
        var inwards = (isLowest ? tried.Numbers : tried.Numbers.Reverse())
            .Select(number => bests[number].DefaultIfEmpty(double.NegativeInfinity).Max())
            .ToList();
        return inwards.Skip(1).All(double.IsNegativeInfinity)
            || (inwards is [var edge, var next, var third, ..] && edge > next && next > third);
    }

    // Without a test: Spearman's correlation of the value and the objective.
    private bool HasTrend(Tried tried, bool isLowest)
    {
        var trials = tried.Trials.Where(trial => trial is { IsRanked: true, IsAtChance: false }).ToList();
        if (trials.Count < FewestOfTrend)
            return false;
        var correlation = Correlation.Spearman(
            trials.Select(trial => tried.Parameter.NumberOf(trial)!.Value),
            trials.Select(trial => Signed(trial.Objective!.Value)));
        var (towards, degrees) = (isLowest ? -correlation : correlation, trials.Count - 2);
        var statistic = towards * Sqrt(degrees / (1 - Min(1, towards * towards)));
        return towards > 0 && StudentDistribution.TwoTailed(statistic, degrees) / 2 <= TrendLevel;
    }

    private double NumberOf(Tried tried, CellRow cell) => tried.Parameter.NumberOf(TrialOf(cell))!.Value;

    private double Signed(double value) => analysis.Data.IsMaximized ? value : -value;

    // The trials that are compared with the best, and the different numbers that they tried, rising.
    private sealed class Tried(Parameter parameter, IReadOnlyList<ReportTrial> trials)
    {
        public Parameter Parameter => parameter;
        public IReadOnlyList<ReportTrial> Trials => trials;
        public HashSet<int> Cells { get; } = [.. trials.Select(trial => trial.Cell)];
        public IReadOnlyList<double> Numbers { get; } =
            [.. trials.Select(trial => parameter.NumberOf(trial)!.Value).Distinct().Order()];
        public bool IsRange => Numbers.Count > Parameter.LevelLimit;

        // From 0 at the lowest value to 1 at the highest.
        public double Place(double number) => !IsRange
            ? (double)Numbers.Index().First(each => each.Item == number).Index / (Numbers.Count - 1)
            : (parameter.RangeShare(number) - parameter.RangeShare(Numbers[0]))
                / (parameter.RangeShare(Numbers[^1]) - parameter.RangeShare(Numbers[0]));
    }
}
