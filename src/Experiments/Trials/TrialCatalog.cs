using System.Text.Json;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Experiments.Plugins;

namespace SweepRunner.Experiments.Trials;

/// <summary>What the trials of a sweep can name: the networks and data sets of the program and of the sweep's
/// plug-ins.</summary>
public sealed class TrialCatalog
{
    private static readonly AlternativesShape Read = ShapeReader.ReadAlternatives<TrialConfig>();

    private readonly HashSet<string> _contents;
    private readonly Dictionary<string, PluginNetwork> _networks;
    private readonly Dictionary<string, PluginDataset> _datasets;
    private readonly Dictionary<string, DataDescription> _described = [];
    private readonly Dictionary<string, Dataset> _loaded = [];
    private readonly Dictionary<(string Model, Shape Input, int Classes), NetworkFit> _fits = [];
    private readonly ImageFolders _folders;

    /// <summary>Creates the catalogue of a sweep.</summary>
    /// <param name="plugins">The plug-ins, with different names.</param>
    /// <param name="folders">What reads image folders.</param>
    public TrialCatalog(IEnumerable<Plugin> plugins, ImageFolders folders)
    {
        var all = plugins.ToList();
        _contents = [.. all.Select(plugin => plugin.Sha256)];
        _networks = all.SelectMany(plugin => plugin.Networks).ToDictionary(each => each.Name);
        _datasets = all.SelectMany(plugin => plugin.Datasets).ToDictionary(each => each.Name);
        _folders = folders;
        Shape = Read with { Without = new ObjectShape([.. Read.Without.Keys.Select(WithCases)]) };
    }

    /// <summary>The catalogue without plug-ins.</summary>
    public static TrialCatalog BuiltIn { get; } = new([], ImageFolders.Default);

    /// <summary>The shape of a trial: a network, or a program.</summary>
    public AlternativesShape Shape { get; }

    /// <summary>The shape of a trial that trains a network.</summary>
    public ObjectShape NetworkShape => Shape.Without;

    /// <summary>The first name of a plug-in that the catalogue has already; null if there is none.</summary>
    public string? NameTakenBy(Plugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        return plugin.Networks.Select(each => each.Name).Intersect(CasesOf("model")).FirstOrDefault()
            ?? plugin.Datasets.Select(each => each.Name).Intersect(CasesOf("data")).FirstOrDefault();
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
        var sha256 = Describe(trial.Data).Sha256;
        return trial with
        {
            Data = trial.Data switch
            {
                ImageFolderConfig folder => _folders.Absolute(folder) with { Sha256 = sha256 },
                PluginDataConfig own => own with
                {
                    Options = ConfigJson.WithDefaults(own.Options, _datasets[own.Name].Options),
                    Sha256 = sha256,
                },
                var known => known,
            },
            Model = trial.Model is PluginModelConfig model && _networks[model.Name] is var network
                ? model with
                {
                    Options = ConfigJson.WithDefaults(model.Options, network.Options),
                    Sha256 = network.Sha256,
                }
                : trial.Model,
        };
    }

