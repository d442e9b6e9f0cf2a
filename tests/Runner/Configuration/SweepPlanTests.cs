using System.Text.Json.Nodes;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Initialization;
using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Configuration;

public sealed class SweepPlanTests
{
    private const string Sweep = """
        {
          "name": "probe",
          "trial": {
            "data": { "name": "fashion-mnist", "batchSize": 100, "trainSamples": 1050 },
            "model": { "name": "lenet" },
            "optimizer": { "name": "sgd", "lr": 0.1 },
            "epochs": 2
          },
          "space": { "init.name": ["normal", "zeros"], "optimizer.lr": [0.1, 0.01] },
          "seeds": [4, 2]
        }
        """;

    [Fact]
    public void Create_Grid_OrdersCellsWithTheFirstPathSlowestAndSeedsTogether()
    {
        var plan = SweepTexts.Plan(Sweep);

        Assert.Equal(
            [
                "0 0 4 \"normal\" 0.1",
                "1 0 2 \"normal\" 0.1",
                "2 1 4 \"normal\" 0.01",
                "3 1 2 \"normal\" 0.01",
                "4 2 4 \"zeros\" 0.1",
                "5 2 2 \"zeros\" 0.1",
                "6 3 4 \"zeros\" 0.01",
                "7 3 2 \"zeros\" 0.01",
            ],
            plan.Trials.Select(trial =>
                $"{trial.Number} {trial.Cell.Number} {trial.Seed} {string.Join(' ', trial.Cell.SpaceValues)}"
            ));
        Assert.Equal(["init.name", "optimizer.lr"], plan.SpacePaths);
    }

    [Fact]
    public void Create_ShortFormsInTheSpace_AreTheObjectsThatTheyStandFor()
    {
        var plan = SweepTexts.Plan(Sweep.Replace(
            """{ "init.name": ["normal", "zeros"], "optimizer.lr": [0.1, 0.01] }""",
            """
            { "data.augment": [{}, { "normalize": ["data", { "mean": [0.5], "std": [0.25] }] }] },
            "trials": [{ "data.augment.normalize": "data" }]
            """));

        // The single cell trains like one of the product.
        Assert.Equal(
            [null, """{"normalize":{"from":"data"}}""", """{"normalize":{"mean":[0.5],"std":[0.25]}}"""],
            plan.Trials.Where(trial => trial.Seed == 4)
                .Select(trial => JsonNode.Parse(trial.Cell.Canonical)!["data"]!["augment"]?.ToJsonString()));
    }

    [Fact]
    public void Create_Trial_IsTypedAndSized()
    {
        var trial = SweepTexts.Plan(Sweep).Trials[^1];

        Assert.Equal((new ZerosInit(), 0.01), (trial.Cell.Network().Init, trial.Cell.Network().Optimizer.Lr));
        Assert.Equal(
            new TrialSize(TrainImages: 1050, ValidationImages: 5000, TestImages: 10_000, StepsPerEpoch: 11, Steps: 22),
            trial.Cell.Size);
        Assert.Equal(
            TrialJson.Canonical(trial.Cell.Config), TrialJson.Canonical(TrialJson.Parse(trial.Cell.ConfigJson)));
    }

    [Fact]
    public void Create_SameInput_IsTheSamePlan() =>
        Assert.Equal(Identities(SweepTexts.Plan(Sweep)), Identities(SweepTexts.Plan(Sweep)));

    [Fact]
    public void Create_OtherThreadsOrDevice_AreOtherTrials()
    {
        var definition = SweepTexts.Read(Sweep);
        var plans = new TrialResources[] { new(DeviceKind.Cpu, 1), new(DeviceKind.Cpu, 2), new(DeviceKind.Cuda, 1) }
            .Select(resources => SweepPlanner.Plan(definition, resources));

        Assert.Equal(24, plans.SelectMany(Identities).Distinct().Count());
    }

    [Theory]
    [InlineData("\"lr\": 0.1", "\"lr\": 1e-1")]
    [InlineData("\"lr\": 0.1 }", "\"lr\": 0.10, \"momentum\": 0, \"nesterov\": false, \"weightDecay\": 0.0 }")]
    [InlineData("\"name\": \"sgd\", \"lr\": 0.1", "\"lr\": 0.1, \"name\": \"sgd\"")]
    [InlineData("\"epochs\": 2", "\"epochs\": 2.0")]
    [InlineData(
        "\"epochs\": 2",
        "\"epochs\": 2, \"init\": { \"name\": \"default\" }, \"schedule\": { \"name\": \"constant\" }")]
    [InlineData("\"model\": { \"name\": \"lenet\" }", "\"model\": { \"name\": \"lenet\", \"width\": 1 }")]
    [InlineData(
        "\"trainSamples\": 1050",
        "\"resize\": 28, \"trainSamples\": 1050, \"testSamples\": 10000, \"validationSamples\": 5e3, "
            + "\"splitSeed\": 0")]
    [InlineData(
        "\"name\": \"probe\"", "\"name\": \"renamed\", \"description\": \"anew\", \"log\": { \"everySteps\": 5 }")]
    public void Create_SameMeaningSpeltOtherwise_HasTheSameIdentities(string found, string replacement) =>
        Assert.Equal(
            Identities(SweepTexts.Plan(Sweep)),
            Identities(SweepTexts.Plan(Sweep.Replace(found, replacement, StringComparison.Ordinal))));

    [Fact]
    public void Create_KnownTrial_HasTheIdentityItHadBefore() => Assert.Equal(
        "c92eb523e17a6b8b74f79f82c6991eb1f211cc462606032e460f0e66c45b84e2",
        Identities(SweepTexts.Plan(Sweep)).First());

