namespace SweepRunner.Tracking;

/// <summary>The right to write one attempt at one trial, for as long as its lease holds.</summary>
/// <param name="Trial">The claimed trial.</param>
/// <param name="Attempt">The attempt's token: rises with every claim of the trial, so that an older holder is told apart.</param>
/// <param name="LogPath">Where the attempt's standard error is kept: a file of the trial's artifacts; null where it is not.</param>
public sealed record Claim(TrialRecord Trial, int Attempt, string? LogPath = null);

/// <summary>Names the process that holds a lease, so that its death shows on the same host at once.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="BootId">The machine's boot; a reboot frees every lease.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="ProcessStart">When the process began, in the kernel's clock ticks since boot: tells a reused process id apart.</param>
public sealed record LeaseOwner(string Host, string BootId, int ProcessId, long ProcessStart);