    /// <summary>The shape and the content of a data set; the same data set is read once.</summary>
    public DataDescription Describe(DataConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config is KnownDataConfig)
            return new DataDescription(DatasetCatalog.Find(config.Name));
        var key = KeyOf(config);
        if (!_described.TryGetValue(key, out var known))
            _described[key] = known = config is ImageFolderConfig folder
                ? _folders.Describe(folder)
                : Describe((PluginDataConfig)config);
        return known;
    }

    /// <summary>True for a data set whose description needs no reading: one of the program, or one that has been
    /// described.</summary>
    public bool IsDescribed(DataConfig config) => config is KnownDataConfig || _described.ContainsKey(KeyOf(config));

    /// <summary>The size of a trial's work; null if its data set cannot be read.</summary>
    public TrialSize? SizeOf(NetworkTrial trial) =>
        Describe(trial.Data).Info is { } info ? TrialSize.Create(trial.Data, info, trial.Epochs) : null;

    /// <summary>The facts of a trial's network on its images.</summary>
    /// <exception cref="InvalidOperationException">The trial has faults.</exception>
    public NetworkFacts FactsOf(NetworkTrial trial) =>
        Describe(trial.Data).Info is { } info && Fit(trial.Model, trial.Data, info).Plan is { } plan
            ? NetworkFacts.Of(trial.Model, plan, trial.Data.Resize ?? info.Height)
            : throw new InvalidOperationException("The trial has faults.");

    /// <summary>Multiply-adds of the forward pass of one image of a trial; null if nobody knows.</summary>
    public long? MultiplyAddsOf(NetworkTrial trial) =>
        Describe(trial.Data).Info is { } info ? Fit(trial.Model, trial.Data, info).Plan?.MultiplyAdds : null;

    /// <summary>Loads a data set of a trial that has passed the checks; the same data set is loaded once.</summary>
    /// <exception cref="DataException">The data set is missing or damaged, or has changed.</exception>
    public Dataset Load(DataConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config is KnownDataConfig)
            return Datasets.Load(config.Name, _folders.Data);
        var key = KeyOf(config);
        if (!_loaded.TryGetValue(key, out var dataset))
            _loaded[key] = dataset = config is ImageFolderConfig folder
                ? _folders.Load(folder)
                : _datasets[config.Name].Load(((PluginDataConfig)config).Options);
        return dataset;
    }

    /// <summary>Loads data sets before any trial needs them, so that one that is damaged costs no trial. Those of
    /// plug-ins wait: one that throws fails its trial alone.</summary>
    /// <exception cref="DataException">As <see cref="Load(DataConfig)"/>.</exception>
    public void Load(IEnumerable<DataConfig> data)
    {
        foreach (var each in data.Where(each => each is not PluginDataConfig))
            Load(each);
    }

    /// <summary>The number of classes of a data set, and the share of the commonest class among the validation images,
    /// in (0, 1].</summary>
    /// <exception cref="DataException">As <see cref="Load(DataConfig)"/>.</exception>
    public (int Classes, double LargestShare) ValidationClasses(DataConfig config)
    {
        var dataset = Load(config);
        return (
            dataset.Info.Classes,
            (dataset.Validation ?? dataset.Train).CommonestShare(Splits.Create(dataset.Info, config).Validation));
    }

    /// <summary>A new module of a network that fits, in training mode on the CPU. libtorch's generator draws its
    /// weights. Throws whatever the code of a plug-in throws.</summary>
    internal nn.Module<Tensor, Tensor> CreateModule(ModelConfig model, DataConfig data, DatasetInfo dataset)
    {
        var input = InputOf(data, dataset);
        // No probe: it draws from the generator, and hides where a plug-in's code throws.
        return model is PluginModelConfig own
            ? _networks[own.Name].Create(own.Options, ImageOf(input), dataset.Classes)
            : NetworkPlan.Create((KnownModelConfig)model, input, dataset.Classes).CreateModule();
    }

    /// <summary>Fits a network to the images of a data set, each pair once.</summary>
    internal NetworkFit Fit(ModelConfig model, DataConfig data, DatasetInfo dataset)
    {
        var input = InputOf(data, dataset);
        var key = (Text(model), input, dataset.Classes);
        if (!_fits.TryGetValue(key, out var fit))
            _fits[key] = fit = TryPlan(model, input, dataset.Classes);
        return fit;
    }

    private NetworkFit TryPlan(ModelConfig model, Shape input, int classes)
    {
        try
        {
            return new NetworkFit(
                model is PluginModelConfig own
                    ? NetworkProbe.Run(_networks[own.Name], own.Options, ImageOf(input), classes)
                    : NetworkPlan.Create((KnownModelConfig)model, input, classes),
                null);
        }
        catch (ShapeException exception)
        {
            return new NetworkFit(null, $"'{model.Name}' cannot take the images: {exception.Message}.");
        }
        catch (PluginException exception)
        {
            return new NetworkFit(null, exception.Message);
        }
    }

    private static Shape InputOf(DataConfig data, DatasetInfo dataset) =>
        new(dataset.Channels, data.Resize ?? dataset.Height, data.Resize ?? dataset.Width);

    private static ImageShape ImageOf(Shape input) => new(input.Channels, input.Height, input.Width);

    /// <summary>The SHA-256 of the plug-in of a network.</summary>
    internal string Sha256Of(PluginModelConfig model) => _networks[model.Name].Sha256;

    private DataDescription Describe(PluginDataConfig config)
    {
        var dataset = _datasets[config.Name];
        try
        {
            return new DataDescription(dataset.Describe(config.Options)) { Sha256 = dataset.Sha256 };
        }
        catch (PluginException exception)
        {
            return new DataDescription((DatasetInfo?)null) { Faults = [new Fault("data.name", exception.Message)] };
        }
    }

    // Splits, batches and augmentation do not make it another data set, nor does the way in which it is written.
    private string KeyOf(DataConfig config)
    {
        var own = config switch
        {
            ImageFolderConfig folder => _folders.Absolute(folder) with { Sha256 = null, Memory = 0 },
            PluginDataConfig plugin when _datasets.TryGetValue(plugin.Name, out var dataset) => plugin with
            {
                Options = ConfigJson.WithDefaults(plugin.Options, dataset.Options),
                Sha256 = null,
            },
            _ => config,
        };
        return Text(own with
        {
            BatchSize = 1,
            TrainSamples = null,
            TestSamples = null,
            ValidationSamples = null,
            SplitSeed = 0,
            Augment = null,
        });
    }

    private static string Text<T>(T config) =>
        CanonicalJson.Write(JsonSerializer.SerializeToNode(config, ConfigJson.Options));

    private KeyShape WithCases(KeyShape key) => key.Name switch
    {
        "data" => key with { Value = new UnionShape("data set", DataCases(), DefaultCase: null) },
        "model" => key with { Value = new UnionShape("network", ModelCases(), DefaultCase: null) },
        _ => key,
    };

    private IEnumerable<string> CasesOf(string key) => ((UnionShape)NetworkShape.Find(key)!.Value).Cases.Keys;

    private Dictionary<string, ObjectShape> DataCases()
    {
        var cases = new Dictionary<string, ObjectShape>();
        var known = CaseOf<KnownDataConfig>();
        foreach (var name in DatasetCatalog.Names)
            cases.Add(name, known);
        cases.Add(ImageFolderConfig.DataName, CaseOf<ImageFolderConfig>());
        var shared = CaseOf<PluginDataConfig>();
        foreach (var (name, dataset) in _datasets)
            cases.Add(name, new ObjectShape([.. dataset.Options.Keys, .. shared.Keys]));
        return cases;
    }

    private Dictionary<string, ObjectShape> ModelCases()
    {
        var cases = new Dictionary<string, ObjectShape>();
        var known = CaseOf<KnownModelConfig>();
        var withoutDropout = new ObjectShape([.. known.Keys.Where(key => key.Name != "dropout")]);
        foreach (var name in NetworkCatalog.Names)
            cases.Add(name, NetworkCatalog.HasDropout(name) ? known : withoutDropout);
        var shared = CaseOf<PluginModelConfig>();
        foreach (var (name, network) in _networks)
            cases.Add(name, new ObjectShape([.. network.Options.Keys, .. shared.Keys]));
        return cases;
    }

    // The name is the union's own key.
    private static ObjectShape CaseOf<T>() =>
        new([.. ShapeReader.Read<T>().Keys.Where(key => key.Name != UnionShape.Discriminator)]);
}

/// <summary>The plan of a network for images of one shape, or a sentence about why it cannot take them.</summary>
internal sealed record NetworkFit(INetworkPlan? Plan, string? Fault);
