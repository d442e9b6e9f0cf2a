using SweepRunner.Runner.Configuration;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Tests.Configuration;

/// <summary>Spaces whose choices have lists, ranges and paths of their own. Every cell is listed.</summary>
public sealed class ConditionalSpaceTests
{
    private const string Network = """
        "trial": {
          "data": { "name": "fashion-mnist", "batchSize": 100, "trainSamples": 1000 },
          "model": { "name": "lenet" },
          "optimizer": { "name": "sgd", "lr": 0.5, "momentum": 0.5 },
          "epochs": 3
        }
        """;

    private const string Program = """
        "trial": {
          "command": ["true"],
          "parameters": { "optimizer": { "name": "sgd", "lr": 0.5 }, "layers": [8, 8], "data": { "size": 1 } }
        },
        "objective": { "metric": "loss", "goal": "minimize" }
        """;

    // Name, trial, space, columns, cells.
    public static TheoryData<string, string, string, string, string[]> Spaces => new()
    {
        {
            "lists in two objects",
            Network,
            """
            'optimizer': [{ 'name': 'sgd', 'lr': [0.1, 0.01], 'momentum': [0, 0.9] },
                          { 'name': 'adam', 'lr': [0.001, 0.0001] }]
            """,
            "optimizer optimizer.lr optimizer.momentum",
            [
                "sgd 0.1 0", "sgd 0.1 0.9", "sgd 0.01 0", "sgd 0.01 0.9", "adam 0.001 -", "adam 0.0001 -",
            ]
        },
        {
            "a plain value in the one, a list in the other",
            Network,
            "'optimizer': [{ 'name': 'adam', 'lr': 1e-3 }, { 'name': 'sgd', 'lr': [0.1, 0.2], 'momentum': 0.9 }]",
            "optimizer optimizer.lr",
            ["adam 0.001", """{"momentum":0.9,"name":"sgd"} 0.1""", """{"momentum":0.9,"name":"sgd"} 0.2"""]
        },
        {
            "a path below, which objects need not have",
            Network,
            "'optimizer.lr': [0.1, 0.01], 'epochs': [1, 2], 'optimizer': [{ 'name': 'sgd' }, { 'name': 'adam' }]",
            "epochs optimizer optimizer.lr",
            [
                "1 sgd 0.1", "1 sgd 0.01", "1 adam 0.1", "1 adam 0.01",
                "2 sgd 0.1", "2 sgd 0.01", "2 adam 0.1", "2 adam 0.01",
            ]
        },
        {
            "a path below that only some cases have",
            Network,
            """
            'optimizer': [{ 'name': 'sgd', 'lr': 0.1 }, { 'name': 'adam', 'lr': 0.1 },
                          { 'name': 'rmsprop', 'lr': 0.1 }],
            'optimizer.momentum': [0, 0.9]
            """,
            "optimizer optimizer.momentum",
            [
                """{"lr":0.1,"name":"sgd"} 0""", """{"lr":0.1,"name":"sgd"} 0.9""", """{"lr":0.1,"name":"adam"} -""",
                """{"lr":0.1,"name":"rmsprop"} 0""", """{"lr":0.1,"name":"rmsprop"} 0.9""",
            ]
        },
        {
            "a path below takes the place of plain values",
            Network,
            """
            'optimizer': [{ 'name': 'adam', 'lr': 0.3, 'beta1': [0.8, 0.9] }, { 'name': 'adagrad', 'lr': 0.4 }],
            'optimizer.lr': [0.1, 0.2]
            """,
            "optimizer optimizer.beta1 optimizer.lr",
            [
                "adam 0.8 0.1", "adam 0.8 0.2", "adam 0.9 0.1", "adam 0.9 0.2", "adagrad - 0.1", "adagrad - 0.2",
            ]
        },
        {
            "choices in a choice",
            Network,
            """
            'schedule': [
              { 'name': 'constant', 'warmup': [{ 'steps': 3 }, { 'steps': [5, 7], 'from': [0, 0.5] }] },
              { 'name': 'cosine', 'minLr': [0, 0.001] }]
            """,
            "schedule schedule.warmup schedule.warmup.steps schedule.warmup.from schedule.minLr",
            [
                "constant - 3 - -", "constant - 5 0 -", "constant - 5 0.5 -", "constant - 7 0 -",
                "constant - 7 0.5 -", "cosine - - - 0", "cosine - - - 0.001",
            ]
        },
        {
            "a list in an object of a choice",
            Network,
            """
            'schedule': [{ 'name': 'cosine', 'warmup': { 'steps': [3, 5], 'from': 0.1 } }, { 'name': 'constant' }],
            'init.name': ['normal', 'zeros']
            """,
            "schedule schedule.warmup.steps init.name",
            [
                """{"name":"cosine","warmup":{"from":0.1}} 3 normal""",
                """{"name":"cosine","warmup":{"from":0.1}} 3 zeros""",
                """{"name":"cosine","warmup":{"from":0.1}} 5 normal""",
                """{"name":"cosine","warmup":{"from":0.1}} 5 zeros""",
                "constant - normal", "constant - zeros",
            ]
        },
        {
            "a list that the key takes, and a list of such lists",
            Network,
            """
            'schedule': [{ 'name': 'multi-step', 'milestoneEpochs': [1, 2], 'gamma': [0.1, 0.5] },
                         { 'name': 'multi-step', 'milestoneEpochs': [[1], [2]] }]
            """,
            "schedule schedule.gamma schedule.milestoneEpochs",
            [
                "multi-step 0.1 [1,2]", "multi-step 0.5 [1,2]", "multi-step - [1]", "multi-step - [2]",
            ]
        },
        {
            "paths below paths below choices",
            Network,
            """
            'schedule.warmup.from': [0, 0.5],
            'schedule.warmup': [{ 'steps': 3 }, { 'steps': 5 }],
            'schedule': [{ 'name': 'constant' }, { 'name': 'step', 'stepEpochs': [1, 2] }]
            """,
            "schedule schedule.warmup schedule.warmup.from schedule.stepEpochs",
            [
                """constant {"steps":3} 0 -""", """constant {"steps":3} 0.5 -""",
                """constant {"steps":5} 0 -""", """constant {"steps":5} 0.5 -""",
                """step {"steps":3} 0 1""", """step {"steps":3} 0.5 1""",
                """step {"steps":5} 0 1""", """step {"steps":5} 0.5 1""",
                """step {"steps":3} 0 2""", """step {"steps":3} 0.5 2""",
                """step {"steps":5} 0 2""", """step {"steps":5} 0.5 2""",
            ]
        },
        {
            "flags beside a plain value",
            Network,
            "'optimizer': [{ 'name': 'sgd', 'lr': 0.1, 'momentum': 0.9, 'nesterov': [false, true] }]",
            "optimizer optimizer.nesterov",
            [
                """{"lr":0.1,"momentum":0.9,"name":"sgd"} false""",
                """{"lr":0.1,"momentum":0.9,"name":"sgd"} true""",
            ]
        },
        {
            "overlapping choices, each cell once",
            Network,
            "'optimizer': [{ 'name': 'sgd', 'lr': [0.1, 0.2] }, { 'name': 'sgd', 'lr': [0.2, 0.3] }]",
            "optimizer optimizer.lr",
            ["sgd 0.1", "sgd 0.2", "sgd 0.3"]
        },
        {
            "a program: lists are choices, and a list in a list is a value",
            Program,
            """
            'optimizer': [{ 'name': 'sgd', 'lr': [0.1, 0.2], 'plan': [[1, 2], 'none'] }, { 'kind': { 'uniform': 0.1 } }]
            """,
            "optimizer optimizer.lr optimizer.plan",
            [
                "sgd 0.1 [1,2]", "sgd 0.1 none", "sgd 0.2 [1,2]", "sgd 0.2 none", """{"kind":{"uniform":0.1}} - -""",
            ]
        },
        {
            "a program: a path below that only some objects have written",
            Program,
            """
            'optimizer': [{ 'name': 'sgd', 'momentum': 0.5 }, { 'name': 'adam' }],
            'optimizer.momentum': [0, 0.9],
            'data.size': [1, 2]
            """,
            "optimizer optimizer.momentum data.size",
            ["sgd 0 1", "sgd 0 2", "sgd 0.9 1", "sgd 0.9 2", "adam - 1", "adam - 2"]
        },
        {
            "a program: a path below that only the base has",
            Program,
            "'optimizer': [{ 'name': 'sgd' }, { 'name': 'adam', 'beta': [1, 2] }], 'optimizer.lr': [0.1, 0.2]",
            "optimizer optimizer.lr optimizer.beta",
            ["sgd 0.1 -", "sgd 0.2 -", "adam 0.1 1", "adam 0.2 1", "adam 0.1 2", "adam 0.2 2"]
        },
    };

