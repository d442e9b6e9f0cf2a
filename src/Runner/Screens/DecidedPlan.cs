using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Screens;

/// <summary>What can be said before a run of a sweep whose trials results decide.</summary>
internal sealed class DecidedPlan(SweepPlan plan, PlanEstimate? estimate, int workers)
{
    private SweepConfig Config => plan.Config;

    /// <summary>The most cells, single ones among them.</summary>
    public double MostCells =>
        plan.Cells + (plan.Definition.Space.Searched is { } space ? Config.Search.CountAtMost(space) : 0);

    /// <summary>The most trials.</summary>
    public double MostTrials =>
        Math.Min(Config.Budget?.Trials ?? double.PositiveInfinity, MostCells * Config.Seeds.Count);

    /// <summary>The mean seconds of a trial that runs to its end; null if unknown.</summary>
    public double? WholeSeconds => Mean(cell => estimate?.SecondsOf(cell.Config));

    /// <summary>The mean seconds of a trial that stops at its first rung; null if unknown, or without rungs.</summary>
    private double? ShortestSeconds => Config.Prune is null ? null : Mean(cell =>
        cell.Config is NetworkTrial network && Config.PruneRungs(cell.Number, network) is [var first, ..]
            ? estimate?.SecondsOf(cell.Config) * first / network.Epochs
            : null);

    /// <summary><c>tpe proposes up to 64 cells, 1 to 8 seeds each; at most 100 trials</c>.</summary>
    public string Size
    {
        get
        {
            var seeds = Config.Seeds.Race is { } race && race.Max > 1 ? $"{race.Min} to {race.Max} seeds"
                : NumberText.Count(Config.Seeds.Count, "seed");
            return $"{Catalogue.NameOf(Config.Search)} proposes up to {NumberText.Count((int)MostCells, "cell")}, "
                + $"{seeds} each; at most {NumberText.Count((int)MostTrials, "trial")}";
        }
    }

    /// <summary>What the plan buys, a sentence or two a line.</summary>
    public IEnumerable<string> Lines()
    {
        if (Config.Prune is { } prune)
        {
            var rungs = plan.AllCells
                .Select(cell => (cell.Config as NetworkTrial)?.Epochs)
                .OfType<int>()
                .Distinct()
                .Order()
                .Select(epochs => (Epochs: epochs, Rungs: string.Join(", ", prune.Rungs(0, epochs))))
                .Select(each => each.Rungs.Length == 0
                    ? $"at no epoch of {each.Epochs}"
                    : $"after {each.Rungs} of {NumberText.Count(each.Epochs, "epoch")}");
            yield return $"{Catalogue.NameOf(prune)} pauses the first seed of a cell {string.Join("; ", rungs)}";
        }

        if (WholeSeconds is not { } whole)
            yield break;
        var most = whole * MostTrials / workers;
        var with = $"with {NumberText.Count(workers, "worker")}";
        yield return ShortestSeconds is { } shortest
            ? $"about {NumberText.OfSeconds(shortest * MostTrials / workers)} {with} if every trial stops at its first "
                + $"rung, {NumberText.OfSeconds(most)} if none does"
            : $"at most about {NumberText.OfSeconds(most)} {with}";
        if (Config.Budget?.Hours is { } hours)
            yield return Buys("hours", hours, hours * workers, whole);
        if (Config.Budget?.DeviceHours is { } deviceHours)
            yield return Buys("deviceHours", deviceHours, deviceHours, whole);
    }

    /// <summary>The same facts for programs.</summary>
    public object ToJson() => new
    {
        Search = Catalogue.NameOf(Config.Search),
        MostCells,
        FewestSeeds = Config.Seeds.Race?.Min ?? Config.Seeds.Count,
        MostSeeds = Config.Seeds.Count,
        MostTrials,
        Prune = Config.Prune is { } prune ? Catalogue.NameOf(prune) : null,
        Config.Budget,
        WholeTrialSeconds = WholeSeconds,
    };

    private string Buys(string key, double hours, double work, double whole)
    {
        var trials = (int)Math.Min(int.MaxValue, work * 3600 / whole);
        return $"budget.{key}: {hours:R} h buy about {NumberText.Count(trials, "whole trial")}"
            + (trials >= MostTrials ? ", more than the sweep has" : "");
    }

    private double? Mean(Func<PlannedCell, double?> secondsOf)
    {
        var seconds = plan.AllCells.Select(secondsOf).ToList();
        return seconds.Count > 0 && seconds.All(each => each is not null) ? seconds.Average() : null;
    }
}
