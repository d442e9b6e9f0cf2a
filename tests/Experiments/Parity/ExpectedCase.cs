using System.Runtime.CompilerServices;
using System.Text.Json;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Initialization;
using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Schedules;

namespace SweepRunner.Experiments.Tests.Parity;

/// <summary>A tensor as PyTorch left it: its shape, its norm and up to 16 entries at evenly spaced flat
/// indices.</summary>
internal sealed record ExpectedTensor(long[] Shape, double Norm, double[] Samples);

/// <summary>A short training run of bench/reference/expected.py and what came out of it.</summary>
internal sealed record ExpectedCase
{
    public required string Model { get; init; }

    public required double Width { get; init; }

    public double Dropout { get; init; }

    public required int Channels { get; init; }

    public required int Size { get; init; }

    public int Batch { get; init; }

    public required long Seed { get; init; }

    public required InitConfig Init { get; init; }

    public OptimizerConfig? Optimizer { get; init; }

    public double? ClipNorm { get; init; }

    public string Dtype { get; init; } = "float32";

    public int Steps { get; init; }

    public double[] Losses { get; init; } = [];

    public double[] InitialNorms { get; init; } = [];

    public required ExpectedTensor[] Parameters { get; init; }

    public ExpectedTensor[] Buffers { get; init; } = [];
}

/// <summary>One schedule's rate at every step.</summary>
internal sealed record ExpectedRates(ScheduleConfig Schedule, double[] Rates);

/// <summary>The schedules that were stepped, and what they have in common.</summary>
internal sealed record ExpectedSchedules(double Lr, long StepsPerEpoch, long Epochs, ExpectedRates[] Cases);

/// <summary>Reads what bench/reference/expected.py wrote.</summary>
internal static class Expected
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = ConfigJson.Options.TypeInfoResolver,
    };

    public static TheoryData<string> Names(string folder) =>
        [
            .. Directory
                .GetFiles(Path.Combine(Root(), folder), "*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ];

    public static ExpectedCase Case(string folder, string name) =>
        Read<ExpectedCase>(Path.Combine(folder, name + ".json"));

    public static ExpectedSchedules Schedules() => Read<ExpectedSchedules>("schedules.json");

    private static T Read<T>(string path) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(Root(), path)), Options)!;

    private static string Root([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "Expected");
}
