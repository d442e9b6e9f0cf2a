namespace SweepRunner.Runner.Supervision;

/// <summary>No worker gets any further: the message is the last one's last words.</summary>
internal sealed class WorkerFaultException(string message) : Exception(message);
