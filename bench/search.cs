#:project ../src/Search/Search.csproj
#:property PublishAot=false
#:property AssemblyName=search
#:property NoWarn=CS1591
#:property TieredPGO=false

// Asks searches of the product for cells, for bench/search_runs.py. A line {"axes": [...], "searches": [...]} begins a
// run of each search; a line {"costs": [...]} tells the result of the last cell of each, null where it diverged. The
// answer is a line {"cells": [{path: value}, or null where there is none], "seconds": [processor time of the proposals
// of a run so far]}. A line with "observations" too is answered by the milliseconds of processor time of a proposal of
// the first search after so many random cells, the mean of 20.

using System.Globalization;
using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Search;

Run[] runs = [];
while (Console.ReadLine() is { } line)
{
    var told = JsonNode.Parse(line)!.AsObject();
    if (told["observations"] is { } observations)
    {
        var run = new Run(new SearchSpace(Axes(told["axes"]!)), $"{told["searches"]![0]}");
        Console.WriteLine(run.MeasureAt(observations.GetValue<int>()).ToString("R", CultureInfo.InvariantCulture));
        continue;
    }

    if (told["axes"] is { } axes)
        runs = [.. told["searches"]!.AsArray().Select(search => new Run(new SearchSpace(Axes(axes)), $"{search}"))];
    else
        foreach (var (run, cost) in runs.Zip(told["costs"]!.AsArray()))
            run.Tell(cost?.GetValue<double>());

    var cells = runs.Select(run => run.Ask()).ToArray();
    var seconds = runs.Select(run => (JsonNode)run.Seconds).ToArray();
    Console.WriteLine(new JsonObject
    {
        ["cells"] = new JsonArray(cells),
        ["seconds"] = new JsonArray(seconds),
    }.ToJsonString());
}

static List<Axis> Axes(JsonNode axes) =>
    [.. axes.AsArray().Select(axis => new Axis($"{axis![0]}", DomainOf($"{axis[1]}", axis[2]!)))];

static Domain DomainOf(string kind, JsonNode values) => (kind, values) switch
{
    ("choice", JsonValue count) =>
        ChoiceDomain.Of(Enumerable.Range(0, count.GetValue<int>()).Select(each => $"{each}")),
    ("choice", _) => new ChoiceDomain(
        [.. values.AsArray().Select(each => new Choice(each![0]!.ToJsonString(), Axes(each[1]!)))]),
    ("int", _) => new IntegerDomain(values[0]!.GetValue<long>(), values[1]!.GetValue<long>()),
    ("uniform", _) => new UniformDomain(values[0]!.GetValue<double>(), values[1]!.GetValue<double>()),
    ("logUniform", _) => new LogUniformDomain(values[0]!.GetValue<double>(), values[1]!.GetValue<double>()),
    _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a known kind."),
};

internal sealed class Run(SearchSpace space, string search)
{
    private readonly SearchConfig _search = ConfigJson.Deserialize<SearchConfig>(search);
    private readonly List<CellObservation> _cells = [];
    private bool _isOver;

    public double Seconds { get; private set; }

    public JsonObject? Ask()
    {
        if (_isOver)
            return null;
        var begin = Environment.CpuUsage.TotalTime;
        var answer = _search.Ask(space, new SearchHistory(_cells), _cells.Count);
        Seconds += (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
        if (answer is not Proposal { Point: var point })
        {
            _isOver = true;
            return null;
        }

        _cells.Add(new(_cells.Count, point, [new(_cells.Count, 0, TrialState.Running)]));
        return new JsonObject(point.Values.Select(value =>
            KeyValuePair.Create(value.Axis.Path, JsonNode.Parse(value.Json))));
    }

    public double MeasureAt(int observations)
    {
        const int Rounds = 20;
        var points = new RandomSearch { Trials = observations }.Points(space);
        var history = new SearchHistory([.. points.Select((point, cell) => new CellObservation(
            cell, point, [new(cell, 0, TrialState.Completed) { Cost = Math.Sin(cell) }]))]);
        _search.Ask(space, history, 0);
        var begin = Environment.CpuUsage.TotalTime;
        for (var number = 1; number <= Rounds; number++)
            _search.Ask(space, history, number);
        return (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds / Rounds;
    }

    public void Tell(double? cost)
    {
        var state = cost is null ? TrialState.Diverged : TrialState.Completed;
        if (!_isOver)
            _cells[^1] = _cells[^1] with { Trials = [new(_cells.Count - 1, 0, state) { Cost = cost }] };
    }
}