    [Fact]
    public void Create_SpacesWithoutConditions_HaveTheTrialsAndColumnsTheyHadBefore()
    {
        const string Objects = """
            space={ "optimizer": [{ "name": "sgd", "lr": 1e-1, "momentum": 0.9 }, { "name": "adamw", "lr": 0.001 }],
                    "init": [{ "name": "normal", "std": 1 }, { "name": "zeros" }], "epochs": [1, 2] }
            """;
        // The identity of a trial on an image folder has the hash of its files, which these tests draw.
        var plans = SweepTexts.ShippedTexts.Append(SweepTexts.Full)
            .Where(text => !text.Contains("image-folder", StringComparison.Ordinal))
            .Select(text => SweepTexts.Plan(text))
            .Append(SweepTexts.Plan(Sweep, Objects, """trials=[{ "optimizer.momentum": 0.5 }]"""));

        GoldenFile.Matches("plans.txt", string.Concat(plans.SelectMany(plan => plan.Trials.Select(trial =>
            $"{plan.Config.Name} {trial.Number} {plan.Identity(trial)} "
            + $"{string.Join(' ', plan.SpacePaths.Zip(trial.Cell.SpaceValues, (path, value) => $"{path}={value}"))}\n"
        ))));
    }

    [Fact]
    public void Create_EqualCells_AreMergedAndCounted()
    {
        var plan = SweepTexts.Plan(
            Sweep, """trials=[{ "init.name": "normal" }, { "init.name": "zeros", "epochs": 3 }]""");

        Assert.Equal((5, 1, 10), (plan.Cells, plan.MergedCells, plan.Trials.Count));
        Assert.Equal(["\"zeros\"", "0.1", "3"], plan.Trials[^1].Cell.SpaceValues);
        Assert.Equal(["\"normal\"", "0.1", "2"], plan.Trials[0].Cell.SpaceValues);
    }

    [Fact]
    public void Create_NoSpace_IsTheBaseAlone()
    {
        var plan = SweepTexts.Plan(Sweep, "space={}");

        Assert.Equal((1, 2), (plan.Cells, plan.Trials.Count));
        Assert.Empty(plan.SpacePaths);
    }

    [Fact]
    public void Create_SingleCellsAlone_LeaveTheBaseOut()
    {
        var plan = SweepTexts.Plan(Sweep, "space={}", """trials=[{ "epochs": 3 }]""", "seeds=1");

        Assert.Equal(3, Assert.Single(plan.Trials).Cell.Network().Epochs);
    }

    [Fact]
    public void Create_WholeObjects_TakeThePlaceOfTheBases()
    {
        var plan = SweepTexts.Plan(
            Sweep,
            "trial.optimizer.momentum=0.9",
            """space={ "optimizer": [{ "name": "adam", "lr": 0.001 }, { "name": "sgd", "lr": 1.0, "momentum": 0 }] }"""
        );

        Assert.Equal(new AdamConfig { Lr = 0.001 }, plan.Trials[0].Cell.Network().Optimizer);
        Assert.Equal(new SgdConfig { Lr = 1 }, plan.Trials[2].Cell.Network().Optimizer);
        Assert.Equal("""{"lr":1,"name":"sgd"}""", plan.Trials[2].Cell.SpaceValues[0]);
    }

    [Fact]
    public void Create_PathOfOneCase_HasNoValueInAnother()
    {
        var plan = SweepTexts.Plan(
            Sweep,
            "space={}",
            "seeds=1",
            """trials=[{ "optimizer.momentum": 0.9 }, { "optimizer": { "name": "adam", "lr": 0.1 } }]""");

        Assert.Equal(["0.9", null], plan.Trials.Select(trial => trial.Cell.SpaceValues[0]));
    }

    [Fact]
    public void Create_RandomSearch_DrawsItsCells()
    {
        var plan = SweepTexts.Plan(
            Sweep,
            """space={ "optimizer.lr": { "logUniform": [1e-3, 1] }, "epochs": { "int": [1, 3] } }""",
            """search={ "name": "random", "trials": 7 }""");

        Assert.Equal((7, 14), (plan.Cells, plan.Trials.Count));
        Assert.All(plan.Trials, trial => Assert.InRange(trial.Cell.Network().Optimizer.Lr, 1e-3, 1));
    }

    [Fact]
    public void ConfigJson_SameMeaningSpeltOtherwise_IsTheSame()
    {
        var spelt = Sweep.Replace(
            "\"seeds\": [4, 2]",
            "\"seeds\": [4, 2], \"device\": \"auto\", \"search\": { \"name\": \"grid\" }",
            StringComparison.Ordinal);

        Assert.Equal(SweepTexts.Read(Sweep).ConfigJson, SweepTexts.Read(spelt).ConfigJson);
        Assert.Equal(
            """{"name":"probe","seeds":[4,2],"space":{"init.name":["normal","zeros"],"optimizer.lr":[0.1,"""
                + """0.01]},"trial":{"data":{"batchSize":100,"name":"fashion-mnist","trainSamples":1050},"epochs":"""
                + """2,"model":{"name":"lenet"},"optimizer":{"lr":0.1,"name":"sgd"}}}""",
            SweepTexts.Read(Sweep).ConfigJson);
    }

    [Theory]
    [InlineData("val/accuracy", true)]
    [InlineData("val/loss", false)]
    [InlineData("test/loss", false)]
    [InlineData("train/epoch_loss", false)]
    public void Objective_WithoutGoal_GoesTheWayOfItsMetric(string metric, bool isMaximized) =>
        Assert.Equal(
            isMaximized,
            SweepTexts.Plan(Sweep, $$"""objective={ "metric": "{{metric}}" }""").Config.Objective.IsMaximized);

    private static IEnumerable<string> Identities(SweepPlan plan) => plan.Trials.Select(plan.Identity);
}
