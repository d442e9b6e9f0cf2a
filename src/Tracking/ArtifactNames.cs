namespace SweepRunner.Tracking;

/// <summary>The names of what is in the folders of a sweep and of its trials.</summary>
public static class ArtifactNames
{
    /// <summary>The folder for the checkpoints of a program; deleted when the trial starts from nothing.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>The folder of a sweep's report.</summary>
    public const string Report = "report";
}
