namespace SweepRunner.Runner.Running;

/// <summary>A trial's workers died too often: the trial fails instead of costing one worker after the other.</summary>
internal sealed class WorkerDeathException(string message) : Exception(message);
