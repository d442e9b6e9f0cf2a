namespace SweepRunner.Tracking.Storage;

/// <summary>What a store's file keeps about its place.</summary>
/// <param name="Id">Created with the store; a copy of the file has the same.</param>
/// <param name="Path">The file's path when its artifacts were last bound to it; null before.</param>
internal sealed record StoreHome(string Id, string? Path);

internal interface IStoreHome
{
    StoreHome Read();

    /// <summary>Reads the id of another file; null if that is not a store of this kind. May throw as the file system
    /// does.</summary>
    string? IdOf(string file);

    /// <summary>Keeps a path, after an action during which no other process writes to the store.</summary>
    void Move(string path, Action action);
}
