namespace SweepRunner.Tracking;

/// <summary>The names of what is in the folder of a trial.</summary>
public static class ArtifactNames
{
    /// <summary>The folder for the checkpoints of a program; deleted when the trial starts from nothing.</summary>
    public const string Checkpoints = "checkpoints";
}
