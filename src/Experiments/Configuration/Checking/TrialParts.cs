using SweepRunner.Configuration;

namespace SweepRunner.Experiments.Configuration.Checking;

/// <summary>The parts of a trial's config that are sound by themselves: what rules across parts can judge although
/// others are faulty.</summary>
internal sealed record TrialParts
{
    /// <summary>The data, or null where it is faulty.</summary>
    public DataConfig? Data { get; init; }

    /// <summary>The network, or null where it is faulty.</summary>
    public ModelConfig? Model { get; init; }

    /// <summary>The optimizer, or null where it is faulty.</summary>
    public OptimizerConfig? Optimizer { get; init; }

    /// <summary>The schedule, or null where it is faulty.</summary>
    public ScheduleConfig? Schedule { get; init; }

    /// <summary>The epochs, or null where they are faulty.</summary>
    public int? Epochs { get; init; }

    /// <summary>Reads the sound parts of a tree.</summary>
    /// <param name="trial">The tree of a trial.</param>
    /// <param name="path">The tree's own path.</param>
    /// <param name="faults">What was found wrong with it.</param>
    public static TrialParts Read(ConfigObject trial, string path, IReadOnlyCollection<Fault> faults)
    {
        T? Part<T>(string key)
        {
            var below = ConfigPath.Below(path, key);
            if (faults.Any(fault => ConfigPath.IsWithin(fault.Path, below)))
                return default;
            var shape = TrialJson.Shape.Find(key)!;
            return trial.Find(key) is { } given ? ConfigJson.Deserialize<T>(given.Value, shape.Value)
                : shape.Default is { } absent
                    ? System.Text.Json.JsonSerializer.Deserialize<T>(absent, ConfigJson.Options)
                : default;
        }

        return new TrialParts
        {
            Data = Part<DataConfig>("data"),
            Model = Part<ModelConfig>("model"),
            Optimizer = Part<OptimizerConfig>("optimizer"),
            Schedule = Part<ScheduleConfig>("schedule"),
            Epochs = Part<int?>("epochs"),
        };
    }
}
