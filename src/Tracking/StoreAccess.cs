namespace SweepRunner.Tracking;

/// <summary>What opening a store may do.</summary>
public enum StoreAccess
{
    /// <summary>Opens the store that is there; never makes one. For commands that read.</summary>
    Existing,

    /// <summary>Opens the store, and makes it with its folder where there is none. For commands that write.</summary>
    Create,
}
