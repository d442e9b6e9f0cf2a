using System.Text.Json.Nodes;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Initialization;
using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Schedules;
using SweepRunner.Experiments.Trials;

namespace SweepRunner.Experiments.Tests.Trials;

public sealed class TrialJsonTests
{
    private static readonly KnownModelConfig Network = new() { Name = "alexnet" };

    private static readonly NetworkTrial Plain = new()
    {
        Data = new KnownDataConfig { Name = "mnist" },
        Model = Network,
        Optimizer = new AdamWConfig { Lr = 0.5 },
        Epochs = 1,
    };

    private const string PlainText =
        """{"data":{"name":"mnist"},"epochs":1,"model":{"name":"alexnet"},"optimizer":{"lr":0.5,"name":"adamw"}}""";

    [Theory]
    [InlineData("optimizer.weightDecay", 0, double.MaxValue)]
    [InlineData("optimizer.beta1", 0, 1)]
    [InlineData("epochs", 1, 100_000)]
    public void BoundsOf_NumberOfTheConfig_AreThoseOfItsKey(string path, double lowest, double highest) =>
        Assert.Equal((lowest, highest), TrialJson.BoundsOf(path));

    [Theory]
    [InlineData("optimizer.name")]
    [InlineData("parameters.depth")]
    public void BoundsOf_NameOrUnknownPath_AreNone(string path) => Assert.Null(TrialJson.BoundsOf(path));

    [Fact]
    public void Canonical_DefaultsOfTheCase_AreLeftOut()
    {
        Assert.Equal(PlainText, TrialJson.Canonical(Plain));
        Assert.Equal(
            """{"data":{"name":"mnist"},"epochs":1,"model":{"name":"alexnet"},"optimizer":{"lr":"""
                + """0.5,"name":"adamw","weightDecay":0}}""",
            TrialJson.Canonical(
                Plain with
                {
                    Optimizer = new AdamWConfig { Lr = 0.5, WeightDecay = 0 },
                }));
    }

    [Fact]
    public void Canonical_DefaultsOfTheDataNetworkAndOptimizer_AreLeftOut()
    {
        var spelt = Plain with
        {
            Data = Plain.Data with { Resize = 28, TrainSamples = 55_000, TestSamples = 10_000 },
            Model = Network with { Dropout = 0.5, Width = 1, Activation = "relu" },
            Schedule = new ConstantSchedule(),
        };

        Assert.Equal(PlainText, TrialJson.Canonical(spelt));
        Assert.Equal(
            TrialJson.Canonical(Plain with { Schedule = new OneCycleSchedule() }),
            TrialJson.Canonical(Plain with { Schedule = new OneCycleSchedule { MaxLr = 0.5 } }));
    }

    [Fact]
    public void Spelled_ConfigsThatTrainAlike_AreOneText()
    {
        var written = Plain with
        {
            Data = Plain.Data with { Resize = 28, TrainSamples = 55_000, TestSamples = 10_000 },
            Model = Network with { Dropout = 0.5 },
        };
        var (rising, told) = (new OneCycleSchedule(), new OneCycleSchedule { MaxLr = 0.5 });

        var spelled = TrialJson.Spelled(TrialJson.Resolved(Plain));

        Assert.Equal(spelled, TrialJson.Spelled(TrialJson.Resolved(written)));
        Assert.Contains("\"dropout\":0.5", spelled, StringComparison.Ordinal);
        Assert.Contains("\"trainSamples\":55000", spelled, StringComparison.Ordinal);
        Assert.Equal(
            TrialJson.Spelled(TrialJson.Resolved(Plain with { Schedule = rising })),
            TrialJson.Spelled(TrialJson.Resolved(Plain with { Schedule = told })));
        Assert.Equal(TrialJson.Canonical(Plain), TrialJson.Canonical(TrialJson.Parse(spelled)));
    }

