using SweepRunner.Configuration;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Screens;

/// <summary>Finds what a command line names, and says what there is where it finds nothing.</summary>
internal static class Lookup
{
    /// <summary>The sweep of that name.</summary>
    /// <exception cref="CommandException">There is none; the nearest name is offered.</exception>
    public static SweepRecord Sweep(ITrackingStore store, string name)
    {
        if (store.FindSweep(name) is { } sweep)
            return sweep;
        var names = store.Sweeps().Select(each => each.Definition.Name).ToList();
        var nearest = NearestName.Find(name, names);
        var hint =
            nearest is not null ? $" Did you mean '{nearest}'?"
            : names.Count == 0 ? " It holds no sweep yet."
            : " 'sweep list' shows what it holds.";
        throw new CommandException($"There is no sweep '{name}' in {store.Url}.{hint}");
    }

    /// <summary>The trial of that number.</summary>
    /// <exception cref="CommandException">There is none; the numbers that there are are said.</exception>
    public static TrialRecord Trial(ITrackingStore store, SweepRecord sweep, string number)
    {
        var name = sweep.Definition.Name;
        if (int.TryParse(
                number,
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var parsed) && store.FindTrial(new TrialId(name, parsed)) is { } trial)
            return trial;
        throw new CommandException(sweep.TrialCount == 0
            ? $"The sweep '{name}' has no trials."
            : $"The sweep '{name}' has no trial '{number}': its trials are {name}/0 to {name}/{sweep.TrialCount - 1}.");
    }

    /// <summary>Takes SWEEP or SWEEP/NUMBER apart.</summary>
    public static (string Sweep, string? Number) Split(string name) =>
        name.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
            ? (name[..slash], name[(slash + 1)..])
            : (name, null);
}
