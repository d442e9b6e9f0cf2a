using SweepRunner.Experiments.Configuration;
using SweepRunner.Experiments.Configuration.Documents;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>What the search and the space demand of each other.</summary>
internal static class SearchRules
{
    /// <summary>Adds every broken rule.</summary>
    public static void Check(SweepDefinition definition, List<Fault> faults)
    {
        var search = definition.Root.Find("search")?.Value as ConfigObject;
        var name = search?.Find("name")?.Value switch
        {
            ConfigText text => text.Value,
            null => "grid",
            _ => null,
        };
        if (name == "grid")
            foreach (var axis in definition.Axes.Where(axis => axis.Axis.Domain is not ChoiceDomain))
                faults.Add(SweepFault.GridOverRange(axis.Position, ConfigPath.Below("space", axis.Axis.Path)));
        if (name == "random" && definition.Root.Find("space")?.Value is null or ConfigObject { Properties.Count: 0 })
            faults.Add(SweepFault.NothingToDraw(search!.Find("name")!.Value.Position));
    }
}
