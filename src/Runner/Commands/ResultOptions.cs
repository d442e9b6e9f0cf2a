using SweepRunner.Runner.Launchers;

namespace SweepRunner.Runner.Commands;

/// <summary>The options of commands that run trials on what follows them: the form of the result, the report, and the
/// demand on the best cell.</summary>
internal sealed class ResultOptions
{
    private readonly Option<bool> _json = CommonOptions.Json();

    private readonly Option<bool> _noReport = new("--no-report")
    {
        Description = "Do not write the report at the end. By default, it is written as 'report' writes it.",
    };

    private readonly Option<double?> _below = Limit(ObjectiveLimit.BelowOption, "below", "maximized");
    private readonly Option<double?> _above = Limit(ObjectiveLimit.AboveOption, "above", "minimized");

    /// <param name="command">The command that gets the options.</param>
    /// <param name="name">Its argument with the sweep, if it may be left out for several sweeps.</param>
    public ResultOptions(Command command, Argument<string?>? name = null)
    {
        foreach (var option in new Option[] { _json, _noReport, _below, _above })
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_below) is not null && result.GetResult(_above) is not null)
                result.AddError(
                    $"{_below.Name} and {_above.Name} exclude each other: an objective has one goal.");
            if (name is not null && result.GetValue(_json) && result.GetValue(name) is null)
                result.AddError($"{_json.Name} writes the result of one sweep: name it.");
        });
    }

    public RunOptions Add(ParseResult result, RunOptions options) => options with
    {
        IsJson = result.GetValue(_json),
        HasReport = !result.GetValue(_noReport),
        Limit = result.GetValue(_below) is { } lowest ? new ObjectiveLimit(lowest, IsLowest: true)
            : result.GetValue(_above) is { } highest ? new ObjectiveLimit(highest, IsLowest: false)
            : null,
    };

    private static Option<double?> Limit(string name, string side, string goal) => new Option<double?>(name)
    {
        Description = $"End with exit code 1 if the mean objective of the best cell is {side} this value, or no "
            + $"cell has one. For an objective that is {goal}.",
        HelpName = "VALUE",
    }.Taking("a finite number", text => double.TryParse(text, out var value) && double.IsFinite(value));
}
