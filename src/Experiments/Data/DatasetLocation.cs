namespace SweepRunner.Experiments.Data;

/// <summary>The folder where a data set was found, and what mends it.</summary>
/// <param name="Folder">Full path of the folder.</param>
/// <param name="Remedy">The command that replaces what is in it.</param>
internal sealed record DatasetLocation(string Folder, string Remedy)
{
    /// <summary>The first folder that holds any of the data set's files, null when there is none: the data folder, then
    /// the Debian package's.</summary>
    public static DatasetLocation? Find(DatasetDefinition definition, DataFolders folders)
    {
        var places = new List<DatasetLocation>
        {
            new(folders.Own(definition), $"sweep data get {definition.Info.Name} --force"),
        };
        if (definition.Package is { } package)
            places.Add(
                new(folders.Of(package), $"apt-get install --reinstall -y --no-install-recommends {package.Name}"));
        return places.Find(place =>
            definition.Files.Any(file => Path.Exists(DatasetReader.Locate(place.Folder, file)))
        );
    }

    /// <summary>Says that a data set is nowhere on this machine, where it was looked for and how to get it.</summary>
    public static string NotFound(DatasetDefinition definition, DataFolders folders) =>
        definition.Package is { } package
            ? $"The data set '{definition.Info.Name}' is not here: looked in {folders.Own(definition)} and "
                + $"{folders.Of(package)}. "
                + $"Install it with 'apt-get install -y --no-install-recommends {package.Name}', or fetch it "
                + $"with 'sweep data get {definition.Info.Name}'."
            : $"The data set '{definition.Info.Name}' is not here: looked in {folders.Own(definition)}. Fetch "
                + $"it with 'sweep data get {definition.Info.Name}'.";

    /// <summary>Says what is wrong with the files of this folder, one fault a line, and how to replace them.</summary>
    public string Damaged(DatasetDefinition definition, IEnumerable<string> faults) =>
        $"The data set '{definition.Info.Name}' in {Folder} cannot be "
        + $"used:\n{string.Concat(faults.Select(fault => $"  {fault}\n"))}Replace it with '{Remedy}'.";
}
