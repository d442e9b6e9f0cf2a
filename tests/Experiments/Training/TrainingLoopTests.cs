using Device = SweepRunner.Experiments.Devices.Device;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Divergence;
using SweepRunner.Experiments.Initialization;
using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Tests.Tensors;
using SweepRunner.Experiments.Training;
using SweepRunner.Experiments.Trials;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Training;

public sealed class TrainingLoopTests
{
    private static readonly Dataset Data = SyntheticData.Create(train: 550, test: 95);

    private static readonly NetworkTrial Config = new()
    {
        Data = new KnownDataConfig { Name = "synthetic", BatchSize = 64, ValidationSamples = 100 },
        Model = new KnownModelConfig { Name = "lenet" },
        Init = new XavierUniformInit(),
        Optimizer = new AdamConfig { Lr = 0.01 },
        Epochs = 3,
    };

    private static readonly TrialSetting Setting = new() { Seed = 0, Device = Device.Cpu, Threads = 1 };

    [Fact]
    public void Run_ToItsEnd_LogsEachMetricAtItsSteps()
    {
        var (report, observer) = Run(Config);

        // 450 training images in batches of 64 are 7 whole batches and a short one of 2.
        Assert.Equal(3 * 8, report.Steps);
        Assert.Equal(3, report.Epochs);
        Assert.Null(report.Divergence);
        Assert.Null(report.OutcomeStep);
        foreach (var metric in new[] { MetricNames.TrainLoss, MetricNames.GradientNorm, MetricNames.LearningRate })
            Assert.Equal(Enumerable.Range(0, 24).Select(step => ((long)step, step / 8)), Places(observer, metric));

        foreach (
            var metric in new[]
            {
                MetricNames.TrainEpochLoss,
                MetricNames.TrainAccuracy,
                MetricNames.ValidationLoss,
                MetricNames.ValidationAccuracy,
            }
        )
            Assert.Equal([(7, 0), (15, 1), (23, 2)], Places(observer, metric));

        foreach (var metric in new[] { MetricNames.TestLoss, MetricNames.TestAccuracy })
            Assert.Equal([(23, 2)], Places(observer, metric));

        Assert.Equal(24, observer.Steps.Count);
        Assert.Equal(3 * 450, observer.Steps[^1].Images);
        Assert.Equal(observer.Values(MetricNames.TrainLoss).Last(), report.LastFiniteLoss);
    }

    [Fact]
    public void Run_OnImagesThatCanBeLearnt_LearnsThem()
    {
        var (_, observer) = Run(Config with { Epochs = 12, Data = Config.Data with { BatchSize = 16 } });

        Assert.True(observer.Values(MetricNames.TestAccuracy).Single() > 0.9);
        Assert.True(observer.Values(MetricNames.ValidationAccuracy).Last() > 0.9);
    }

    [Fact]
    public void Run_EpochMetrics_AreTheMeansOfTheirSteps()
    {
        var (_, observer) = Run(Config with { Epochs = 1 });

        double[] weights = [64, 64, 64, 64, 64, 64, 64, 2];
        var mean = observer.Values(MetricNames.TrainLoss).Zip(weights, (loss, weight) => loss * weight).Sum() / 450;
        Assert.Equal(mean, observer.Values(MetricNames.TrainEpochLoss).Single(), 12);
    }

    [Theory]
    [InlineData("alexnet-slim")]
    [InlineData("resnet18")]
    [InlineData("lenet")]
    public void Run_SameTrialTwice_GivesTheSameBits(string network)
    {
        var config = Config with
        {
            Model = new KnownModelConfig { Name = network, Width = 0.05 },
            Data = Config.Data with
            {
                Resize = network == "lenet" ? null : 67,
                TrainSamples = 130,
                ValidationSamples = 30,
                TestSamples = 10,
            },
            Epochs = 2,
        };

        Assert.Equal(Run(config).Observer.Numbers(), Run(config).Observer.Numbers());
        Assert.NotEqual(Run(config).Observer.Numbers(), Run(config, Setting with { Seed = 1 }).Observer.Numbers());
    }

