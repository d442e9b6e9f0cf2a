using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Augmentation;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Schedules;
using SweepRunner.Experiments.Tests.Training;
using SweepRunner.Experiments.Training;
using SweepRunner.Experiments.Trials;

namespace SweepRunner.Experiments.Tests.Checkpoints;

/// <summary>A trial that is stopped and taken up again gives the numbers of one that was not, to the last
/// bit.</summary>
public sealed class ResumeTests
{
    private const int StepsPerEpoch = 5;

    private static readonly Dataset Data = SyntheticData.Create(train: 200, test: 20);

    private static readonly TrialSetting Setting = new()
    {
        Seed = 3,
        Device = Device.Cpu,
        Threads = 1,
        PatienceEpochs = 2,
    };

    public static TheoryData<string, string, OptimizerConfig> Recipes => new()
    {
        { "lenet", "cosine", new SgdConfig { Lr = 0.5, Momentum = 0.9, Nesterov = true } },
        { "lenet", "constant", new RmsPropConfig { Lr = 0.01, Momentum = 0.5 } },
        { "lenet", "constant", new AdagradConfig { Lr = 0.05 } },
        { "lenet", "constant", new SgdConfig { Lr = 1e30 } },
        { "alexnet-slim", "constant", new AdamConfig { Lr = 0.001 } },
        { "resnet18", "constant", new AdamWConfig { Lr = 0.001 } },
    };

