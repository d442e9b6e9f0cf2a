using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>One hyperparameter: a path of the space, or <c>seed</c>, with the value of each trial in plan order, all of
/// one kind; null for a trial without one. At least one is not null.</summary>
internal sealed record Hyperparameter(string Name, IReadOnlyList<Value?> Values);

/// <summary>The hyperparameters of a sweep. In TensorBoard a column has one type: numbers if every value is a number,
/// flags if every value is true or false, else the texts of <c>trials.csv</c>.</summary>
internal static class Hyperparameters
{
    // 2⁵³: above it a double skips whole numbers and would show another seed than the trial's.
    private const long LargestExact = 1L << 53;

    /// <summary>A hyperparameter for each path at which a trial has a value, in the order of the sweep file, then
    /// <c>seed</c>.</summary>
    public static IReadOnlyList<Hyperparameter> Read(IReadOnlyList<string> paths, IReadOnlyList<TrialRecord> trials)
    {
        var columns = new SpaceColumns(paths, [.. trials]);
        var texts = trials.Select(trial => columns.Of(trial).ToList()).ToList();
        var space = paths.Select((path, index) => new Hyperparameter(path, Values(
            [.. trials.Select(trial => trial.Definition.SpaceValues.ElementAtOrDefault(index))],
            [.. texts.Select(row => row[index])])));
        List<string> seeds = [.. trials.Select(trial => $"{trial.Definition.Seed}")];
        return [.. space.Append(new Hyperparameter("seed", Values([.. seeds], seeds)))
            .Where(column => column.Values.Any(value => value is not null))];
    }

    private static List<Value?> Values(List<string?> json, List<string> texts)
    {
        var parsed = json.Select(value => value is null ? null : Parse(value)).ToList();
        var kinds = parsed.Where((_, index) => json[index] is not null).Select(value => value?.KindCase).Distinct();
        return kinds.ToList() is [not null]
            ? parsed
            : [.. json.Zip(texts, (value, text) => value is null ? null : Value.ForString(text))];
    }

    // Null for what is neither a flag nor a number that a double holds.
    private static Value? Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        return value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => Value.ForBool(value.GetBoolean()),
            JsonValueKind.Number when value.TryGetInt64(out var whole) && whole is < -LargestExact or > LargestExact =>
                null,
            JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) =>
                Value.ForNumber(number),
            _ => null,
        };
    }
}
