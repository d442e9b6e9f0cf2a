using System.Globalization;
using System.Text.Json;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>
/// The hyperparameters of a sweep. TensorBoard sorts and filters a column by its one type: numbers where every value is
/// a number, flags where every value is true or false, else the texts of <c>trials.csv</c>.
/// </summary>
internal static class Hyperparameters
{
    // 2⁵³: beyond it a double skips whole numbers, and another seed than the trial's would be shown.
    private const long LargestExact = 1L << 53;

    /// <summary>One for each path at which a trial has a value, in the order of the sweep's file, then
    /// <c>seed</c>.</summary>
    /// <param name="paths">The paths of the space.</param>
    /// <param name="trials">The trials in plan order.</param>
    public static IReadOnlyList<Hyperparameter> Read(IReadOnlyList<string> paths, IReadOnlyList<TrialRecord> trials)
    {
        var columns = new SpaceColumns(paths, [.. trials]);
        var texts = trials.Select(trial => columns.Of(trial).ToList()).ToList();
        var space = paths.Select((path, index) => new Hyperparameter(path, Values(
            [.. trials.Select(trial => trial.Definition.SpaceValues.ElementAtOrDefault(index))],
            [.. texts.Select(row => row[index])])));
        List<string> seeds = [.. trials.Select(trial => trial.Definition.Seed.ToString(CultureInfo.InvariantCulture))];
        return
        [
            .. space
                .Append(new Hyperparameter("seed", Values([.. seeds], seeds)))
                .Where(column => column.Values.Any(value => value is not null)),
        ];
    }

    private static List<HyperparameterValue?> Values(List<string?> json, List<string> texts)
    {
        var parsed = json.Select(value => value is null ? null : Parse(value)).ToList();
        var kinds = parsed
            .Where((_, index) => json[index] is not null)
            .Select(value => value?.GetType())
            .Distinct()
            .ToList();
        return kinds is [not null]
            ? parsed
            : [.. json.Zip(texts, (value, text) => value is null ? null : new HyperparameterValue.Text(text))];
    }

    // Null for what is neither a number that a double holds nor a flag.
    private static HyperparameterValue? Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        return value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => new HyperparameterValue.Flag(value.GetBoolean()),
            JsonValueKind.Number when value.TryGetInt64(out var whole) && whole is < -LargestExact or > LargestExact =>
                null,
            JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) =>
                new HyperparameterValue.Number(number),
            _ => null,
        };
    }
}
