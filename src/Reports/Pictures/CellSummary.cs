namespace SweepRunner.Reports.Pictures;

/// <summary>What a chart over some parameters shows where cells differ in others: each value of the only
/// other parameter if it has few, else the best cell. The mean of cells that learned and of cells that did not is the
/// accuracy of none, so a reader has to ask for it. <c>facts.js</c> does the same for the other choices.</summary>
internal sealed class CellSummary
{
    /// <summary>A parameter with more values is not drawn side by side by itself.</summary>
    public const int MostSideBySide = 4;

    /// <summary>Of more other parameters than this and one, only so many are named.</summary>
    public const int MostNamed = 2;
    private readonly ReportAnalysis _analysis;
    private readonly List<Parameter> _others;

    public CellSummary(ReportAnalysis analysis, params IReadOnlyList<Parameter> axes)
    {
        _analysis = analysis;
        _others = [.. analysis.Varying.Except(axes)];
        // Two ranges have eight rows a value, of which a random search fills few.
        var isSparse = axes.Count > 1 && axes.All(parameter => parameter.IsRange);
        if (!isSparse && _others is [{ IsRange: false, Levels.Count: <= MostSideBySide } only])
        {
            SideBySide = only;
            _others.Clear();
        }
    }

    /// <summary>The parameter whose values are drawn side by side; null for none.</summary>
    public Parameter? SideBySide { get; }

    /// <summary>The best of some cells, which are in the order of the ranking; null if none has a value.</summary>
    public static CellRow? Best(IEnumerable<CellRow> cells) =>
        cells.FirstOrDefault(cell => cell.Sample.Mean is not null);

    /// <summary>What a mark or tile stands for, as a sentence that begins with its name. <paramref name="besides"/>
    /// says how values are drawn side by side; the cells are those of each place.</summary>
    public string Sentence(string mark, string besides, IEnumerable<int> cellsAtPlaces)
    {
        var what = cellsAtPlaces.All(count => count <= 1) ? "one cell"
            : _others.Count == 0 ? "the best of its cells"
            : $"the best cell over {Others()}";
        var beside = SideBySide is null ? "" : $", {besides} for each {SideBySide.Path}";
        return $"{mark} is {what}{beside}; {Seeds()}.";
    }

    private string Others()
    {
        var count = _others.Count > MostNamed + 1 ? MostNamed : _others.Count;
        List<string> named = [.. _others.Take(count).Select(Values)];
        var rest = _others.Count - count;
        if (rest > 0)
            named.Add($"{rest} other parameters");
        return named.Count == 1 ? named[0] : $"{string.Join(", ", named.SkipLast(1))} and {named[^1]}";
    }

    private static string Values(Parameter parameter) => parameter.IsRange
        ? $"the range of {parameter.Path}"
        : $"the {NumberText.Count(parameter.ValueCount, "value")} of {parameter.Path}";

    private string Seeds()
    {
        var counts = _analysis.Cells.Select(cell => cell.Outcomes.Values.Sum()).Distinct().ToList();
        return counts is [1] ? "a cell has one seed"
            : counts is [var count] ? $"its value is the mean over {count} seeds"
            : "its value is the mean over its seeds";
    }
}
