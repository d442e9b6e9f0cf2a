namespace SweepRunner.Tracking;

/// <summary>The names of what is in the folders of a sweep and of its trials.</summary>
public static class ArtifactNames
{
    /// <summary>The folder for the checkpoints of a program; deleted when the trial starts from nothing.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>The folder of a sweep's report.</summary>
    public const string Report = "report";

    /// <summary>The beginning of the file names of checkpoints of a network.</summary>
    public const string CheckpointBeginning = "checkpoint-";

    /// <summary>The places of a sweep's files, the values of its key <c>artifacts</c>: in the folder of artifacts, or
    /// in the store.</summary>
    public const string InFolder = "folder", InStore = "store";

    /// <summary>The log of an attempt.</summary>
    public static string LogOf(int attempt) => $"attempt-{attempt}.log";
}
