namespace SweepRunner.Tracking.Storage;

/// <summary>The folder of the artifacts of a store on a server, which all machines share. The store keeps each path at
/// which a machine has found it, so that it is named once: when it is made, moved, or mounted elsewhere.</summary>
/// <param name="url">The store's URL, for messages.</param>
/// <param name="named">The full path that this process was told; null for the ones that the store keeps.</param>
/// <param name="fallback">The full path at which it is made if nobody has named one.</param>
/// <param name="home">The id of the store, and those paths.</param>
internal sealed class SharedFolder(string url, string? named, string fallback, ISharedHome home) : BoundFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "SWEEP_ARTIFACTS";

    private string? _found;
    private string _id = "";

    public override string Folder => _found ?? Found(home.Read());

    public override string? Prepare()
    {
        if (_found is null || !IsBound(_found, _id))
        {
            _found = null;
            var kept = home.Read();
            var found = Guarded(() => kept.Paths.Count == 0 ? Begin(kept.Id) : Find(kept));
            (_found, _id) = (found, kept.Id);
        }

        ThrowIfReadOnly(_found);
        return null;
    }

    public override void ThrowIfAbsent()
    {
        if (home.Read() is { Paths.Count: > 0 } kept)
            Present(kept);
    }

    // For commands that read, a folder that is not there is an empty one.
    private string Found(SharedHome kept) => Candidates(kept) is var all && all.Count == 0
        ? named ?? fallback
        : all.FirstOrDefault(path => IsBound(path, kept.Id), all[0]);

    private IReadOnlyList<string> Candidates(SharedHome kept) => named is null ? kept.Paths : [named];

    private string Find(SharedHome kept)
    {
        var found = Present(kept);
        if (!kept.Paths.Contains(found))
            home.Add(found, before => true);
        return found;
    }

    private string Present(SharedHome kept)
    {
        var candidates = Candidates(kept);
        return candidates.FirstOrDefault(path => IsBound(path, kept.Id))
            ?? throw StoreFaults.NoSharedArtifacts(url, candidates, isNamed: named is not null);
    }

    // Of two processes that begin at once, one makes the folder.
    private string Begin(string id)
    {
        var path = named ?? fallback;
        if (BindingIn(path) is { } binding && binding != Binding(id))
            throw StoreFaults.ForeignSharedArtifacts(path, url);
        home.Add(path, before =>
        {
            if (before.Count > 0)
                return false;
            Directory.CreateDirectory(path);
            WriteBinding(path, id);
            return true;
        });
        return Find(home.Read());
    }

    private static bool IsBound(string path, string id) => BindingIn(path) == Binding(id);
}

/// <summary>The id of a store on a server, and the paths at which machines have found the folder of its artifacts, the
/// oldest first; none before it is made.</summary>
internal sealed record SharedHome(string Id, IReadOnlyList<string> Paths);

internal interface ISharedHome
{
    SharedHome Read();

    /// <summary>Keeps one more path, if an action that gets the others says so. Meanwhile no other process adds
    /// one.</summary>
    void Add(string path, Func<IReadOnlyList<string>, bool> action);
}
