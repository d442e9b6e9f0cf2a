using System.Globalization;

namespace SweepRunner.Runner.Screens;

/// <summary>Finds the sweep or trial that a command line names, or reports what exists.</summary>
internal static class Lookup
{
    // More would hide the fault.
    private const int MostNames = 10;

    public static SweepRecord Sweep(ITrackingStore store, string name)
    {
        if (store.FindSweep(name) is { } sweep)
            return sweep;
        var names = store.Sweeps().Select(each => each.Name).ToList();
        var nearest = NearestName.Find(name, names);
        var hint =
            nearest is not null ? $" Did you mean '{nearest}'?"
            : names.Count == 0 ? " It holds no sweep yet."
            : $" It holds {string.Join(", ", names.TakeLast(MostNames))}{Others(names.Count - MostNames)}.";
        throw new CommandException($"There is no sweep '{name}' in {store.Url}.{hint}");
    }

    public static TrialRecord Trial(ITrackingStore store, SweepRecord sweep, string number)
    {
        var name = sweep.Name;
        if (int.TryParse(number, NumberStyles.None, null, out var parsed)
            && store.FindTrial(new TrialId(name, parsed)) is { } trial)
            return trial;
        throw new CommandException(sweep.TrialCount == 0
            ? $"The sweep '{name}' has no trials."
            : $"The sweep '{name}' has no trial '{number}': its trials are {name}/0 to {name}/{sweep.TrialCount - 1}.");
    }

    private static string Others(int count) => count > 0 ? $" and {NumberText.Count(count, "older one")}" : "";

    /// <summary>What stands for the best cell after the name of a sweep.</summary>
    public const string Best = "best";

    /// <summary>Splits SWEEP or SWEEP/NUMBER.</summary>
    public static (string Sweep, string? Number) Split(string name) =>
        name.IndexOf('/') is >= 0 and var slash ? (name[..slash], name[(slash + 1)..]) : (name, null);
}
