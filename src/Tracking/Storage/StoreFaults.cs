namespace SweepRunner.Tracking.Storage;

/// <summary>Faults of a store's files in every kind of store: each names the place and the way out.</summary>
internal static class StoreFaults
{
    /// <summary>The store of a command that names none.</summary>
    public const string DefaultUrl = "runs/sweeps.db";

    public static TrackingException NoPath(string url) =>
        new($"The store '{url}' has no path. Name a file, such as --store {DefaultUrl}.");

    public static TrackingException UnknownScheme(string url, string scheme) =>
        new($"Cannot open the store '{url}': '{scheme}' is not a kind of store. Use litedb:PATH, sqlite:PATH or "
            + "postgres://USER@HOST:PORT/DATABASE. A bare path opens an existing file as what it is and creates a new "
            + "one as LiteDB. Write a path with a colon as ./PATH.");

    public static TrackingException InMemory(string url) =>
        new($"Cannot open the store '{url}': a store must be a file, not a database in memory. Name a file, such as "
            + $"--store {DefaultUrl}.");

    public static TrackingException FileUrl(string url) =>
        new($"Cannot open the store '{url}': a store is named by the path of its file, not by a file: URL. Write "
            + "--store PATH, litedb:PATH or sqlite:PATH.");

    public static TrackingException UrlWithHost(string url, string scheme, string path) =>
        new($"Cannot open the store '{url}': the part between the second and the third slash names a host, and a store "
            + $"is a local file. Write {scheme}:///{path} for a path from the current folder, or {scheme}:////{path} "
            + "for an absolute one.");

    public static TrackingException UrlWithOptions(string url, string scheme, string options) =>
        new($"Cannot open the store '{url}': a store has no options, but '{options}' follows the path. Remove it; if "
            + $"it is part of the file's name, write {scheme}:PATH.");

    public static TrackingException Locked(string path, string lockFile, Exception? exception = null) =>
        new($"The store '{path}' stayed locked by another process, and nothing was written. End that process ('fuser "
            + $"{lockFile}' names it), then try again.", exception);

    public static TrackingException ReadOnly(string path, Exception? exception = null) =>
        new($"Cannot write to the store '{path}': the file or its folder is read-only. Change the permissions, or name "
            + "another store with --store.", exception);

    public static TrackingException Torn(string path) =>
        new($"The store '{path}' changed while it was read. It could not be locked, because you may not write to it. "
            + "Try again.");

    public static TrackingException NotUpgradable(string path, long version, int known) =>
        new($"The store '{path}' has schema version {version} and is read-only. This build upgrades older stores to "
            + $"version {known}, but cannot write to this one. Copy the store to a folder of your own and name the "
            + "copy with --store.");

    public static TrackingException Damaged(string path, Exception? exception = null) =>
        new($"The store '{path}' is damaged. Put a copy in its place, or name another store with --store.", exception);

    public static TrackingException DiskFull(string path, Exception exception) =>
        new($"The store '{path}' cannot grow: the disk is full. Free some space, then try again.", exception);

    public static TrackingException NotADatabase(string path, Exception? exception = null) =>
        new($"'{path}' is not a store: the file is not a database. Move it away, or name another store with "
            + "--store.", exception);

    public static TrackingException Missing(string path) =>
        new($"There is no store at '{path}'. Run a sweep first, or name another store with --store.");

    public static TrackingException IsLiteDb(string path) =>
        new($"'{path}' is a LiteDB file, not a SQLite database. Name it as --store litedb:{path}");

    public static TrackingException NoFile(string path, string obstacle) =>
        new($"'{path}' is not a store: {obstacle}. Name a file with --store, such as --store {DefaultUrl}.");

    public static TrackingException ArtifactsReadOnly(string folder) =>
        new($"Cannot write to '{folder}', which holds the store's artifacts. Change its permissions, or name another "
            + "store with --store.");

    public static TrackingException IsFolder(string path, string scheme) =>
        new(
            $"'{path}' is a folder, not a store. Name a file in it, such as --store "
                + $"{scheme}:{Path.Join(path, "sweeps.db")}");

    public static TrackingException CannotOpen(string path, string reason, Exception? exception = null) =>
        new($"Cannot open the store '{path}': the file, or one of those beside it, cannot be opened: {reason}. Change "
            + "that, or name another store with --store.", exception);

    public static TrackingException TooLong(string path, int longestName, int longestPath) =>
        new($"Cannot open the store '{path}': its name is longer than {longestName} bytes, or its path than "
            + $"{longestPath}, and files beside it have longer ones. Name another store with --store.");

    public static TrackingException FolderRefused(string path, string folder, Exception exception) =>
        new($"Cannot create the store '{path}': the folder '{folder}' cannot be made: "
            + $"{FileFaults.Reason(exception, folder)}. Change that, or name another store with --store.", exception);

