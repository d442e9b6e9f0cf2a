using SweepRunner.Configuration;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Models.Layers;

namespace SweepRunner.Experiments.Configuration.Checking;

/// <summary>What keys of a trial demand of each other. Paths are relative to the trial.</summary>
internal static class TrialRules
{
    /// <summary>Every broken rule of the parts that are there.</summary>
    public static IEnumerable<Fault> Check(TrialParts parts, NetworkFit networks)
    {
        var dataset = parts.Data is { } data ? DatasetCatalog.Find(data.Name) : null;
        return
        [
            .. Nesterov(parts.Optimizer),
            .. Dropout(parts.Model),
            .. Samples(parts.Data, dataset),
            .. Network(parts, dataset, networks),
            .. Milestones(parts.Schedule),
            .. LeastRate(parts.Schedule, parts.Optimizer),
            .. Length(parts, dataset),
        ];
    }

    private static IEnumerable<Fault> Nesterov(OptimizerConfig? optimizer)
    {
        if (optimizer is SgdConfig { Nesterov: true } sgd && (sgd.Momentum == 0 || sgd.Dampening != 0))
            yield return new Fault(
                "optimizer.nesterov",
                "Nesterov's momentum needs momentum > 0 and dampening 0; here they are "
                    + $"{CanonicalJson.Number(sgd.Momentum)} and {CanonicalJson.Number(sgd.Dampening)}.");
    }

    private static IEnumerable<Fault> Dropout(ModelConfig? model)
    {
        if (model is { Dropout: not null } && !NetworkCatalog.HasDropout(model.Name))
            yield return new Fault(
                "model.dropout",
                $"'{model.Name}' has no dropout; the networks that have it: "
                    + $"{string.Join(", ", NetworkCatalog.Names.Where(NetworkCatalog.HasDropout))}.");
    }

    private static IEnumerable<Fault> Samples(DataConfig? data, DatasetInfo? dataset)
    {
        if (data is null || dataset is null)
            yield break;
        var left = dataset.TrainImages - data.ValidationSamples;
        if (left < 1)
            yield return new Fault(
                "data.validationSamples",
                $"{data.ValidationSamples} validation images leave none to train on: '{dataset.Name}' "
                    + $"has {dataset.TrainImages} training images.");
        else if (data.TrainSamples > left)
            yield return new Fault(
                "data.trainSamples",
                $"{data.TrainSamples} images are more than there are: '{dataset.Name}' has "
                    + $"{dataset.TrainImages} training images, and validation takes {data.ValidationSamples}, "
                    + $"so {left} are left.");
        if (data.TestSamples > dataset.TestImages)
            yield return new Fault(
                "data.testSamples",
                $"{data.TestSamples} images are more than there are: '{dataset.Name}' has "
                    + $"{dataset.TestImages} test images.");
    }

    private static IEnumerable<Fault> Network(TrialParts parts, DatasetInfo? dataset, NetworkFit networks)
    {
        if (parts is not { Model: { } model, Data: { } data } || dataset is null)
            yield break;
        var (plan, reason) = networks.Fit(model, data, dataset);
        if (plan is null)
            yield return new Fault(
                data.Resize is null ? "model.name" : "data.resize", $"'{model.Name}' cannot be fed: {reason}.");
        else if (plan.HasBatchNorm && LastBatch(data, dataset) == 1)
            yield return new Fault(
                "data.batchSize",
                $"{TrialSize.TrainImagesOf(data, dataset)} images in batches of {data.BatchSize} leave a "
                    + $"last batch of one, which the batch norm of '{model.Name}' cannot train on; take "
                    + "another batchSize or trainSamples.");
    }

    private static int LastBatch(DataConfig data, DatasetInfo dataset)
    {
        var rest = TrialSize.TrainImagesOf(data, dataset) % data.BatchSize;
        return rest == 0 ? data.BatchSize : rest;
    }

    private static IEnumerable<Fault> Milestones(ScheduleConfig? schedule)
    {
        if (schedule is not MultiStepSchedule { MilestoneEpochs: var milestones })
            yield break;
        for (var index = 1; index < milestones.Count; index++)
            if (milestones[index] <= milestones[index - 1])
                yield return new Fault(
                    $"schedule.milestoneEpochs.{CanonicalJson.Integer(index)}",
                    $"Milestones rise: {milestones[index]} comes after {milestones[index - 1]}.");
    }

    private static IEnumerable<Fault> LeastRate(ScheduleConfig? schedule, OptimizerConfig? optimizer)
    {
        if (schedule is CosineSchedule cosine && cosine.MinLr > optimizer?.Lr)
            yield return new Fault(
                "schedule.minLr",
                $"The rate falls from optimizer.lr {CanonicalJson.Number(optimizer.Lr)} to minLr, which "
                    + $"at {CanonicalJson.Number(cosine.MinLr)} is above it.");
    }

    private static IEnumerable<Fault> Length(TrialParts parts, DatasetInfo? dataset)
    {
        if (dataset is null
            || parts is not { Data: { } data, Epochs: { } epochs }
            || parts.Schedule is not ((CosineSchedule or OneCycleSchedule) and { Warmup.Steps: var warmup }))
            yield break;
        var images = TrialSize.TrainImagesOf(data, dataset);
        var steps = (long)TrialSize.StepsPerEpochOf(images, data.BatchSize) * epochs;
        if (images >= 1 && warmup >= steps)
            yield return new Fault(
                "schedule.warmup.steps",
                $"A warm-up of {warmup} steps leaves none for the schedule: the trial has {steps}.");
    }
}

/// <summary>Fits networks to images, each pair once however many cells ask.</summary>
public sealed class NetworkFit
{
    private readonly Dictionary<
        (string Name, double Width, int Side, string Dataset),
        (NetworkPlan? Plan, string? Reason)
    > _known = [];

    /// <summary>The plan of the network on the images, or the reason why it cannot take them.</summary>
    internal (NetworkPlan? Plan, string? Reason) Fit(ModelConfig model, DataConfig data, DatasetInfo dataset)
    {
        var key = (model.Name, model.Width, data.Resize ?? 0, dataset.Name);
        if (!_known.TryGetValue(key, out var fit))
            _known[key] = fit = Create(model, data, dataset);
        return fit;
    }

    /// <summary>Multiply-adds of the forward pass of one image of a trial.</summary>
    /// <exception cref="ShapeException">The network cannot take the images.</exception>
    public static long MultiplyAdds(TrialConfig trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return NetworkPlan.Create(trial.Model, trial.Data, DatasetCatalog.Find(trial.Data.Name)!).MultiplyAdds;
    }

    private static (NetworkPlan? Plan, string? Reason) Create(ModelConfig model, DataConfig data, DatasetInfo dataset)
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
