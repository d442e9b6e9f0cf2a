using System.Text.Json.Nodes;

namespace SweepRunner.Experiments.Plugins;

/// <summary>A data set of a plug-in.</summary>
/// <param name="Name">Its name in a sweep file.</param>
/// <param name="Options">Its keys in a sweep file, without those of every data set.</param>
/// <param name="Plugin">The plug-in that has it.</param>
/// <param name="Create">Creates it from options without faults. Throws whatever the user's code throws, and
/// <see cref="ValidationException"/> where an attribute refuses an option.</param>
internal sealed record PluginDataset(
    string Name, ObjectShape Options, Plugin Plugin, Func<JsonObject, IDataset> Create)
{
    /// <summary>The content that the identity of its trials covers: <see cref="Plugin.Sha256"/>.</summary>
    public string Sha256 => Plugin.Sha256;

    /// <summary>The size of the data set, under its name in a sweep file.</summary>
    /// <exception cref="PluginException">The data set throws, or has no size that a trial can train on.</exception>
    public DatasetInfo Describe(JsonObject options)
    {
        DatasetInfo info;
        try
        {
            info = Create(options).Info;
        }
        // The user's code can throw anything.
        catch (Exception exception)
        {
            throw Refuse(PluginException.Describe(exception));
        }

        return info is { Channels: > 0, Height: > 0, Width: > 0, Classes: > 1, TrainImages: > 0, TestImages: >= 0 }
            ? info with { Name = Name }
            : throw Refuse($"Its Info is {info}; channels, height, width and training images are at least 1, and "
                + "classes at least 2.");
    }

    /// <summary>Loads the images. Throws whatever the user's code throws.</summary>
    /// <exception cref="PluginException">The images are not those that <see cref="IDataset.Info"/> tells.</exception>
    public Dataset Load(JsonObject options)
    {
        var (info, dataset) = (Describe(options), Create(options).Load());
        Check(dataset.Train, info.TrainImages, "training");
        Check(dataset.Validation, info.ValidationImages, "validation");
        Check(dataset.Test, info.TestImages, "test");
        return dataset with { Info = info };

        void Check(ImageSet? images, int count, string part)
        {
            if ((images?.Count ?? 0) != count)
                throw Refuse($"It loads {images?.Count ?? 0} {part} images, but its Info says {count}.");
            if (images is null)
                return;
            if ((images.Channels, images.Height, images.Width) != (info.Channels, info.Height, info.Width))
                throw Refuse($"It loads {part} images of {images.Channels}×{images.Height}×{images.Width}, but its "
                    + $"Info says {info.Channels}×{info.Height}×{info.Width}.");
            if (images.Labels.FirstOrDefault(label => label < 0 || label >= info.Classes) is not 0 and var label)
                throw Refuse($"It loads {part} images of class {label}; its Info says {info.Classes} classes, which "
                    + "count from 0.");
        }
    }

    private PluginException Refuse(string fault) =>
        new($"The data set '{Name}' of {Path.GetFileName(Plugin.File)} cannot be used. {fault}");
}
