using System.Security;
using System.Text.RegularExpressions;

namespace SweepRunner.Runner.Configuration;

/// <summary>The files of a plug-in that <c>new plugin</c> writes. The texts are in the folder
/// <c>Templates/Plugin</c>.</summary>
internal static partial class PluginTemplate
{
    /// <summary>The sweep that uses the plug-in.</summary>
    public const string SweepFile = "sweep.json";

    private const string Folder = "Plugin/";

    /// <summary>The names and texts of the files. One of them has the folder of this sweep.</summary>
    /// <exception cref="CommandException">A plug-in cannot have that name.</exception>
    public static IEnumerable<(string File, string Text)> Create(string name)
    {
        if (!Name().IsMatch(name))
        {
            var near = string.Concat(
                Word().Matches(name).Select(word => $"{char.ToUpperInvariant(word.Value[0])}{word.Value[1..]}"));
            var hint = Name().IsMatch(near) ? $" Did you mean '{near}'?" : "";
            throw new CommandException(
                $"'{name}' is not a name for a plug-in; allowed: letters and digits that begin with a capital.{hint}");
        }

        return typeof(PluginTemplate).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource => (
                resource[Folder.Length..].Replace("NAME", name).Replace("gitignore", ".gitignore"),
                Text(resource, name)))
            .ToList();
    }

    private static string Text(string resource, string name) => SweepTemplate.Text(resource)
        .Replace("SWEEP_NAME", JsonNamingPolicy.KebabCaseLower.ConvertName(name))
        .Replace("BASE_DIRECTORY", SecurityElement.Escape(AppContext.BaseDirectory.TrimEnd('/')))
        .Replace("NAME", name);

    [GeneratedRegex(@"\A[A-Z][A-Za-z0-9]*\z")]
    private static partial Regex Name();

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Word();
}
