using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Models;

namespace SweepRunner.Experiments.Configuration.Checking;

/// <summary>Fits networks to images, each pair once however many cells ask.</summary>
public sealed class NetworkFit
{
    private readonly Dictionary<(string Name, double Width, int Side, string Dataset), (NetworkPlan? Plan, string? Reason)> _known = [];

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
        return Plan(trial.Model, trial.Data, DatasetCatalog.Find(trial.Data.Name)!).MultiplyAdds;
    }

    private static NetworkPlan Plan(ModelConfig model, DataConfig data, DatasetInfo dataset) =>
        NetworkPlan.Create(model, new Shape(dataset.Channels, data.Resize ?? dataset.Height, data.Resize ?? dataset.Width), dataset.Classes);

    private static (NetworkPlan? Plan, string? Reason) Create(ModelConfig model, DataConfig data, DatasetInfo dataset)
    {
        try
        {
            return (Plan(model, data, dataset), null);
        }
        catch (ShapeException exception)
        {
            return (null, exception.Message);
        }
    }
}