    public static TheoryData<string> Files => [.. Texts];

    /// <summary>A sweep file for each of the spaces.</summary>
    public static IEnumerable<string> Texts => Spaces.Select(each => File((string)each[1], (string)each[2]));

    [Theory, MemberData(nameof(Spaces))]
    public void Plan_Conditions_HasTheseCells(string name, string trial, string space, string columns, string[] cells)
    {
        var plan = SweepTexts.Plan(File(trial, space), $"description={name}");

        Assert.Equal(columns.Split(' '), plan.SpacePaths);
        Assert.Equal(cells, Cells(plan));
        Assert.Equal(cells.Length, plan.Cells);
    }

    [Fact]
    public void Plan_SingleCellsBesideConditions_HaveTheSameColumns()
    {
        var plan = SweepTexts.Plan(
            File(Network, "'optimizer': [{ 'name': 'adam', 'lr': [0.1, 0.2] }]"),
            """trials=[{ "optimizer.lr": 0.3 }, { "optimizer": { "name": "adam", "lr": 0.4 }, "epochs": 1 }]""");

        Assert.Equal(["optimizer", "optimizer.lr", "epochs"], plan.SpacePaths);
        Assert.Equal(
            ["adam 0.1 3", "adam 0.2 3", """{"momentum":0.5,"name":"sgd"} 0.3 3""", "adam 0.4 1"], Cells(plan));
    }

