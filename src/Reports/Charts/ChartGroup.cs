namespace SweepRunner.Reports.Charts;

/// <summary>One place in a report: a chart, and others that a reader may choose to see there.</summary>
/// <param name="Name">The place's name, as <see cref="Chart.Name"/>.</param>
/// <param name="ChoiceLabels">What is chosen, a word for each list to choose from, such as "across" and "up"; empty
/// where there is nothing to choose.</param>
/// <param name="Choices">The charts; the first is the one shown, and the still picture.</param>
public sealed record ChartGroup(string Name, IReadOnlyList<string> ChoiceLabels, IReadOnlyList<ChartChoice> Choices)
{
    /// <summary>A place for one chart.</summary>
    public ChartGroup(Chart chart)
        : this(chart.Name, [], [new ChartChoice([], chart)])
    {
    }

    /// <summary>The chart that is shown first.</summary>
    public Chart First => Choices[0].Chart;
}

/// <summary>A chart that can be chosen.</summary>
/// <param name="Keys">Its entry in each list to choose from.</param>
/// <param name="Chart">The chart.</param>
public sealed record ChartChoice(IReadOnlyList<string> Keys, Chart Chart);
