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
            var place = Place(parameter, best);
            var isLowest = place <= Edge;
            if ((isLowest || place >= 1 - Edge)
                && IsAllowedBeyond(parameter, isLowest)
                && IsSupported(parameter, isLowest))
                yield return Finding.BestOnEdge(
                    parameter.Path, NumberText.Short(parameter.Numbers[Level(parameter, best)]), isLowest);
        }
    }

    // What chooses the images changes the task, not the network.
    private bool IsJudged(Parameter parameter) => parameter is { IsNumeric: true, IsSearched: true }
        && !analysis.Data.ChoosesImages(parameter.Path);

    private int Level(Parameter parameter, CellRow cell) => parameter.LevelOf(analysis.TrialsOf(cell.Cell).First());

    // From 0 at the lowest value to 1 at the highest.
    private double Place(Parameter parameter, CellRow cell) => parameter.IsRange
        ? parameter.UnitValue(Level(parameter, cell))
        : (double)Level(parameter, cell) / (parameter.Levels.Count - 1);

    // Where nothing is known of a key, 0 is taken for the end of values that are never negative.
    private bool IsAllowedBeyond(Parameter parameter, bool isLowest) =>
        analysis.BoundsOf(parameter.Path) is var (lowest, highest)
            ? isLowest ? parameter.Numbers[0] > lowest : parameter.Numbers[^1] < highest
            : !isLowest || parameter.Numbers[0] != 0;

    private bool IsSupported(Parameter parameter, bool isLowest)
    {
        var open = _clean.FindAll(cell => cell.Standing.CouldBeBest == true);
        if (open.Count > 0)
            return open.TrueForAll(
                cell => Abs(Place(parameter, cell) - (isLowest ? 0 : 1)) <= (parameter.IsRange ? NearEdge : 0));
        return parameter.IsRange ? HasTrend(parameter, isLowest) : HasSteps(parameter, isLowest);
    }

    // Without a test: the best of each value gets worse from the edge inwards, over three values; or no other value has
    // a cell that learned with every seed.
    private bool HasSteps(Parameter parameter, bool isLowest)
    {
        var bests = _clean.ToLookup(cell => Level(parameter, cell), cell => Signed(cell.Sample.Mean!.Value));
        var inwards = Enumerable.Range(0, parameter.Levels.Count)
            .Select(step => isLowest ? step : parameter.Levels.Count - 1 - step)
            .Select(level => bests[level].DefaultIfEmpty(double.NegativeInfinity).Max())
            .ToList();
        return inwards.Skip(1).All(double.IsNegativeInfinity)
            || (inwards is [var edge, var next, var third, ..] && edge > next && next > third);
    }

    // Without a test: Spearman's correlation of the value and the objective.
    private bool HasTrend(Parameter parameter, bool isLowest)
    {
        var trials = analysis.Data.RankedTrials.Where(trial => !trial.IsAtChance).ToList();
        if (trials.Count < FewestOfTrend)
            return false;
        var correlation = Correlation.Spearman(
            trials.Select(trial => parameter.Numbers[parameter.LevelOf(trial)]),
            trials.Select(trial => Signed(trial.Objective!.Value)));
        var (towards, degrees) = (isLowest ? -correlation : correlation, trials.Count - 2);
        var statistic = towards * Sqrt(degrees / (1 - Min(1, towards * towards)));
        return towards > 0 && StudentDistribution.TwoTailed(statistic, degrees) / 2 <= TrendLevel;
    }

    private double Signed(double value) => analysis.Data.IsMaximized ? value : -value;
}
