using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SweepRunner.Experiments.Trials;

/// <summary>The config of a trial as JSON: with defaults, canonical, and hashed.</summary>
public static class TrialJson
{
    /// <summary>True for a trial that trains a network, false for a program.</summary>
    public static bool IsNetwork(ConfigObject trial) => Shape.Of(trial) == Shape.Without;

    /// <summary>Every key with its value, including defaults.</summary>
    public static JsonObject SpellOut(TrialConfig trial) =>
        JsonSerializer.SerializeToNode(trial, ConfigJson.Options)!.AsObject();

    /// <summary>The canonical text of a trial with every default, as stores keep it.</summary>
    public static string Resolved(TrialConfig trial) => CanonicalJson.Write(SpellOut(trial));

    /// <summary>Parses a stored text.</summary>
    /// <exception cref="JsonException">The text is not a trial.</exception>
    public static TrialConfig Parse(string json) => ConfigJson.Deserialize<TrialConfig>(json);

    /// <summary>The keys of a trial whose value is no default. Options of plug-ins have none without the shape of a
    /// catalogue that has the plug-ins.</summary>
    public static JsonObject WithoutDefaults(TrialConfig trial, AlternativesShape? shape = null) =>
        ConfigJson.WithoutDefaults(
            SpellOut(trial is NetworkTrial network ? WithoutImpliedDefaults(network) : trial),
            shape ?? Shape).AsObject();

    /// <summary>The same text for all configs that train alike: sorted keys, without defaults, so that a key added
    /// later does not change it, and without the place of images, whose content is in it.</summary>
    public static string Canonical(TrialConfig trial)
    {
        var json = WithoutDefaults(trial);
        if (trial is NetworkTrial { Data: ImageFolderConfig { Sha256: not null } })
            foreach (var key in ImageFolderConfig.NotIdentifying)
                json["data"]!.AsObject().Remove(key);
        return CanonicalJson.Write(json);
    }

    /// <summary>The lowest and the highest number that a path may have, over all cases of the objects on the way; a
    /// bound may be excluded. Null for a path without numbers.</summary>
    public static (double Lowest, double Highest)? BoundsOf(string path)
    {
        var numbers = ShapePath.Find(Shape.Without, path).OfType<NumberShape>().ToList();
        return numbers.Count == 0
            ? null
            : (numbers.Min(number => number.Minimum), numbers.Max(number => number.Maximum));
    }

    /// <summary>One spelling for configs that train alike, to compare them: with the values that the data set and the
    /// network imply, such as the number of all training images, and without a rate that the optimizer's implies. A
    /// text that this version cannot read stays as it is.</summary>
    public static string Spelled(string json)
    {
        try
        {
            return Parse(json) is NetworkTrial network
                ? Resolved(WithImpliedValues(WithoutImpliedDefaults(network)))
                : json;
        }
        catch (JsonException)
        {
            return json;
        }
    }

    /// <summary>The identity of a trial: SHA-256, in lower-case hexadecimal, of its <see cref="Canonical"/> text, its
    /// seed, its threads and the device kind, <c>cpu</c> or <c>cuda</c>.</summary>
    public static string Identity(string canonicalTrial, long seed, int threads, string deviceKind)
    {
        var text =
            $$"""{"device":"{{deviceKind}}","seed":{{seed}},"threads":{{threads}},"trial":{{canonicalTrial}}}""";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // Plug-ins have no defaults in their canonical text: their options are whole, and their SHA-256 is in it.
    private static AlternativesShape Shape => TrialCatalog.BuiltIn.Shape;

    private static NetworkTrial WithImpliedValues(NetworkTrial trial)
    {
        var (data, model) = (trial.Data, trial.Model);
        if (DatasetCatalog.Find(data.Name) is { } known)
            data = data with
            {
                Resize = data.Resize ?? (known.Height == known.Width ? known.Height : null),
                TrainSamples = data.TrainSamples ?? known.TrainImages - data.ValidationSamples,
                TestSamples = data.TestSamples ?? known.TestImages,
            };
        if (model is KnownModelConfig network)
            model = network with { Dropout = network.Dropout ?? NetworkCatalog.Find(model.Name).Dropout };
        return trial with { Data = data, Model = model };
    }

    // Removes values that the data set, the network or the optimizer implies.
    private static NetworkTrial WithoutImpliedDefaults(NetworkTrial trial)
    {
        var data = trial.Data with { Augment = trial.Data.Augment?.Spelled };
        if (DatasetCatalog.Find(data.Name) is { } known)
            data = data with
            {
                Resize = data.Resize == known.Height && known.Height == known.Width ? null : data.Resize,
                TrainSamples =
                    data.TrainSamples == known.TrainImages - data.ValidationSamples ? null : data.TrainSamples,
                TestSamples = data.TestSamples == known.TestImages ? null : data.TestSamples,
            };
        if (data is ImageFolderConfig { Resize: null } folder)
            data = folder with { Fit = ImageFolderConfig.Stretch };
        var model = trial.Model;
        if (model is KnownModelConfig network && NetworkCatalog.Find(model.Name) is var own)
            model = network with
            {
                Dropout = network.Dropout == own.Dropout ? null : network.Dropout,
                Activation = network.Activation == own.Activation ? null : network.Activation,
            };
        return trial with
        {
            Data = data,
            Model = model,
            Schedule = trial.Schedule.WithoutImpliedDefaults(trial.Optimizer.Lr),
        };
    }
}