    public static TrackingException Emptied(string path, string leftover) =>
        new($"The store '{path}' is empty, and '{leftover}' shows that it was not always: the file was truncated. "
            + "Restore a copy. To start a new store there, move both files away first.");

    public static TrackingException Newer(string path, long version, int known) =>
        new($"The store '{path}' has schema version {version}; this build knows versions up to {known}. Use a newer "
            + "build, or name another store with --store.");

    public static TrackingException TooOld(string path, long version, int known) =>
        new($"The store '{path}' has schema version {version}, which this build cannot upgrade to version {known}. Use "
            + "an older build, or name another store with --store.");

    public static TrackingException ForeignArtifacts(string folder, string path, bool isOlder) =>
        new(
            $"The artifacts in '{folder}' belong to another store than '{path}'. "
                + (
                    isOlder
                        ? $"An older build made them, perhaps for a store such as '{path}.db'; the next command that "
                            + "writes to that store renames them. "
                        : "")
                + "Move that folder away, or name another store with --store.");

    public static TrackingException ForeignSharedArtifacts(string folder, string url) =>
        new($"The artifacts in '{folder}' belong to another store than '{url}'. Name another folder with "
            + $"{SharedFolder.Variable}=FOLDER.");

    public static TrackingException NoSharedArtifacts(string url, IEnumerable<string> folders, bool isNamed) =>
        new($"The folder of the artifacts of '{url}' is not on this machine, '{Environment.MachineName}', at "
            + $"{string.Join(" or ", folders.Select(folder => $"'{folder}'"))}. Every machine that runs trials has to "
            + "mount it. "
            + (isNamed
                ? "Name the folder whose file 'store-id' has the store's id, or leave out "
                    + $"{SharedFolder.Variable} and the option 'artifacts'."
                : $"If it is somewhere else here, name it once with {SharedFolder.Variable}=FOLDER."));

    public static TrackingException OnlyArtifacts(string path, string folder) =>
        new($"There is no store at '{path}', but '{folder}' holds the artifacts of one. Put that store back. To start "
            + "a new one there, move that folder away first.");

    public static TrackingException SharedArtifacts(
        string folder, string path, string own, string other, string others) =>
        new($"The artifacts in '{folder}' may be those of '{path}' or of '{other}', one of which is a copy of the "
            + $"other. Rename that folder to '{own}' or to '{others}', whichever store they belong to, or move the "
            + "other store to another folder.");

    public static TrackingException ArtifactsLeftBehind(
        string path, string before, string folder, string target) =>
        new($"The store '{path}' was moved from '{before}', and its artifacts are still in '{folder}'. Rename that "
            + $"folder to '{target}', then try again.");

    /// <summary>The warning about a store that has lost its artifacts.</summary>
    public static string WithoutArtifacts(string path, string before, string folder) =>
        $"Warning: the store '{path}' comes without its artifacts, since there was no folder '{folder}'. "
        + "Its models, logs and checkpoints are missing, and interrupted trials start anew."
        + (before == path ? "" : $" When you copy or move a store, here '{before}', take its folder along.");

    public static TrackingException SecondPath(string path, string first) =>
        new($"'{path}' and '{first}' are one file, by a hard link or a mount, and what belongs to the store is beside "
            + $"'{first}'. Name that path with --store. For a store of its own, remove the link and put a copy there.");

    public static TrackingException Linked(string path, string folder) =>
        new($"'{path}' has other paths too, by hard links, and its artifacts are not beside this one. Name the path "
            + $"that they are beside with --store ('find / -samefile {path}' lists them). To continue here without "
            + $"them, create the folder '{folder}'.");

    public static TrackingException NameReserved(string path, string ending) =>
        new($"Cannot create the store '{path}': names that end in '{ending}' are reserved for the files of a store. "
            + "Choose another name with --store.");

    public static TrackingException ArtifactsRefused(string folder, Exception exception) =>
        new($"Cannot change the artifacts in '{folder}': {FileFaults.Reason(exception, folder)}.", exception);

    public static TrackingException ArtifactsUnreadable(string path, Exception exception) =>
        new($"Cannot read '{path}', which belongs to the store's artifacts: {FileFaults.Reason(exception, path)}.",
            exception);

    public static TrackingException CheckpointUnfit(TrialId trial, string file, string how) =>
        new($"The checkpoint '{file}' of trial {trial} {how}, and the trial would lose the steps up to it. Nothing was "
            + "copied. Resume the sweep where it is until the trial has ended or has another checkpoint, then copy "
            + "it.");

    public static TrackingException ChangedMeanwhile(string sweep, string url) =>
        new($"The sweep '{sweep}' in '{url}' was changed while it was copied. Nothing was copied. End what runs it, "
            + "then copy it again.");

    public static TrackingException FileTooLarge(string path) =>
        new($"The file '{path}' is larger than {FileRecord.MostBytesInStore >> 20} MiB, the most that a store keeps. "
            + "Nothing was copied. Copy the sweep to a LiteDB or SQLite store, whose files are in a folder.");
}
