using SweepRunner.Experiments.Configuration;
using SweepRunner.Experiments.Configuration.Checking;
using SweepRunner.Experiments.Configuration.Documents;
using SweepRunner.Experiments.Configuration.Shapes;

namespace SweepRunner.Runner.Configuration;

/// <summary>Checks <c>seeds</c>: a list, or a count.</summary>
internal static class SeedsReader
{
    private static readonly NumberShape Seed = new(0, false, long.MaxValue, false, IsInteger: true);
    private static readonly NumberShape Count = new(1, false, PlanLimits.Trials, false, IsInteger: true);

    /// <summary>Adds every fault of the seeds.</summary>
    public static void Check(ConfigNode? node, List<Fault> faults)
    {
        switch (node)
        {
            case null:
                break;
            case ConfigNumber:
                faults.AddRange(ConfigChecker.Check(node, Count, "seeds"));
                break;
            case ConfigList { Items.Count: > 0 } list:
                CheckList(list, faults);
                break;
            default:
                faults.Add(SweepFault.BadSeeds(node, "seeds"));
                break;
        }
    }

    private static void CheckList(ConfigList list, List<Fault> faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < list.Items.Count; index++)
        {
            var item = list.Items[index];
            var path = ConfigPath.Below("seeds", index);
            var found = ConfigChecker.Check(item, Seed, path);
            faults.AddRange(found);
            if (found.Count == 0 && !seen.Add(CanonicalJson.Number(((ConfigNumber)item).Spelling)))
                faults.Add(SweepFault.EqualSeeds(item, path));
        }
    }
}
