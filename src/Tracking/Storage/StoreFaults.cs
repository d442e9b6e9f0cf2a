namespace SweepRunner.Tracking.Storage;

/// <summary>What goes wrong with a store's files whatever kind of store it is, each said with its place and the way
/// out.</summary>
internal static class StoreFaults
{
    /// <summary>The store of a command that names none.</summary>
    public const string DefaultUrl = "runs/sweeps.db";

    /// <summary>A URL without a path.</summary>
    public static TrackingException NoPath(string url) =>
        new($"The store '{url}' has no path. Name a file, such as --store {DefaultUrl}.");

    /// <summary>A URL that begins with no kind of store.</summary>
    public static TrackingException UnknownScheme(string url, string scheme) =>
        new($"Cannot open the store '{url}': '{scheme}' is no kind of store. Known: litedb:PATH, sqlite:PATH; a "
            + "bare path is opened by what the file is, and made as litedb. A path with a colon is written ./PATH.");

    /// <summary>A URL of a database that ends with its process.</summary>
    public static TrackingException InMemory(string url) =>
        new($"Cannot open the store '{url}': it names a database in memory, and a sweep's store has to be a file. "
            + $"Name one, such as --store {DefaultUrl}.");

    /// <summary>A URL of the scheme <c>file</c>.</summary>
    public static TrackingException FileUrl(string url) =>
        new($"Cannot open the store '{url}': a sweep's store has to be a file that is named by its path, not by a "
            + "file: URL. Write --store PATH, litedb:PATH or sqlite:PATH.");

    /// <summary>A URL with something between the second and the third slash.</summary>
    public static TrackingException UrlWithHost(string url, string scheme, string path) =>
        new($"Cannot open the store '{url}': between two slashes and a third a URL names a host, and a store is a "
            + $"file. Write {scheme}:///{path} for a path from the current folder, or {scheme}:////{path} for an "
            + "absolute one.");

    /// <summary>A URL with a query.</summary>
    public static TrackingException UrlWithOptions(string url, string scheme, string options) =>
        new($"Cannot open the store '{url}': a store takes no options, and '{options}' gives some. Leave them away; "
            + $"where they are a part of the file's name, write {scheme}:PATH.");

    /// <summary>Others kept the file for longer than patience lasts.</summary>
    /// <param name="path">The store's file.</param>
    /// <param name="lockFile">The file that is locked.</param>
    /// <param name="exception">What the storage said.</param>
    public static TrackingException Locked(string path, string lockFile, Exception? exception = null) =>
        new(
            $"The store '{path}' stayed locked by another process, and nothing was written. End that process "
                + $"('fuser {lockFile}' names it), then try again.",
            exception);

    /// <summary>The file may be read only.</summary>
    public static TrackingException ReadOnly(string path, Exception? exception = null) =>
        new(
            $"Cannot write to the store '{path}': the file or its folder is read-only. Change the "
                + "permissions, or name another store with --store.",
            exception);

    /// <summary>Somebody wrote to a file that could only be read without locks.</summary>
    public static TrackingException Torn(string path) =>
        new($"The store '{path}' was written to while it was read, and you may not write to it, so that nobody "
            + "waited. Try again.");

    /// <summary>A store of an older schema in a place where it cannot be changed.</summary>
    public static TrackingException NotUpgradable(string path, long version, int known) =>
        new($"The store '{path}' has schema version {version} and is read-only: this build reads version {known}, "
            + "to which it brings a store that may be written to. Copy the store to a folder of your own and name "
            + "the copy with --store.");

    /// <summary>The file is not what was written.</summary>
    public static TrackingException Damaged(string path, Exception? exception = null) =>
        new($"The store '{path}' is damaged. Put a copy in its place, or name another store with --store.", exception);

    /// <summary>There is no room left.</summary>
    public static TrackingException DiskFull(string path, Exception exception) =>
        new($"The store '{path}' cannot grow: the disk is full. Free some space, then try again.", exception);

    /// <summary>A file that no database made.</summary>
    public static TrackingException NotADatabase(string path, Exception? exception = null) =>
        new(
            $"'{path}' is not a store: the file is not a database. Move it away, or name another store with "
                + "--store.",
            exception);

    /// <summary>A command that reads found no file.</summary>
    public static TrackingException Missing(string path) =>
        new($"There is no store at '{path}'. Run a sweep first, or name another store with --store.");

    /// <summary>A LiteDB file that is named as a SQLite database.</summary>
    public static TrackingException IsLiteDb(string path) =>
        new($"'{path}' is a LiteDB file, not a SQLite database. Name it as --store litedb:{path}");

    /// <summary>A FIFO, a socket or a device stands where the file should be.</summary>
    public static TrackingException NoFile(string path, string obstacle) =>
        new(
            $"'{path}' is not a store: {obstacle}. Name a file with --store, such as --store "
                + $"{DefaultUrl}.");

    /// <summary>The artifacts' folder may be read only.</summary>
    public static TrackingException ArtifactsReadOnly(string folder) =>
        new($"Cannot write to '{folder}', which holds the store's artifacts. "
            + "Change its permissions, or name another store with --store.");