    [Theory]
    [MemberData(nameof(Recipes))]
    public void CheckpointBytesOf_EachOptimizer_IsAboutTheLengthOfARealOne(
        string network, string schedule, OptimizerConfig optimizer)
    {
        var config = Config(network, schedule, optimizer);
        var storage = new MemoryStorage();

        Run(config, new RecordingObserver(), storage, CancellationToken.None);

        // The catalog knows the shape of these images, which is that of the made ones.
        var known = config with { Data = (KnownDataConfig)config.Data with { Name = "fashion-mnist" } };
        var bytes = TrialCatalog.BuiltIn.CheckpointBytesOf(known)!.Value;
        Assert.InRange(storage.Checkpoint!.Length, 0.99 * bytes, (1.02 * bytes) + 20_000);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Run_StoppedAllTheWay_GivesTheBitsOfAnUninterruptedRun(
        string network, string schedule, OptimizerConfig optimizer) =>
        StopAllTheWay(Config(network, schedule, optimizer));

    [Fact]
    public void Run_StoppedAllTheWayWithAugmentation_GivesTheBitsOfAnUninterruptedRun()
    {
        var config = Config("lenet", "constant", new AdamConfig { Lr = 0.01 });
        StopAllTheWay(config with
        {
            Data = config.Data with
            {
                Augment = new AugmentConfig
                {
                    Rotate = 40,
                    Shift = 0.2,
                    Shear = 10,
                    Zoom = 0.2,
                    Flip = ["horizontal", "vertical"],
                    Crop = new CropConfig { Padding = 2 },
                    Brightness = 0.3,
                    Contrast = 0.3,
                    Normalize = new NormalizeConfig { From = "data" },
                },
            },
        });
    }

    private static void StopAllTheWay(NetworkTrial config)
    {
        var whole = new RecordingObserver();
        var expected = Run(config, whole, new MemoryStorage(), CancellationToken.None);

        var pieces = new List<(string Metric, long Step, int Epoch, long Bits)>();
        var storage = new MemoryStorage();
        TrialReport? report = null;
        var attempts = 0;
        while (report is null)
        {
            using var stop = new CancellationTokenSource();
            var observer = new RecordingObserver { OnEachStep = _ => stop.Cancel() };
            try
            {
                report = Run(config, observer, storage, stop.Token);
            }
            catch (OperationCanceledException)
            {
                attempts++;
            }

            pieces.AddRange(observer.Numbers());
        }

        // A token that is cancelled during a step is heard at the next one, or at the epoch's evaluation.
        Assert.InRange(attempts, StepsPerEpoch, 3 * StepsPerEpoch);
        Assert.Equal(expected with { Snapshot = null }, report with { Snapshot = null });
        Assert.Equal(whole.Numbers().Order(), pieces.Order());
    }

    [Fact]
    public void Run_KilledBetweenCheckpoints_RepeatsTheStepsSinceTheLast()
    {
        var config = Config("lenet", "constant", new AdamConfig { Lr = 0.01 });
        var whole = new RecordingObserver();
        Run(config, whole, new MemoryStorage(), CancellationToken.None);
        var storage = new MemoryStorage { IsCheckpointDue = true, SavesBeforeDeath = 4 };

        Assert.Throws<DeathException>(() => Run(config, new RecordingObserver(), storage, CancellationToken.None));
        var after = new RecordingObserver();
        Run(config, after, new MemoryStorage { Checkpoint = storage.Checkpoint }, CancellationToken.None);

        var steps = storage.Steps;
        Assert.Equal(whole.Numbers().Where(point => point.Step >= steps).Order(), after.Numbers().Order());
    }

    [Fact]
    public void Run_PatienceExhaustedBeforeTheStop_EndsWithoutAnotherEpoch()
    {
        var config = Config("lenet", "constant", new SgdConfig { Lr = 1e-12 }) with { Epochs = 9 };
        var storage = new MemoryStorage();
        var whole = new RecordingObserver();
        var expected = Run(config, whole, storage, CancellationToken.None);
        Assert.True(expected.IsStoppedByPatience);

        var again = new RecordingObserver();
        var report = Run(config, again, new MemoryStorage { Checkpoint = storage.Checkpoint }, CancellationToken.None);

        Assert.Equal(expected, report);
        Assert.Equal(
            whole.Metrics.Where(point => point.Metric is MetricNames.TestLoss or MetricNames.TestAccuracy),
            again.Metrics.Where(point => !point.Metric.StartsWith("system/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_ACheckpointOfAnotherNetwork_IsRefused()
    {
        var storage = new MemoryStorage();
        Run(
            Config("lenet", "constant", new SgdConfig { Lr = 0.1 }),
            new RecordingObserver(),
            storage,
            CancellationToken.None);

        Assert.ThrowsAny<Exception>(() =>
            Run(
                Config("resnet18", "constant", new SgdConfig { Lr = 0.1 }),
                new RecordingObserver(),
                new MemoryStorage { Checkpoint = storage.Checkpoint },
                CancellationToken.None)
        );
    }

    private static NetworkTrial Config(string network, string schedule, OptimizerConfig optimizer) =>
        new()
        {
            Data = new KnownDataConfig
            {
                Name = "synthetic",
                BatchSize = 20,
                ValidationSamples = 100,
                TrainSamples = 90,
                Resize = network == "lenet" ? null : 67,
            },
            Model = new KnownModelConfig { Name = network, Width = network == "lenet" ? 1 : 0.1 },
            Optimizer = optimizer,
            Schedule = schedule == "cosine" ? new CosineSchedule() : new ConstantSchedule(),
            Epochs = 3,
        };

    private static TrialReport Run(
        NetworkTrial config,
        RecordingObserver observer,
        ITrialStorage storage,
        CancellationToken cancellationToken
    ) => new TrainingLoop(TimeProvider.System, TrialCatalog.BuiltIn).Run(
        config, Setting, Data, observer, storage, cancellationToken);

    private sealed class DeathException : Exception;

    private sealed class MemoryStorage : ITrialStorage
    {
        public byte[]? Checkpoint { get; set; }

        public bool IsCheckpointDue { get; init; }

        public int SavesBeforeDeath { get; init; } = 1000;

        public long Steps { get; private set; }

        private int Saves { get; set; }

        public void SaveCheckpoint(long steps, int epochs, Action<Stream> write)
        {
            // Dies two saves late: what was done since the last kept one is lost.
            if (++Saves >= SavesBeforeDeath + 2)
                throw new DeathException();
            if (Saves > SavesBeforeDeath)
                return;
            using var buffer = new MemoryStream();
            write(buffer);
            (Checkpoint, Steps) = (buffer.ToArray(), steps);
        }

        public void SaveModel(string name, Action<Stream> write) => write(new MemoryStream());
    }
}
