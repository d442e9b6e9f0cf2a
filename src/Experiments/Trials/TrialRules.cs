namespace SweepRunner.Experiments.Trials;

/// <summary>The rules between the keys of a trial. Paths start at the trial.</summary>
internal static class TrialRules
{
    /// <summary>Checks the parts that have no faults of their own.</summary>
    public static IEnumerable<Fault> Check(TrialParts parts, NetworkFit networks)
    {
        var dataset = parts.Data is { } data ? DatasetCatalog.Find(data.Name) : null;
        var size = dataset is not null && parts.Epochs is { } epochs
            ? TrialSize.Create(parts.Data!, dataset, epochs)
            : null;
        return
        [
            .. parts.Optimizer?.Check() ?? [],
            .. Dropout(parts.Model),
            .. dataset is null ? [] : Splits.Check(dataset, parts.Data!),
            .. Network(parts, dataset, networks),
            .. parts.Schedule?.Check(parts.Optimizer?.Lr, size?.TrainImages >= 1 ? size.Steps : null) ?? [],
        ];
    }

    private static IEnumerable<Fault> Dropout(ModelConfig? model)
    {
        if (model is { Dropout: not null } && !NetworkCatalog.HasDropout(model.Name))
            yield return new Fault(
                "model.dropout",
                $"'{model.Name}' has no dropout; the networks that have it: "
                    + $"{string.Join(", ", NetworkCatalog.Names.Where(NetworkCatalog.HasDropout))}.");
    }

    private static IEnumerable<Fault> Network(TrialParts parts, DatasetInfo? dataset, NetworkFit networks)
    {
        if (parts is not { Model: { } model, Data: { } data } || dataset is null)
            yield break;
        var (plan, reason) = networks.Fit(model, data, dataset);
        var images = TrialSize.Create(data, dataset, 1).TrainImages;
        if (plan is null)
            yield return new Fault(
                data.Resize is null ? "model.name" : "data.resize",
                $"'{model.Name}' cannot take the images: {reason}.");
        else if (plan.HasBatchNorm && (data.BatchSize == 1 || images % data.BatchSize == 1))
            yield return new Fault(
                "data.batchSize",
                $"{images} images in batches of {data.BatchSize} leave a "
                    + $"last batch of one, which the batch norm of '{model.Name}' cannot train on; take "
                    + "another batchSize or trainSamples.");
    }
}

/// <summary>Fits networks to images, each pair once for all cells.</summary>
internal sealed class NetworkFit
{
    private readonly Dictionary<(string, double, int, string), (NetworkPlan? Plan, string? Reason)> _known = [];

    /// <summary>The plan of the network on the images, or the reason why it cannot process them.</summary>
    public (NetworkPlan? Plan, string? Reason) Fit(ModelConfig model, DataConfig data, DatasetInfo dataset)
    {
        var key = (model.Name, model.Width, data.Resize ?? 0, dataset.Name);
        if (!_known.TryGetValue(key, out var fit))
            _known[key] = fit = TryPlan(model, data, dataset);
        return fit;
    }

    private static (NetworkPlan? Plan, string? Reason) TryPlan(ModelConfig model, DataConfig data, DatasetInfo dataset)
    {
        try
        {
            return (NetworkPlan.Create(model, data, dataset), null);
        }
        catch (ShapeException exception)
        {
            return (null, exception.Message);
        }
    }
}
