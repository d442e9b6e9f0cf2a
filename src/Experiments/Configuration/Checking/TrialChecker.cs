using SweepRunner.Configuration;

namespace SweepRunner.Experiments.Configuration.Checking;

/// <summary>Checks trees of trials: each key by itself, then the keys against each other.</summary>
public sealed class TrialChecker
{
    private readonly NetworkFit _networks = new();

    /// <summary>Every fault of a trial.</summary>
    /// <param name="node">The tree of the trial.</param>
    /// <param name="path">The tree's own path, such as <c>trial</c>.</param>
    public IReadOnlyList<Fault> Check(ConfigNode node, string path)
    {
        var faults = ConfigChecker.Check(node, TrialJson.Shape, path);
        if (node is not ConfigObject trial)
            return faults;
        var across = TrialRules
            .Check(TrialParts.Read(trial, path, faults), _networks)
            .Select(fault =>
                fault with
                {
                    Path = ConfigPath.Below(path, fault.Path),
                    Position = trial.Nearest(fault.Path).Position,
                }
            );
        return [.. faults, .. across];
    }
}
