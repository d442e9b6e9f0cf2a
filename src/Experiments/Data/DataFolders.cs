namespace SweepRunner.Experiments.Data;

/// <summary>Where data sets are looked for on this machine.</summary>
/// <param name="Data">The data folder: a set's files are in the folder of its name below this one.</param>
public sealed record DataFolders(string Data)
{
    /// <summary>The environment variable that names the data folder.</summary>
    public const string Variable = "SWEEP_DATA";

    /// <summary>The data folder of the environment: the one that <see cref="Variable"/> names, else <c>data</c> below
    /// the current directory.</summary>
    public static DataFolders FromEnvironment() =>
        new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : "data");

    /// <summary>What the folders of Debian's packages are below of; a test puts its own here.</summary>
    internal string Root { get; init; } = "/";

    /// <summary>The data folder of one set, as a full path.</summary>
    internal string Own(DatasetDefinition definition) => Path.GetFullPath(Path.Combine(Data, definition.Info.Name));

    /// <summary>The folder of a Debian package, as a full path.</summary>
    internal string Of(SystemPackage package) => Path.GetFullPath(package.Folder.TrimStart('/'), Root);
}
