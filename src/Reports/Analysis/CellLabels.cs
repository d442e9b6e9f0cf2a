using SweepRunner.Reports.Reading;

namespace SweepRunner.Reports.Analysis;

/// <summary>What cells are called in pictures: by what tells them apart.</summary>
internal sealed class CellLabels
{
    // More values than this are no name any more.
    private const int MostValues = 3;

    private readonly IReadOnlyList<Parameter> _varying;
    private readonly Dictionary<int, ReportTrial> _examples = [];
    private readonly bool _hasSweeps;

    /// <summary>The labels of the cells of a report.</summary>
    public CellLabels(ReportData data)
    {
        _varying = [.. data.Varying];
        _hasSweeps = data.Sweeps.Count > 1;
        foreach (var trial in data.Trials)
            _examples.TryAdd(trial.Cell, trial);
    }

    /// <summary><c>kaiming-normal, lr 0.01</c>, or <c>cell 4</c> where that would take more than three
    /// values.</summary>
    public string Short(int cell) => _varying.Count is 0 or > MostValues
        ? Number(cell)
        : string.Join(", ", _varying.Select(parameter => Value(parameter, cell)));

    /// <summary><c>cell 4: init.name=kaiming-normal, optimizer.lr=0.01</c>.</summary>
    public string Long(int cell) =>
        _varying.Count == 0
            ? Number(cell)
            : $"{Number(cell)}: "
                + $"{string.Join(", ", _varying.Select(parameter => $"{parameter.Path}={Level(parameter, cell)}"))}";

    /// <summary>The cell's number in its own sweep, which is named where there are several.</summary>
    public string Number(int cell)
    {
        var record = _examples[cell].Record;
        return _hasSweeps ? $"{record.Sweep} cell {record.Definition.Cell}" : $"cell {record.Definition.Cell}";
    }

    /// <summary>The text of a cell's value.</summary>
    public string Level(Parameter parameter, int cell) =>
        parameter.Levels[parameter.LevelOfTrial[_examples[cell].Number]];

    private string Value(Parameter parameter, int cell)
    {
        var level = Level(parameter, cell);
        if (!parameter.IsNumeric)
            return level;
        var number = parameter.Numbers[parameter.LevelOfTrial[_examples[cell].Number]];
        return $"{parameter.ShortName} {(parameter.IsRange ? NumberText.Short(number) : level)}";
    }
}
