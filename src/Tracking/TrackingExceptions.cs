namespace SweepRunner.Tracking;

/// <summary>The store cannot be opened or used. The message names the fault, the place and the way out.</summary>
public class TrackingException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The store already has a sweep of that name.</summary>
public sealed class SweepExistsException(string name)
    : TrackingException($"A sweep named '{name}' already exists in the store.");

/// <summary>The sweep cannot be deleted because one of its trials is running.</summary>
public sealed class SweepRunningException(string name)
    : TrackingException($"A trial of the sweep '{name}' is running. Stop it, then delete the sweep.");

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
