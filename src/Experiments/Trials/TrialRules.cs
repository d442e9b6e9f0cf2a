namespace SweepRunner.Experiments.Trials;

/// <summary>The rules between the keys of a trial. Paths start at the trial.</summary>
internal static class TrialRules
{
    /// <summary>Checks the parts that have no faults of their own.</summary>
    public static IEnumerable<Fault> Check(TrialParts parts, TrialCatalog catalog)
    {
        var data = parts.Data is { } given ? catalog.Data.Describe(given) : null;
        var size = data?.Info is { } dataset && parts.Epochs is { } epochs
            ? TrialSize.Create(parts.Data!, dataset, epochs)
            : null;
        return
        [
            .. parts.Optimizer?.Check() ?? [],
            .. data?.Faults ?? [],
            .. data?.Info is null ? [] : Splits.Check(data.Info, parts.Data!),
            .. data?.Info is null ? [] : parts.Data!.Augment?.Check(data.Info.Channels) ?? [],
            .. Content(parts, data, catalog),
            .. Network(parts, data?.Info, catalog),
            .. parts.Schedule?.Check(parts.Optimizer?.Lr, size?.TrainImages >= 1 ? size.Steps : null) ?? [],
        ];
    }

    // A file that names the content of images or of a plug-in is for that content alone.
    private static IEnumerable<Fault> Content(TrialParts parts, DataDescription? data, TrialCatalog catalog)
    {
        var images = parts.Data is ImageFolderConfig;
        var asked = (parts.Data as ImageFolderConfig)?.Sha256 ?? (parts.Data as PluginDataConfig)?.Sha256;
        if (asked is not null && data?.Sha256 is { } found && found != asked)
            yield return new Fault("data.sha256", Changed(images ? "The images are" : "The plug-in is", found));
        if (parts.Model is PluginModelConfig { Sha256: { } wanted } model
            && catalog.Networks.Sha256Of(model) is var actual && actual != wanted)
            yield return new Fault("model.sha256", Changed("The plug-in is", actual));

        string Changed(string what, string sha256) =>
            $"{what} not what the sweep was made for: the SHA-256 is {sha256}. Restore the files, or leave sha256 out.";
    }

    private static IEnumerable<Fault> Network(TrialParts parts, DatasetInfo? dataset, TrialCatalog catalog)
    {
        if (parts is not { Model: { } model, Data: { } data } || dataset is null)
            yield break;
        var (network, fault) = catalog.Networks.Fit(model, data, dataset);
        var images = Splits.Sizes(dataset, data).Train;
        if (network is null)
            yield return new Fault(
                data.Resize is null || model is PluginModelConfig ? "model.name" : "data.resize", fault!);
        else if (network.HasBatchNorm && (data.BatchSize == 1 || images % data.BatchSize == 1))
            yield return new Fault(
                "data.batchSize",
                $"{images} images in batches of {data.BatchSize} leave a "
                    + $"last batch of one, which the batch norm of '{model.Name}' cannot train on; take "
                    + "another batchSize or trainSamples.");
    }
}
