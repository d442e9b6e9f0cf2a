namespace SweepRunner.Experiments.Data;

/// <summary>The data sets that a config can name: each class that implements <c>IKnownDataset</c>.</summary>
public static class DatasetCatalog
{
    private static readonly Dictionary<string, DatasetDefinition> Known = Catalogue.Create<IKnownDataset>()
        .Select(known => known.Definition)
        .ToDictionary(definition => definition.Info.Name);

    /// <summary>Every known name, in order.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The shape of a data set; null when no data set has that name, which is case-sensitive.</summary>
    public static DatasetInfo? Find(string name) => FindDefinition(name)?.Info;

    internal static DatasetDefinition? FindDefinition(string name) => Known.GetValueOrDefault(name);
}
