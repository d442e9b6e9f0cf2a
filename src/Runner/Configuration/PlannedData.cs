namespace SweepRunner.Runner.Configuration;

/// <summary>Describes the images of planned cells. Cells with the same data are counted once.</summary>
internal sealed class PlannedData(TrialCatalog catalog)
{
    private readonly Dictionary<DataConfig, (int Classes, double LargestShare)> _known = [];

    /// <exception cref="DataException">The data set cannot be loaded.</exception>
    public DataFacts? Of(PlannedCell cell)
    {
        // The data set of a plug-in may throw, which is for its trial to tell.
        if (cell is not { Config: NetworkTrial { Data: not PluginDataConfig and var data }, Size: { } size })
            return null;
        // Validation does not depend on these.
        var key = data with { BatchSize = 1, TrainSamples = null, TestSamples = null };
        if (!_known.TryGetValue(key, out var classes))
            _known.Add(key, classes = catalog.Data.ValidationClasses(data));
        return new DataFacts(
            size.TrainImages, size.ValidationImages, classes.Classes, classes.LargestShare);
    }
}
