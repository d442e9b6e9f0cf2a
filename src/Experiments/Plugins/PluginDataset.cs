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
}