    [Fact]
    public void Canonical_ImagesOfKnownContent_LeaveOutTheirPlace()
    {
        var here = new ImageFolderConfig
        {
            Name = "image-folder",
            Path = "/a/train",
            ValidationPath = "/a/val",
            Resize = 32,
        };
        var there = here with { Path = "/b/train", ValidationPath = "/b/val", Memory = 1 };

        Assert.NotEqual(Text(here), Text(there));
        Assert.Equal(
            """{"name":"image-folder","resize":32,"sha256":"ab"}""", Text(here with { Sha256 = "ab" }));
        Assert.Equal(Text(here with { Sha256 = "ab" }), Text(there with { Sha256 = "ab" }));
        Assert.NotEqual(Text(here with { Sha256 = "ab" }), Text(here with { Sha256 = "cd" }));
        var whole = TrialJson.WithoutDefaults(Plain with { Data = here with { Sha256 = "ab" } });
        Assert.Equal("/a/train", (string?)whole["data"]!["path"]);

        string Text(DataConfig data) =>
            JsonNode.Parse(TrialJson.Canonical(Plain with { Data = data }))!["data"]!.ToJsonString();
    }

    [Theory]
    [InlineData("""{"name":"lenet","width":2}""", typeof(KnownModelConfig))]
    [InlineData("""{"depth":3,"name":"my-net","sha256":"ab"}""", typeof(PluginModelConfig))]
    public void Parse_AnyNetwork_ComesBackAsItWas(string model, Type type)
    {
        var text = TrialJson.Resolved(Plain).Replace(
            """{"name":"alexnet","width":1}""", model, StringComparison.Ordinal);
        var trial = Assert.IsType<NetworkTrial>(TrialJson.Parse(text));

        Assert.IsType(type, trial.Model);
        Assert.Equal(text, TrialJson.Resolved(trial));
        Assert.Equal(TrialJson.Canonical(trial), TrialJson.Canonical(TrialJson.Parse(TrialJson.Canonical(trial))));
    }

    [Fact]
    public void Spelled_ConfigOfAnotherVersion_StaysAsItIs() =>
        Assert.Equal("""{"madeUp":1}""", TrialJson.Spelled("""{"madeUp":1}"""));

    [Fact]
    public void Canonical_AnyKeyChanged_IsAnotherText()
    {
        NetworkTrial[] all =
        [
            Plain,
            Plain with { Epochs = 2 },
            Plain with { Init = new NormalInit() },
            Plain with { Init = new NormalInit { Std = 2 } },
            Plain with { Clip = new ClipConfig { Norm = 1 } },
            Plain with { Optimizer = new AdamConfig { Lr = 0.5 } },
            Plain with { Data = Plain.Data with { SplitSeed = 1 } },
            Plain with { Data = Plain.Data with { Resize = 29 } },
            Plain with { Data = Plain.Data with { ValidationSamples = 5001 } },
            Plain with { Model = Network with { Dropout = 0 } },
            Plain with { Model = Network with { Activation = "tanh" } },
            Plain with { Model = Network with { Name = "lenet" } },
            Plain with { Model = Network with { Name = "lenet", Activation = "relu" } },
            Plain with { Schedule = new ConstantSchedule { Warmup = new WarmupConfig { Steps = 1 } } },
            Plain with { Schedule = new MultiStepSchedule { MilestoneEpochs = [1, 2] } },
            Plain with { Schedule = new MultiStepSchedule { MilestoneEpochs = [1, 3] } },
        ];

        Assert.Equal(all.Length, all.Select(TrialJson.Canonical).Distinct().Count());
    }

    [Fact]
    public void Resolved_Trial_ReadsBackAndSpellsOutDefaults()
    {
        var resolved = TrialJson.Resolved(Plain);

        Assert.Equal(
            """{"data":{"batchSize":128,"name":"mnist","splitSeed":0,"validationSamples":5000},"epochs":1,"init":"""
                + """{"name":"default"},"model":{"name":"alexnet","width":1},"optimizer":{"beta1":0.9,"beta2":"""
                + """0.999,"eps":1e-8,"lr":0.5,"name":"adamw","weightDecay":0.01},"schedule":{"name":"constant"}}""",
            resolved);
        Assert.Equal(Plain, TrialJson.Parse(resolved));
        Assert.Equal(PlainText, TrialJson.Canonical(TrialJson.Parse(PlainText)));
    }

    [Fact]
    public void Identity_IsTheSha256OfItsParts() => Assert.Equal(
        // printf '{"device":"cpu","seed":7,"threads":2,"trial":{}}' | sha256sum
        "a91539fea70ef66398e75a3cd9c273ed5e4855ba78f54c3e1dfa61ab30b2a4ed",
        TrialJson.Identity("{}", 7, 2, "cpu"));
}
