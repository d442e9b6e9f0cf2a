namespace SweepRunner.Experiments.Data;

/// <summary>The folders of this machine that may hold data sets. The data folder has a subfolder for each data set,
/// named after it.</summary>
public sealed record DataFolders(string Data)
{
    /// <summary>The environment variable that names the data folder.</summary>
    public const string Variable = "SWEEP_DATA";

    /// <summary>The folder of <see cref="Variable"/>; <c>data</c> in the current directory by default.</summary>
    public static DataFolders FromEnvironment() =>
        new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : "data");

    /// <summary>How the user calls <c>sweep</c>, for the commands in messages.</summary>
    public string Launcher { get; init; } = "sweep";

    /// <summary>The root of the folders of Debian's packages; a test sets its own.</summary>
    internal string Root { get; init; } = "/";

    internal string Own(DatasetDefinition definition) => Path.GetFullPath(Path.Combine(Data, definition.Info.Name));

    internal string Installed(SystemPackage package) => Path.GetFullPath(package.Folder.TrimStart('/'), Root);
}

/// <summary>The full path of a folder that may hold a data set, and how to replace its files.</summary>
internal sealed record DatasetLocation(string Folder, string Remedy)
{
    /// <summary>The first folder that holds any of the data set's files.</summary>
    public static DatasetLocation? Find(DatasetDefinition definition, DataFolders folders) =>
        Places(definition, folders).FirstOrDefault(place =>
            definition.Files.Any(file => Path.Exists(DatasetReader.Locate(place.Folder, file))));

    public static string NotFound(DatasetDefinition definition, DataFolders folders)
    {
        var (name, places) = (definition.Info.Name, Places(definition, folders).Select(place => place.Folder));
        var fetch = definition switch
        {
            { Archive: { } archive } => $"{Download(archive, definition, folders)}, then unpack",
            { Package: { } package } => $"Install it with '{Install(package)}', or fetch",
            _ => "Fetch",
        };
        return $"The data set '{name}' was not found in {string.Join(" and ", places)}. {fetch} it with "
            + $"'{folders.Launcher} data get {name}'.";
    }

    /// <summary>How the user brings the files that no source has.</summary>
    public static string BringFiles(DatasetDefinition definition, DataFolders folders) => definition switch
    {
        { Archive: { } archive } => $"{Download(archive, definition, folders)}, or put its files there.",
        { Package: { } package } =>
            $"Install it with '{Install(package)}', or put its files, plain or gzipped, into "
                + $"{folders.Own(definition)}.",
        _ => $"Put its files, plain or gzipped, into {folders.Own(definition)}.",
    };

    private static string Download(ArchiveFile archive, DatasetDefinition definition, DataFolders folders) =>
        $"Download {archive.Name} from {archive.Page} into {folders.Own(definition)}";

    public static string Install(SystemPackage package, string option = "-y") =>
        $"apt-get install {option} --no-install-recommends {package.Name}";

    /// <summary>The message for faulty files in this folder: one fault a line, and the remedy.</summary>
    public string Damaged(DatasetDefinition definition, IEnumerable<string> faults) =>
        $"The data set '{definition.Info.Name}' in {Folder} cannot be used:\n"
        + $"{string.Concat(faults.Select(fault => $"  {fault}\n"))}{Remedy}";

    private static IEnumerable<DatasetLocation> Places(DatasetDefinition definition, DataFolders folders)
    {
        var archive = definition.Archive;
        var download = archive is null ? "" : $"{Download(archive, definition, folders)} if it is not there. ";
        var get = $"{download}{Replace($"{folders.Launcher} data get {definition.Info.Name} --force")}";
        yield return new(folders.Own(definition), get);
        if (archive is not null)
            yield return new(Path.Combine(folders.Own(definition), archive.Folder), get);
        if (definition.Package is { } package)
            yield return new(folders.Installed(package), Replace(Install(package, "--reinstall -y")));

        static string Replace(string command) => $"Replace it with '{command}'.";
    }
}
