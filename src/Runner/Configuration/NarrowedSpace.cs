using SweepRunner.Reports.Analysis;

namespace SweepRunner.Runner.Configuration;

/// <summary>A sweep file whose space lies around the best cells of a stored sweep.</summary>
/// <param name="Name">The name of the new sweep.</param>
/// <param name="Text">The file.</param>
/// <param name="Cells">The number of best cells.</param>
/// <param name="Paths">The paths whose values changed, with their domains as JSON.</param>
internal sealed record NarrowedSpace(
    string Name, string Text, int Cells, IReadOnlyList<(string Path, string Before, string Now)> Paths)
{
    // The best fifth of the cells, but enough to tell a direction.
    private const double Share = 0.2;
    private const int Fewest = 3;

    // Room for an optimum that lies beside the best cells.
    private const double Margin = 0.1;

    // As people write a file: the name first, and what runs before how.
    private static readonly string[] FirstKeys =
        ["name", "description", "plugins", "trial", "space", "search", "seeds"];

    /// <param name="sweep">The sweep.</param>
    /// <param name="trials">Its trials.</param>
    /// <param name="space">Its space.</param>
    /// <param name="ranked">The numbers of its cells that have a rank, the best first.</param>
    /// <exception cref="CommandException">Too few cells have a rank, or nothing varies.</exception>
    public static NarrowedSpace Create(
        SweepRecord sweep, IReadOnlyList<TrialRecord> trials, SweepSpace space, IReadOnlyList<int> ranked)
    {
        if (space.Searched is not { } searched || space.Axes.Count == 0)
            throw new CommandException($"The sweep '{sweep.Name}' has no space; there is nothing to narrow.");
        var cells = trials.DistinctBy(trial => trial.Definition.Cell).ToDictionary(trial => trial.Definition.Cell);
        var points = ranked
            .Select(cell => sweep.PointOf(cells[cell].Definition, searched))
            .OfType<SearchPoint>()
            .ToList();
        if (points.Count < 2)
            throw new CommandException(
                $"Of the cells of '{sweep.Name}' in its space, {points.Count} {(points.Count == 1 ? "has" : "have")} a "
                    + "rank; at least 2 are needed to narrow the space. Run more of it, or another space.");
        var best = points.Take(Math.Max(Fewest, (int)Math.Ceiling(Share * points.Count))).ToList();

        var file = JsonNode.Parse(sweep.Definition.ConfigJson)!.AsObject();
        var domains = file["space"]!.AsObject();
        var before = domains.ToDictionary(each => each.Key, each => CanonicalJson.Write(each.Value));
        var axes = searched.AllAxes.DistinctBy(axis => axis.Path).Where(axis => domains.ContainsKey(axis.Path));
        foreach (var axis in axes.ToList())
            Narrow(domains, axis, best);
        var name = RerunCommand.NameOf(sweep.Name, "-narrow");
        file["name"] = name;
        file["description"] = $"The space around the best {NumberText.Count(best.Count, "cell")} of {sweep.Name}";
        file.Remove("trials");
        var ordered = new JsonObject(file
            .OrderBy(each => Array.IndexOf(FirstKeys, each.Key) is >= 0 and var place ? place : FirstKeys.Length)
            .Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())));
        return new NarrowedSpace(name, ordered.ToJsonString(SweepSchema.Indented) + "\n", best.Count, [
            .. before
                .Select(each => (
                    each.Key, each.Value, Now: domains[each.Key] is { } now ? CanonicalJson.Write(now) : "left out"))
                .Where(each => each.Now != each.Value),
        ]);
    }

    // A path of choices that are not among the best goes with them.
    private static void Narrow(JsonObject domains, Axis axis, IReadOnlyList<SearchPoint> best)
    {
        var values = best.SelectMany(point => point.Values).Where(value => value.Axis.Path == axis.Path).ToList();
        if (values.Count == 0)
        {
            domains.Remove(axis.Path);
            return;
        }

        domains[axis.Path] = Narrowing.Around(axis, values, Margin) switch
        {
            ChoiceDomain kept => new JsonArray([
                .. domains[axis.Path]!.AsArray()
                    .Where((_, index) => kept.Choices.Contains(((ChoiceDomain)axis.Domain).Choices[index]))
                    .Select(choice => choice?.DeepClone()),
            ]),
            UniformDomain range => Range("uniform", range.Low, range.High),
            LogUniformDomain range => Range("logUniform", range.Low, range.High),
            IntegerDomain range => Range("int", range.Low, range.High),
            QuantizedDomain range => Range("quantized", range.Low, range.High, range.Step),
            var unknown => throw new InvalidOperationException($"{unknown} is no known domain."),
        };
    }

    private static JsonObject Range(string kind, params IEnumerable<double> numbers) => new()
    {
        [kind] = new JsonArray([.. numbers.Select(number => JsonNode.Parse($"{number:R}"))]),
    };
}