    /// <summary>A folder stands where the file should be.</summary>
    public static TrackingException IsFolder(string path, string scheme) =>
        new(
            $"'{path}' is a folder, not a store. Name a file in it, such as --store "
                + $"{scheme}:{Path.Join(path, "sweeps.db")}");

    /// <summary>The file, or one beside it, cannot be opened.</summary>
    public static TrackingException CannotOpen(string path, string reason, Exception? exception = null) =>
        new($"Cannot open the store '{path}': the file, or one of those beside it, cannot be opened: {reason}. "
            + "Change that, or name another store with --store.", exception);

    /// <summary>A path that no store can have.</summary>
    public static TrackingException TooLong(string path, int longestName, int longestPath) =>
        new($"Cannot open the store '{path}': its name is longer than {longestName} bytes, or its path than "
            + $"{longestPath}, and files beside it have longer ones. Name another store with --store.");

    /// <summary>The file's folder cannot be made.</summary>
    public static TrackingException FolderRefused(string path, string folder, Exception exception) =>
        new($"Cannot make the store '{path}': the folder '{folder}' cannot be made: "
            + $"{FileFaults.Reason(exception, folder)}. Change that, or name another store with --store.", exception);

    /// <summary>A file without content beside what only a store with content has.</summary>
    public static TrackingException Emptied(string path, string leftover) =>
        new(
            $"The store '{path}' is empty, and '{leftover}' tells that it was not: it has been cut off. Put "
                + "a copy in its place. To begin a new store there, move both away first.");

    /// <summary>A store that a newer build has written.</summary>
    public static TrackingException Newer(string path, long version, int known) =>
        new(
            $"The store '{path}' has schema version {version}; this build knows versions up to {known}. Use "
                + "a newer build, or name another store with --store.");

    /// <summary>A store too old for this build.</summary>
    public static TrackingException TooOld(string path, long version, int known) =>
        new(
            $"The store '{path}' has schema version {version}, from which this build knows no way to version "
                + $"{known}. Use an older build, or name another store with --store.");

    /// <summary>The artifacts beside the file are another store's.</summary>
    public static TrackingException ForeignArtifacts(string folder, string path, bool isOlder) => new(
        $"The artifacts in '{folder}' belong to another store than '{path}'. "
        + (isOlder
            ? $"An older build made them, perhaps for a store such as '{path}.db': what writes to that renames them. "
            : "")
        + "Move that folder away, or name another store with --store.");

    /// <summary>A store is to be made where the artifacts of another are.</summary>
    public static TrackingException OnlyArtifacts(string path, string folder) => new(
        $"There is no store at '{path}', but '{folder}' has the artifacts of one. Put that store in its place. "
        + "To begin a new one there, move that folder away first.");

    /// <summary>Two stores may mean one folder of the older naming.</summary>
    public static TrackingException SharedArtifacts(
        string folder, string path, string own, string other, string others) => new(
        $"The artifacts in '{folder}' may be those of '{path}' or of '{other}', one of which is a copy of the other. "
        + $"Rename that folder to '{own}' or to '{others}', whichever store they belong to, "
        + "or move the other store to another folder.");

    /// <summary>A store was moved and its artifacts were not.</summary>
    public static TrackingException ArtifactsLeftBehind(
        string path, string before, string folder, string target) => new(
        $"The store '{path}' was moved from '{before}', and its artifacts are still in '{folder}'. "
        + $"Rename that folder to '{target}', then try again.");

    /// <summary>What a person should know of a store that had artifacts and is without.</summary>
    public static string WithoutArtifacts(string path, string before, string folder) =>
        $"Warning: the store '{path}' comes without its artifacts, since there was no folder '{folder}'. "
        + "Models, logs and checkpoints of before are not there, and interrupted trials start anew."
        + (before == path ? "" : $" Whoever copies or moves a store, here '{before}', takes its folder along.");

    /// <summary>A file has two paths, and what belongs to it is beside the first.</summary>
    public static TrackingException SecondPath(string path, string first) => new(
        $"'{path}' and '{first}' are one file, by a hard link or a mount, and what belongs to the store is beside "
        + $"'{first}'. Name that path with --store. For a store of its own, remove the link and put a copy there.");

    /// <summary>A file has several paths, and nothing tells which of them is the store's.</summary>
    public static TrackingException Linked(string path, string folder) => new(
        $"'{path}' has other paths too, by hard links, and its artifacts are not beside this one. "
        + $"Name the path that they are beside with --store ('find / -samefile {path}' lists them). "
        + $"To go on here without them, make the folder '{folder}'.");

    /// <summary>A new store would have the name of what a store keeps beside its file.</summary>
    public static TrackingException NameReserved(string path, string ending) =>
        new($"Cannot make the store '{path}': names that end in '{ending}' are those of files beside a store. "
            + "Choose another with --store.");

    /// <summary>The artifacts' folder cannot be changed.</summary>
    public static TrackingException ArtifactsRefused(string folder, Exception exception) =>
        new($"Cannot change the artifacts in '{folder}': {FileFaults.Reason(exception, folder)}.", exception);
}