    [Fact]
    public void Plan_RandomSearchOfConditions_DrawsOnlyTheAxesOfTheChoice()
    {
        var plan = SweepTexts.Plan(
            File(
                Network,
                """
                'optimizer': [{ 'name': 'sgd', 'lr': { 'logUniform': [0.01, 1] }, 'momentum': [0, 0.9] },
                              { 'name': 'adam', 'lr': { 'logUniform': [0.0001, 0.01] } }],
                'epochs': { 'int': [1, 9] }
                """),
            """search={ "name": "random", "trials": 60, "seed": 1 }""");

        Assert.Equal(["optimizer", "optimizer.lr", "optimizer.momentum", "epochs"], plan.SpacePaths);
        Assert.Equal(60, plan.Cells);
        var cells = plan.Trials.ToLookup(trial => trial.Cell.SpaceValues[0], trial => trial.Cell.SpaceValues);
        Assert.All(cells["""{"name":"sgd"}"""], values => Assert.InRange(double.Parse(values[1]!), 0.01, 1));
        Assert.Equal(["0", "0.9"], cells["""{"name":"sgd"}"""].Select(values => values[2]).Distinct().Order());
        Assert.All(cells["""{"name":"adam"}"""], values => Assert.InRange(double.Parse(values[1]!), 0.0001, 0.01));
        Assert.All(cells["""{"name":"adam"}"""], values => Assert.Null(values[2]));
        // Three standard deviations of 60 draws from two are 12.
        Assert.InRange(cells["""{"name":"sgd"}"""].Count(), 18, 42);
    }

    private static string File(string trial, string space) =>
        $$"""{ "name": "probe", {{trial}}, "space": { {{space.Replace('\'', '"')}} } }""";

    // An object that is only a name is written as the name.
    private static IEnumerable<string> Cells(SweepPlan plan) => plan.Trials.Select(trial => string.Join(
        ' ', trial.Cell.SpaceValues.Select(value =>
            value is null ? "-" : value.Contains(',') ? value : SpaceColumns.ShortText(value))));
}
