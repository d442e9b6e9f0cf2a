#:project ../src/Experiments/Experiments.csproj
#:property PublishAot=false
#:property AssemblyName=augmentation
#:property NoWarn=CS1591;CA1861

// Trains a network without and with the augmentation of alexnet-half's recipe, in turn, for bench/augmentation.py:
//   dotnet run -c Release bench/augmentation.cs -- NETWORK CHANNELS SIDE BATCH STEPS ROUNDS
// Prints the processor time of a step in milliseconds for each round: without, with.

using System.Diagnostics;
using System.Globalization;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Training;
using SweepRunner.Experiments.Trials;

const string Recipe =
    """{"rotate":40,"shift":0.2,"shear":0.2,"zoom":0.2,"flip":["horizontal","vertical"],"fill":"nearest"}""";
var network = args[0];
var (channels, side, batch, steps, rounds) = (Number(1), Number(2), Number(3), Number(4), Number(5));

var (train, test) = (Images((steps * batch) + 1), Images(1));
var info = new DatasetInfo("random", channels, side, side, 10, train.Count, test.Count);
var dataset = new Dataset(info, train, test);
for (var round = 0; round < rounds; round++)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Measure("{}"):F3} {Measure(Recipe):F3}"));

int Number(int place) => int.Parse(args[place], CultureInfo.InvariantCulture);

ImageSet Images(int count)
{
    var pixels = new byte[(long)count * channels * side * side];
    new Random(0).NextBytes(pixels);
    return new MemoryImages(pixels, new int[count], channels, side, side);
}

double Measure(string augment)
{
    var trial = (NetworkTrial)TrialJson.Parse(
        $$"""
        {"data":{"name":"fashion-mnist","batchSize":{{batch}},"validationSamples":1,"augment":{{augment}}},
        "model":{"name":"{{network}}"},"optimizer":{"name":"adam","lr":0.001},"epochs":1}
        """);
    var clock = new StepClock();
    var setting = new TrialSetting { Seed = 0, Device = Device.Cpu, Threads = 1 };
    var loop = new TrainingLoop(TimeProvider.System, TrialCatalog.BuiltIn);
    loop.Run(trial, setting, dataset, clock, clock, CancellationToken.None);
    return clock.StepTime.TotalMilliseconds;
}

/// <summary>Measures the mean processor time of the steps after the first.</summary>
internal sealed class StepClock : ITrialObserver, ITrialStorage
{
    private TimeSpan _first;

    public TimeSpan StepTime { get; private set; }

    public byte[]? Checkpoint => null;

    public bool IsCheckpointDue => false;

    public void OnStep(StepProgress progress)
    {
        var now = Process.GetCurrentProcess().TotalProcessorTime;
        if (progress.Step == 1)
            _first = now;
        else
            StepTime = (now - _first) / (progress.Step - 1);
    }

    public void OnMetric(string metric, long step, int epoch, double value)
    {
    }

    public void OnEvaluation(string metric, long step, int epoch, double value)
    {
    }

    public void SaveCheckpoint(long steps, int epochs, Action<Stream> write)
    {
    }

    public void SaveModel(string name, Action<Stream> write)
    {
    }
}
