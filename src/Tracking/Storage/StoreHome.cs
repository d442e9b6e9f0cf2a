namespace SweepRunner.Tracking.Storage;

/// <summary>What a store's own file keeps of where it belongs.</summary>
/// <param name="Id">Made with the store; a copy of the file has the same.</param>
/// <param name="Path">The file's path when its artifacts were last bound to it; null where that was never.</param>
internal sealed record StoreHome(string Id, string? Path);

/// <summary>Reads and writes the <see cref="StoreHome"/> of one kind of store.</summary>
internal interface IStoreHome
{
    /// <summary>The store's.</summary>
    StoreHome Read();

    /// <summary>The id in another file; null where that is no store of this kind.</summary>
    /// <exception cref="TrackingException">The file cannot be read.</exception>
    /// <exception cref="IOException">The same.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    string? IdOf(string file);

    /// <summary>Keeps a path, after an action during which no other process writes to the store.</summary>
    void Move(string path, Action action);
}
