namespace SweepRunner.Tracking;

/// <summary>The store cannot be opened or used; the message says what, where and what to do.</summary>
public class TrackingException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>A sweep of that name is in the store already.</summary>
public sealed class SweepExistsException(string name) : TrackingException($"A sweep named '{name}' is in the store already.");

/// <summary>A trial of the sweep is running: it cannot be deleted.</summary>
public sealed class SweepRunningException(string name)
    : TrackingException($"A trial of the sweep '{name}' is running. Stop it, then delete the sweep.");

/// <summary>The claim was taken over or given up: its holder may write nothing more.</summary>
public sealed class LeaseLostException(string sweep, int trial, int attempt)
    : TrackingException($"Attempt {attempt} at trial {sweep}/{trial} no longer holds its lease: it can write nothing more.");
