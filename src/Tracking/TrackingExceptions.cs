namespace SweepRunner.Tracking;

/// <summary>The store cannot be opened or used. The message names the fault, the place and the way out.</summary>
public class TrackingException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The store already has a sweep of that name.</summary>
public sealed class SweepExistsException(string name)
    : TrackingException($"A sweep named '{name}' already exists in the store.");

/// <summary>The sweep cannot be deleted or copied because one of its trials is running.</summary>
public sealed class SweepRunningException(string name, string verb)
    : TrackingException($"A trial of the sweep '{name}' is running. Stop it, then {verb} the sweep.");

/// <summary>A sweep cannot be copied to a store that has something of it which the copy lacks.</summary>
public sealed class SweepDiffersException(
    string name, string url, string source, IReadOnlyList<string> differences)
    : TrackingException($"The store '{url}' has a sweep '{name}' too, and the one in '{source}' does not contain all "
        + $"of it: {Listed(differences)}. Nothing was changed. Delete one of the two, or copy to another store.")
{
    private const int MostListed = 3;

    private static string Listed(IReadOnlyList<string> differences)
    {
        var more = differences.Count > MostListed ? $"; and {differences.Count - MostListed} more" : "";
        return string.Join("; ", differences.Take(MostListed)) + more;
    }
}

/// <summary>The claim no longer holds: its holder may not write any more.</summary>
public sealed class LeaseLostException(TrialId trial, int attempt)
    : TrackingException($"Attempt {attempt} at trial {trial} no longer holds its lease: it can write nothing more.");

/// <summary>A sweep cannot be extended with a config that lacks some of its trials.</summary>
public sealed class SweepShrunkException(string name, IReadOnlyList<int> trials)
    : TrackingException($"The sweep '{name}' cannot be extended: {Named(trials)} would disappear. An extended config "
        + "must keep every existing cell.")
{
    private const int MostNamed = 10;

    /// <summary>The trials that would disappear, ascending.</summary>
    public IReadOnlyList<int> Trials { get; } = trials;

    private static string Named(IReadOnlyList<int> trials)
    {
        var numbers = string.Join(", ", trials.Take(MostNamed));
        var more = trials.Count > MostNamed ? $" and {trials.Count - MostNamed} more" : "";
        return $"{(trials.Count == 1 ? "trial" : "trials")} {numbers}{more}";
    }
}

/// <summary>There is no sweep of that name.</summary>
public sealed class SweepMissingException(string name, string url)
    : TrackingException($"There is no sweep '{name}' in the store '{url}'.");
