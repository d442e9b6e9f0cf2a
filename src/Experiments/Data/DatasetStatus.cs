namespace SweepRunner.Experiments.Data;

/// <summary>What is known of a data set's files.</summary>
public enum DatasetState
{
    /// <summary>There are none.</summary>
    Absent,

    /// <summary>Some are there; none was read.</summary>
    Incomplete,

    /// <summary>All are there; none was read.</summary>
    Found,

    /// <summary>All were read and are right.</summary>
    Verified,

    /// <summary>At least one is missing or wrong.</summary>
    Damaged,
}

/// <summary>Where a data set is on this machine.</summary>
/// <param name="Info">Its name and shape.</param>
/// <param name="State">What is known of its files.</param>
/// <param name="Folder">Full path of the folder that holds them; null when there is none.</param>
/// <param name="Fault">What is wrong and what to do about it: when absent or damaged; else null.</param>
public sealed record DatasetStatus(DatasetInfo Info, DatasetState State, string? Folder, string? Fault);
