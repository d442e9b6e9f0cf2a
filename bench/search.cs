#:project ../src/Search/Search.csproj
#:property PublishAot=false
#:property AssemblyName=search
#:property NoWarn=CS1591
#:property TieredPGO=false

// Asks a search of the product for cells, for bench/search_runs.py. A line {"axes": …, "search": …} begins a run; a line
// {"cost": number or null for a diverged trial} tells the result of the last cell. The answer to each is a line
// {"cell": {path: value}, or null if there is none, "seconds": processor time of the run's proposals so far}.

using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Search;

var (space, search) = (new SearchSpace([]), (SearchConfig)new GridSearch());
var cells = new List<CellObservation>();
var seconds = 0.0;
while (Console.ReadLine() is { } line)
{
    var told = JsonNode.Parse(line)!.AsObject();
    if (told.ContainsKey("axes"))
    {
        space = new SearchSpace(Axes(told["axes"]!));
        search = ConfigJson.Deserialize<SearchConfig>(told["search"]!.ToJsonString());
        cells.Clear();
        seconds = 0;
    }
    else
        Tell(told["cost"]?.GetValue<double>());

    var begin = Environment.CpuUsage.TotalTime;
    var answer = search.Ask(space, new SearchHistory(cells), cells.Count);
    seconds += (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
    if (answer is Proposal { Point: var point })
        Answer(point);
    else
        Console.WriteLine(new JsonObject { ["cell"] = null, ["seconds"] = seconds }.ToJsonString());
}

void Tell(double? cost) => cells[^1] = cells[^1] with
{
    Trials = [new(cells.Count - 1, 0, cost is null ? TrialState.Diverged : TrialState.Completed) { Cost = cost }],
};

void Answer(SearchPoint point)
{
    cells.Add(new(cells.Count, point, [new(cells.Count, 0, TrialState.Running)]));
    var cell = new JsonObject(point.Values.Select(value =>
        KeyValuePair.Create(value.Axis.Path, JsonNode.Parse(value.Json))));
    Console.WriteLine(new JsonObject { ["cell"] = cell, ["seconds"] = seconds }.ToJsonString());
}

static List<Axis> Axes(JsonNode axes) =>
    [.. axes.AsArray().Select(axis => new Axis($"{axis![0]}", DomainOf($"{axis[1]}", axis[2]!)))];

static Domain DomainOf(string kind, JsonNode values) => (kind, values) switch
{
    ("choice", JsonValue count) => ChoiceDomain.Of(Enumerable.Range(0, count.GetValue<int>()).Select(each => $"{each}")),
    ("choice", _) => new ChoiceDomain(
        [.. values.AsArray().Select(each => new Choice(each![0]!.ToJsonString(), Axes(each[1]!)))]),
    ("int", _) => new IntegerDomain(values[0]!.GetValue<long>(), values[1]!.GetValue<long>()),
    ("uniform", _) => new UniformDomain(values[0]!.GetValue<double>(), values[1]!.GetValue<double>()),
    ("logUniform", _) => new LogUniformDomain(values[0]!.GetValue<double>(), values[1]!.GetValue<double>()),
    _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a known kind."),
};
