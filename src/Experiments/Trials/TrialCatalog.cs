using System.Text.Json.Nodes;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Experiments.Plugins;

namespace SweepRunner.Experiments.Trials;

/// <summary>What the trials of a sweep can name: the networks and data sets of the program and of the sweep's
/// plug-ins.</summary>
public sealed class TrialCatalog
{
    private const string DataKey = "data", ModelKey = "model";

    private static readonly AlternativesShape Open = ShapeReader.ReadAlternatives<TrialConfig>();

    private readonly HashSet<string> _contents;

    /// <summary>Creates the catalogue of a sweep.</summary>
    /// <param name="plugins">The plug-ins, with different names.</param>
    /// <param name="folders">What reads image folders.</param>
    public TrialCatalog(IEnumerable<Plugin> plugins, ImageFolders folders)
    {
        var all = plugins.ToList();
        _contents = [.. all.Select(plugin => plugin.Sha256)];
        Data = new TrialData(all.SelectMany(plugin => plugin.Datasets), folders);
        Networks = new TrialNetworks(all.SelectMany(plugin => plugin.Networks));
        Shape = Open with { Without = new ObjectShape([.. Open.Without.Keys.Select(WithCases)]) };
    }

    /// <summary>The catalogue without plug-ins.</summary>
    public static TrialCatalog BuiltIn { get; } = new([], ImageFolders.Default);

    /// <summary>The data sets.</summary>
    public TrialData Data { get; }

    /// <summary>The networks.</summary>
    public TrialNetworks Networks { get; }

    /// <summary>The shape of a trial: a network, or a program.</summary>
    public AlternativesShape Shape { get; }

    /// <summary>The shape of a trial that trains a network.</summary>
    public ObjectShape NetworkShape => Shape.Without;

    /// <summary>The first name of a plug-in that the catalogue has already; null if there is none.</summary>
    public string? NameTakenBy(Plugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        return plugin.Networks.Select(each => each.Name).Intersect(NamesOf(ModelKey)).FirstOrDefault()
            ?? plugin.Datasets.Select(each => each.Name).Intersect(NamesOf(DataKey)).FirstOrDefault();
    }

    /// <summary>The name of a network or data set of a stored trial whose plug-in has another content than the trial
    /// was made for; null if there is none.</summary>
    public string? ChangedIn(NetworkTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return trial.Model is PluginModelConfig model && !_contents.Contains(model.Sha256!) ? model.Name
            : trial.Data is PluginDataConfig data && !_contents.Contains(data.Sha256!) ? data.Name
            : null;
    }

    /// <summary>The trial with everything that files of this machine decide: absolute paths, the SHA-256 of images and
    /// plug-ins, and the defaults of a plug-in's options.</summary>
    public NetworkTrial Resolve(NetworkTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return trial with { Data = Data.Resolve(trial.Data), Model = Networks.Resolve(trial.Model) };
    }

    /// <summary>The keys of a trial that tell cells apart: those whose value is no default, without the SHA-256 that
    /// only sweep writes.</summary>
    public JsonObject Telling(TrialConfig trial)
    {
        var json = TrialJson.WithoutDefaults(trial, Shape);
        foreach (var key in (string[])[DataKey, ModelKey])
            (json[key] as JsonObject)?.Remove("sha256");
        return json;
    }

    /// <summary>The size of a trial's work; null if its data set cannot be read.</summary>
    public TrialSize? SizeOf(NetworkTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Data.Describe(trial.Data).Info is { } info
            ? TrialSize.Create(trial.Data, info, trial.Epochs)
            : null;
    }

    /// <summary>The facts of a trial's network on its images.</summary>
    /// <exception cref="InvalidOperationException">The trial has faults.</exception>
    public NetworkFacts FactsOf(NetworkTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Data.Describe(trial.Data).Info is { } info && NetworkOf(trial) is { } network
            ? NetworkFacts.Of(trial.Model, network, TrialNetworks.InputOf(trial.Data, info))
            : throw new InvalidOperationException("The trial has faults.");
    }

    /// <summary>About the bytes of a trial's checkpoint: parameters and optimizer state; null if the trial has
    /// faults.</summary>
    public long? CheckpointBytesOf(NetworkTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return NetworkOf(trial)?.Parameters * (1 + trial.Optimizer.NumbersPerParameter) * sizeof(float);
    }

    /// <summary>Multiply-adds of the forward pass of one image of a trial; null if nobody knows.</summary>
    public long? MultiplyAddsOf(NetworkTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        // Nobody knows those of a plug-in, and to ask would run its code.
        return trial.Model is KnownModelConfig ? NetworkOf(trial)?.MultiplyAdds : null;
    }

    /// <summary>The keys of a type of config in a union, whose own key the name is.</summary>
    internal static ObjectShape CaseOf<T>() =>
        new([.. ShapeReader.Read<T>().Keys.Where(key => key.Name != UnionShape.Discriminator)]);

    private INetworkSize? NetworkOf(NetworkTrial trial) =>
        Data.Describe(trial.Data).Info is { } info ? Networks.Fit(trial.Model, trial.Data, info).Size : null;

    private KeyShape WithCases(KeyShape key) => key.Name switch
    {
        DataKey => key with { Value = new UnionShape("data set", Data.Cases(), DefaultCase: null) },
        ModelKey => key with { Value = new UnionShape("network", Networks.Cases(), DefaultCase: null) },
        _ => key,
    };

    private IEnumerable<string> NamesOf(string key) => ((UnionShape)NetworkShape.Find(key)!.Value).Cases.Keys;
}
