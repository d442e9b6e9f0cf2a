using System.Text.Json;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Experiments.Plugins;

namespace SweepRunner.Experiments.Trials;

/// <summary>The data sets that trials can name: those of the program, image folders, and those of plug-ins.</summary>
public sealed class TrialData
{
    private readonly ImageFolders _folders;
    private readonly Dictionary<string, PluginDataset> _own;
    private readonly Dictionary<string, DataDescription> _described = [];
    private readonly Dictionary<string, Dataset> _loaded = [];

    internal TrialData(IEnumerable<PluginDataset> own, ImageFolders folders) =>
        (_own, _folders) = (own.ToDictionary(each => each.Name), folders);

    /// <summary>The keys of each data set.</summary>
    internal Dictionary<string, ObjectShape> Cases()
    {
        var (known, shared) = (TrialCatalog.CaseOf<KnownDataConfig>(), TrialCatalog.CaseOf<PluginDataConfig>());
        var cases = DatasetCatalog.Names.ToDictionary(name => name, _ => known);
        cases.Add(ImageFolderConfig.DataName, TrialCatalog.CaseOf<ImageFolderConfig>());
        foreach (var (name, dataset) in _own)
            cases.Add(name, new ObjectShape([.. dataset.Options.Keys, .. shared.Keys]));
        return cases;
    }

    /// <summary>The data with what files of this machine decide: absolute paths, the SHA-256 of images or of a plug-in,
    /// and the defaults of a plug-in's options.</summary>
    internal DataConfig Resolve(DataConfig config) => SpeltOut(config) switch
    {
        ImageFolderConfig folder => folder with { Sha256 = Describe(folder).Sha256 },
        PluginDataConfig own => own with { Sha256 = _own[own.Name].Sha256 },
        var known => known,
    };

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
                : _own[config.Name].Load(((PluginDataConfig)config).Options);
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

    private DataDescription Describe(PluginDataConfig config)
    {
        var dataset = _own[config.Name];
        try
        {
            return new DataDescription(dataset.Describe(config.Options)) { Sha256 = dataset.Sha256 };
        }
        catch (PluginException exception)
        {
            return new DataDescription((DatasetInfo?)null) { Faults = [new Fault("data.name", exception.Message)] };
        }
    }

    // One way to write the same data: with absolute paths and every option of a plug-in that is loaded.
    private DataConfig SpeltOut(DataConfig config) => config switch
    {
        ImageFolderConfig folder => _folders.Absolute(folder),
        PluginDataConfig own when _own.TryGetValue(own.Name, out var dataset) =>
            own with { Options = ConfigJson.WithDefaults(own.Options, dataset.Options) },
        _ => config,
    };

    // Splits, batches and augmentation do not make it another data set, nor does the way in which it is written.
    private string KeyOf(DataConfig config)
    {
        var own = SpeltOut(config) switch
        {
            ImageFolderConfig folder => folder with { Sha256 = null, Memory = 0 },
            PluginDataConfig plugin => plugin with { Sha256 = null },
            var known => known,
        };
        return CanonicalJson.Write(JsonSerializer.SerializeToNode(
            own with
            {
                BatchSize = 1,
                TrainSamples = null,
                TestSamples = null,
                ValidationSamples = null,
                SplitSeed = 0,
                Augment = null,
            },
            ConfigJson.Options));
    }
}
