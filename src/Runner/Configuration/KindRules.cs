namespace SweepRunner.Runner.Configuration;

/// <summary>The rules between the kind of a sweep's trials, networks or programs, and its other keys.</summary>
internal static class KindRules
{
    private const string Metric = "objective.metric", LossMetric = "stop.divergence.metric", Artifacts = "artifacts";

    // Keys that steer the training of networks, with what a program does instead.
    private static readonly (string Path, string Instead)[] OfNetworks =
    [
        ("stop.patience", "a program ends by itself when it no longer improves"),
        ("checkpoint", "a program saves what it needs in the folder SWEEP_CHECKPOINTS"),
        ("prune", "nobody but the program knows where it could pause and go on"),
        ("log", "a program logs as often as it prints"),
        ("gpu", "a program sets its own arithmetic"),
    ];

    /// <summary>Every fault of keys that do not fit the trials.</summary>
    public static IEnumerable<Fault> Check(ConfigObject root)
    {
        if (root.Find("trial")?.Value is not ConfigObject trial)
            return [];
        var metric = At(root, Metric) as ConfigText;
        return TrialJson.IsNetwork(trial)
            ? OfNetwork(root, metric)
            : OfProgram(root, metric);
    }

    private static IEnumerable<Fault> OfNetwork(ConfigObject root, ConfigText? metric)
    {
        if (metric is not null && !MetricNames.All.Contains(metric.Value))
            yield return FaultOf.UnknownName(metric, Metric, MetricNames.All);
        if (At(root, "prune") is { } prune && metric is { Value: MetricNames.TestAccuracy or MetricNames.TestLoss })
            yield return new Fault(
                "prune",
                $"Trials are compared after each epoch, and {metric.Shown} is measured once, at the end. Name another "
                    + $"objective.metric, such as {MetricNames.ValidationAccuracy}.",
                prune.Position);
        if (At(root, LossMetric) is { } loss)
            yield return new Fault(
                LossMetric, $"The loss of a network is {MetricNames.TrainLoss}; leave the key out.", loss.Position);
    }

    private static IEnumerable<Fault> OfProgram(ConfigObject root, ConfigText? metric)
    {
        foreach (var (path, instead) in OfNetworks)
            if (At(root, path) is { } given)
                yield return new Fault(
                    path, $"The key is for trials that train a network; {instead}. Leave it out.", given.Position);
        if (At(root, Artifacts) is ConfigText { Value: ArtifactNames.InStore } place)
            yield return new Fault(
                Artifacts,
                "A program keeps checkpoints in a folder, which all machines have to share. Leave the key out, or set "
                    + $"it to {ArtifactNames.InFolder}.",
                place.Position);
        if (metric is not null && KnownMetrics.Describe(metric.Value).Goal == MetricGoal.None
            && At(root, "objective.goal") is null)
            yield return new Fault(
                "objective.goal",
                $"Nothing says which values of {metric.Shown} are better; add \"goal\": \"{ObjectiveConfig.Maximize}\" "
                    + $"or \"goal\": \"{ObjectiveConfig.Minimize}\".",
                metric.Position);
    }

    private static ConfigNode? At(ConfigObject root, string path) => root.At(path.Split('.'));
}
