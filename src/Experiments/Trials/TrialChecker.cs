using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Schedules;

namespace SweepRunner.Experiments.Trials;

/// <summary>Checks trials: each key by itself, then the keys against each other.</summary>
public sealed class TrialChecker
{
    private readonly NetworkFit _networks = new();

    /// <summary>Finds every fault of a trial, whose own path is such as <c>trial</c>.</summary>
    public IReadOnlyList<Fault> Check(ConfigNode node, string path)
    {
        var faults = ConfigChecker.Check(node, TrialJson.Shape, path);
        if (node is not ConfigObject trial)
            return faults;
        var across = TrialRules.Check(TrialParts.Read(trial, path, faults), _networks).Select(fault => fault with
        {
            Path = ConfigPath.Below(path, fault.Path),
            Position = trial.Nearest(fault.Path).Position,
        });
        return [.. faults, .. across];
    }
}

/// <summary>The parts of a trial that have no faults of their own. The others are null.</summary>
internal sealed record TrialParts(
    DataConfig? Data, ModelConfig? Model, OptimizerConfig? Optimizer, ScheduleConfig? Schedule, int? Epochs)
{
    public static TrialParts Read(ConfigObject trial, string path, IReadOnlyCollection<Fault> faults)
    {
        T? Part<T>(string key)
        {
            var below = ConfigPath.Below(path, key);
            return faults.Any(fault => ConfigPath.IsWithin(fault.Path, below))
                ? default
                : ConfigJson.Deserialize<T>(trial, TrialJson.Shape.Find(key)!);
        }

        return new TrialParts(
            Part<DataConfig>("data"),
            Part<ModelConfig>("model"),
            Part<OptimizerConfig>("optimizer"),
            Part<ScheduleConfig>("schedule"),
            Part<int?>("epochs"));
    }
}
