using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Schedules;

namespace SweepRunner.Experiments.Trials;

/// <summary>Checks trials: each key by itself, then the keys against each other.</summary>
/// <param name="catalog">What the trials can name.</param>
/// <param name="isElsewhere">Tells whether another cell may have a parameter of a program at a path.</param>
public sealed class TrialChecker(TrialCatalog catalog, Func<string, bool>? isElsewhere = null)
{
    /// <summary>Finds every fault of a trial, whose own path is such as <c>trial</c>.</summary>
    /// <param name="node">The trial, with short forms written out.</param>
    /// <param name="path">The trial's own path.</param>
    /// <param name="isCell">True for a cell; false for the base of a sweep, which lacks what the space gives.</param>
    public IReadOnlyList<Fault> Check(ConfigNode node, string path, bool isCell = true)
    {
        var faults = ConfigChecker.Check(node, catalog.Shape, path);
        if (node is not ConfigObject trial)
            return faults;
        var parts = new PartReader(catalog.Shape.Of(trial), trial, path, faults);
        var rules = TrialJson.IsNetwork(trial)
            ? TrialRules.Check(TrialParts.Read(parts), catalog)
            : ProgramRules.Check(ProgramParts.Read(parts), isCell, isElsewhere ?? (_ => false));
        var across = rules.Select(fault => fault with
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
    public static TrialParts Read(PartReader parts) => new(
        parts.Read<DataConfig>("data"),
        parts.Read<ModelConfig>("model"),
        parts.Read<OptimizerConfig>("optimizer"),
        parts.Read<ScheduleConfig>("schedule"),
        parts.Read<int?>("epochs"));
}

/// <summary>Reads the parts of a trial that have no faults.</summary>
internal sealed class PartReader(
    ObjectShape shape, ConfigObject trial, string path, IReadOnlyCollection<Fault> faults)
{
    /// <summary>The value of a key, or its default where it is absent; null if it has a fault.</summary>
    public T? Read<T>(string key)
    {
        var below = ConfigPath.Below(path, key);
        return faults.Any(fault => ConfigPath.IsWithin(fault.Path, below))
            ? default
            : ConfigJson.Deserialize<T>(trial, shape.Find(key)!);
    }
}