    [Fact]
    public void Run_AfterAnotherTrialInTheProcess_GivesTheSameBits()
    {
        var first = Run(Config).Observer.Numbers();
        Run(Config with { Model = new KnownModelConfig { Name = "lenet", Width = 0.5 } }, Setting with { Seed = 9 });

        Assert.Equal(first, Run(Config).Observer.Numbers());
    }

    [Fact]
    public void Run_LossGoesToNaN_EndsAtThatStepWithWhatExplainsIt()
    {
        var (report, observer) = Run(Config with
        {
            Model = new KnownModelConfig { Name = "alexnet-plain", Width = 0.1 },
            Data = Config.Data with { Resize = 67, BatchSize = 20 },
            Init = new NormalInit(),
            Optimizer = new SgdConfig { Lr = 0.1 },
        });

        Assert.Equal(DivergenceKind.NaN, report.Divergence);
        Assert.InRange(report.OutcomeStep!.Value, 1, 2);
        Assert.Equal(report.OutcomeStep, report.Steps);
        Assert.Equal(0, report.Epochs);
        Assert.True(double.IsFinite(report.LastFiniteLoss!.Value));
        Assert.True(double.IsNaN(observer.Values(MetricNames.TrainLoss).Last()));
        Assert.Empty(observer.Values(MetricNames.TestLoss));
        Assert.Equal(observer.Values(MetricNames.TrainLoss), report.Snapshot!.Losses);
        Assert.Equal(16, report.Snapshot.Layers.Count);
        Assert.Contains(report.Snapshot.Layers, layer => layer.GradientNonFinite > 0);
        Assert.Contains("\"NaN\"", report.Snapshot.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LossAboveTheLimit_EndsThere()
    {
        var (report, _) = Run(Config, Setting with { LossAbove = 0.001 });

        Assert.Equal(DivergenceKind.LossAbove, report.Divergence);
        Assert.Equal(0, report.OutcomeStep);
        Assert.Equal(0, report.Steps);
    }

    public static TheoryData<int, int, OptimizerConfig> Explosions => new()
    {
        { 1, 450, new SgdConfig { Lr = 1e30 } },
        { 1, 225, new AdamConfig { Lr = 1e30 } },
        { 3, 64, new SgdConfig { Lr = 1e20 } },
        { 3, 64, new AdamConfig { Lr = 100 } },
    };

    [Theory]
    [MemberData(nameof(Explosions))]
    public void Run_LossStaysFiniteAndHuge_ExplodesAtTheEndOfAShortTrial(
        int epochs, int batchSize, OptimizerConfig optimizer)
    {
        var (report, observer) = Run(
            Config with
            {
                Epochs = epochs,
                Optimizer = optimizer,
                Data = Config.Data with { BatchSize = batchSize },
            });

        Assert.Equal(DivergenceKind.Exploded, report.Divergence);
        Assert.Equal((epochs, report.Steps - 1), (report.Epochs, report.OutcomeStep!.Value));
        Assert.True(double.IsFinite(report.LastFiniteLoss!.Value));
        Assert.Equal(10, report.Snapshot!.Layers.Count);
        Assert.Empty(observer.Values(MetricNames.TestLoss));
    }

    [Fact]
    public void Run_LossStaysFiniteAndHugeForFiftySteps_EndsThere()
    {
        var (report, _) = Run(Config with { Epochs = 40, Optimizer = new SgdConfig { Lr = 1e20 } });

        Assert.Equal(DivergenceKind.Exploded, report.Divergence);
        Assert.InRange(report.OutcomeStep!.Value, 50, 150);
    }

    [Fact]
    public void Run_ExplodedTrialThatPatienceEnds_HasExploded()
    {
        var (report, _) = Run(
            Config with
            {
                Epochs = 9,
                Optimizer = new SgdConfig { Lr = 1e30 },
            },
            Setting with
            {
                PatienceEpochs = 1,
            });

        Assert.Equal(DivergenceKind.Exploded, report.Divergence);
        Assert.False(report.IsStoppedByPatience);
    }

    public static TheoryData<OptimizerConfig> LargeWeights =>
        [new AdamConfig { Lr = 1e-3 }, new AdamConfig { Lr = 1e-2 }, new SgdConfig { Lr = 1e-9 }];

    [Theory]
    [MemberData(nameof(LargeWeights))]
    public void Run_LargeFirstWeights_TrainsToItsEnd(OptimizerConfig optimizer)
    {
        var (report, observer) = Run(Config with
        {
            Model = new KnownModelConfig { Name = "alexnet-plain", Width = 0.1 },
            Data = Config.Data with { Resize = 67, BatchSize = 20 },
            Init = new NormalInit(),
            Optimizer = optimizer,
        });

        Assert.Null(report.Divergence);
        Assert.True(observer.Values(MetricNames.TrainLoss).First() > 1e5);
    }

    [Theory]
    [InlineData("resnet18")]
    [InlineData("densenet")]
    public void Run_BatchNormOfFewSteps_TrainsToItsEnd(string network)
    {
        var (report, _) = Run(Config with
        {
            Model = new KnownModelConfig { Name = network, Width = 0.1 },
            Data = Config.Data with { Resize = 67, TrainSamples = 40, BatchSize = 20 },
            Optimizer = new SgdConfig { Lr = 0.3 },
            Epochs = 1,
        });

        Assert.Null(report.Divergence);
    }

    [Fact]
    public void Run_LastUpdateOfAnEpochSpoilsTheNetwork_CountsThatUpdate()
    {
        var (report, observer) = Run(
            Config with
            {
                Data = Config.Data with { BatchSize = 450 },
                Optimizer = new SgdConfig { Lr = 1e38 },
                Epochs = 2,
            });

        Assert.Equal(DivergenceKind.NaN, report.Divergence);
        Assert.Equal(0, report.OutcomeStep);
        Assert.Equal(1, report.Steps);
        Assert.Equal(1, report.Epochs);
        Assert.True(double.IsNaN(observer.Values(MetricNames.ValidationLoss).Single()));
    }

    public static TheoryData<string, OptimizerConfig> BeyondFloat32 => new()
    {
        { "sgd's rate", new SgdConfig { Lr = 1e300 } },
        { "sgd's weight decay", new SgdConfig { Lr = 1, WeightDecay = 1e39 } },
        { "sgd's dampening", new SgdConfig { Lr = 1, Momentum = 0.9, Dampening = 1e39 } },
        { "adam's rate", new AdamConfig { Lr = 1e38 } },
        { "adam's weight decay", new AdamConfig { Lr = 1, WeightDecay = 1e39 } },
        { "adamw's rate", new AdamWConfig { Lr = 1e39 } },
        { "rmsprop's rate", new RmsPropConfig { Lr = 1e39 } },
        { "rmsprop's weight decay", new RmsPropConfig { Lr = 1, WeightDecay = 1e39 } },
        { "adagrad's rate", new AdagradConfig { Lr = 1e39 } },
        { "adagrad's weight decay", new AdagradConfig { Lr = 1, WeightDecay = 1e39 } },
    };

    [Theory]
    [MemberData(nameof(BeyondFloat32))]
    public void Run_NumberThatFloat32CannotHold_Diverges(string what, OptimizerConfig optimizer)
    {
        var (report, _) = Run(Config with { Optimizer = optimizer });

        Assert.True(report.Divergence is DivergenceKind.NaN or DivergenceKind.Infinity, what);
        Assert.InRange(report.OutcomeStep!.Value, 1, 2);
    }

    [Fact]
    public void Run_WeightsAllZero_CollapsesAfterTwentySteps()
    {
        // A rate this small moves the last layers alone: what they would hand down is less than float32 can hold.
        var (report, _) = Run(Config with
        {
            Model = new KnownModelConfig { Name = "vgg11", Width = 0.05 },
            Data = Config.Data with { Resize = 32 },
            Init = new ZerosInit(),
            Optimizer = new SgdConfig { Lr = 1e-30 },
        });

        Assert.Equal(DivergenceKind.Collapsed, report.Divergence);
        Assert.Equal(19, report.OutcomeStep);
    }

    [Fact]
    public void Run_WithPatience_EndsEarlyAndIsStillTested()
    {
        var (report, observer) = Run(
            Config with { Epochs = 20, Optimizer = new SgdConfig { Lr = 1e-12 } }, Setting with { PatienceEpochs = 2 });

        Assert.True(report.IsStoppedByPatience);
        Assert.Equal(3, report.Epochs);
        Assert.Equal(23, report.OutcomeStep);
        Assert.Single(observer.Values(MetricNames.TestAccuracy));
    }

    [Fact]
    public void Run_LoggingEveryFewSteps_KeepsTheStepsNumbers()
    {
        var every = Run(Config).Observer;
        var some = Run(Config, Setting with { LogEverySteps = 5 }).Observer;

        Assert.Equal([0, 5, 10, 15, 20], Places(some, MetricNames.TrainLoss).Select(place => place.Step));
        Assert.Equal(
            every.Values(MetricNames.TrainLoss).Where((_, step) => step % 5 == 0), some.Values(MetricNames.TrainLoss));
        Assert.Equal(every.Values(MetricNames.TrainEpochLoss), some.Values(MetricNames.TrainEpochLoss));
    }

    [Fact]
    public void Run_Cancelled_StopsAfterTheNextStep()
    {
        using var cancellation = new CancellationTokenSource();
        var observer = new RecordingObserver
        {
            OnEachStep = progress =>
            {
                if (progress.Step == 5)
                {
                    cancellation.Cancel();
                }
            },
        };

        Assert.Throws<OperationCanceledException>(() =>
            new TrainingLoop(TimeProvider.System, TrialCatalog.BuiltIn).Run(
                Config, Setting, Data, observer, new NoStorage(), cancellation.Token)
        );
        Assert.Equal(6, observer.Steps.Count);
    }

    [Fact]
    public void Run_AThousandSteps_LeavesNoTensorBehind()
    {
        const int LeNetParameters = 10;
        Run(Config);
        var before = Tensor.TotalCount;
        var counts = new List<long>();
        var observer = new RecordingObserver { OnEachStep = _ => counts.Add(Tensor.TotalCount) };

        var config = Config with
        {
            Data = Config.Data with { BatchSize = 8, TrainSamples = 80, ValidationSamples = 20, TestSamples = 10 },
            Epochs = 100,
        };
        new TrainingLoop(TimeProvider.System, TrialCatalog.BuiltIn).Run(
            config, Setting, Data, observer, new NoStorage(), CancellationToken.None);
        var after = Tensor.TotalCount;

        Assert.Equal(1000, counts.Count);
        Assert.Equal(counts[10], counts[^1]);
        Assert.Equal(before + LiveTensors.CountedAfter(LeNetParameters), after);
    }

    [Fact]
    public void Run_GradientNorm_IsThatOfAllGradientsTogether()
    {
        using var scope = NewDisposeScope();
        var clipped = Run(
            Config with
            {
                Clip = new ClipConfig { Norm = 1e-9 },
                Optimizer = new SgdConfig { Lr = 1 },
                Epochs = 1,
            }).Observer;
        var still = Run(Config with { Optimizer = new SgdConfig { Lr = 1e-30 }, Epochs = 1 }).Observer;

        // Clipped to nothing, the weights stay where they are; the norm is measured before.
        Assert.All(
            clipped.Values(MetricNames.GradientNorm).Zip(still.Values(MetricNames.GradientNorm)),
            pair => Assert.Equal(pair.First, pair.Second, pair.First * 1e-4));
        Assert.All(clipped.Values(MetricNames.GradientNorm), norm => Assert.True(norm > 1e-6));
    }

    private static (TrialReport Report, RecordingObserver Observer) Run(
        NetworkTrial config, TrialSetting? setting = null)
    {
        var observer = new RecordingObserver();
        return (
            new TrainingLoop(TimeProvider.System, TrialCatalog.BuiltIn).Run(
                config, setting ?? Setting, Data, observer, new NoStorage(), CancellationToken.None),
            observer);
    }

    private static IEnumerable<(long Step, int Epoch)> Places(RecordingObserver observer, string metric) =>
        observer.Metrics.Where(point => point.Metric == metric).Select(point => (point.Step, point.Epoch));
}
