using System.Text;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Runner.Launchers;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Configuration;

/// <summary>Reads sweep files: text, overrides, keys, space and rules. Collects every fault.</summary>
internal static class SweepReader
{
    private const int LongestFile = 16 * 1024 * 1024;

    private const string Extension = ".json", TrialKey = "trial";

    // Without what trials can name.
    private static readonly ObjectShape Open = ShapeReader.Read<SweepConfig>();

    /// <summary>The shape of a sweep file without plug-ins.</summary>
    public static ObjectShape Shape { get; } = ShapeOf(TrialCatalog.BuiltIn);

    /// <summary>The shape of a sweep file whose trials can name what a catalogue has.</summary>
    public static ObjectShape ShapeOf(TrialCatalog catalog) => new(
    [
        .. Open.Keys.Select(key => key.Name is TrialKey ? key with { Value = catalog.Shape } : key),
    ]);

    /// <param name="file">The path as the user gave it.</param>
    /// <param name="overrides"><c>path=value</c> each, applied in order.</param>
    /// <param name="folder">The folder that paths in the file count from; null for that of the file.</param>
    /// <param name="images">What reads image folders.</param>
    /// <param name="launcher">The name of the launcher; null for that of the file.</param>
    /// <exception cref="FaultsException">The file cannot be read, or the sweep has faults.</exception>
    public static SweepDefinition ReadFile(
        string file, IReadOnlyList<string> overrides, string? folder = null, ImageFolders? images = null,
        string? launcher = null)
    {
        try
        {
            if (Directory.Exists(file))
                throw Unreadable(file, "This is a directory; name a sweep file.");
            if (!File.Exists(file))
                throw Unreadable(file, $"There is no such file.{Hint(file)}");
            if (!IsOfProcess(file) && FileKind.ObstacleTo(file) is { } obstacle)
                throw Unreadable(file, $"This is not a readable file: {obstacle}.");
            using var stream = File.OpenRead(file);
            var text = new byte[LongestFile + 1];
            var length = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return length > LongestFile
                ? throw Unreadable(file, $"The file is longer than {LongestFile} bytes, the limit for a sweep file.")
                : Read(text.AsSpan(0, length), file, overrides, folder, images, launcher);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(file, $"The file cannot be read: {FileFaults.Reason(exception, file)}.");
        }
    }

    // The name without its extension, or misspelt.
    private static string Hint(string file)
    {
        var folder = Path.GetDirectoryName(file) ?? "";
        if (!Directory.Exists(folder.Length == 0 ? "." : folder))
            return "";
        var known = new DirectoryInfo(folder.Length == 0 ? "." : folder)
            .EnumerateFiles($"*{Extension}", new EnumerationOptions())
            .Select(each => each.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        var name = Path.GetFileName(file);
        var nearest = known.Contains(name + Extension) ? name + Extension
            : NearestName.Find(name, known) ?? NearestName.Find(name + Extension, known);
        return nearest is null ? "" : $" Did you mean '{Path.Join(folder, nearest)}'?";
    }

    // A shell passes the output of <(command) as an open pipe with such a name. Opening any other FIFO would wait.
    private static bool IsOfProcess(string file) =>
        file.StartsWith("/dev/") || file.StartsWith("/proc/");

    /// <param name="utf8">The text.</param>
    /// <param name="source">The file that faults name.</param>
    /// <param name="overrides"><c>path=value</c> each, applied in order.</param>
    /// <param name="folder">The folder that paths in the text count from; null for that of the source.</param>
    /// <param name="images">What reads image folders.</param>
    /// <param name="launcher">The name of the launcher; null for that of the text.</param>
    public static SweepDefinition Read(
        ReadOnlySpan<byte> utf8, string source, IReadOnlyList<string> overrides, string? folder = null,
        ImageFolders? images = null, string? launcher = null)
    {
        var document = ConfigDocument.Parse(utf8, source, "a sweep");
        var faults = new List<Fault>(document.Faults);
        if (document.Root is not ConfigObject root)
        {
            if (document.Root is { } other)
                faults.Add(FaultOf.WrongType(other, "", "an object"));
            throw new FaultsException(faults);
        }

        // The first override, so that others may set keys of it. The sweep keeps it, for 'resume'.
        var given = Given(root, "launcher") is ConfigObject keys ? LauncherOf(keys) : LauncherConfig.Default;
        if (launcher is not null && (given is null || Catalogue.NameOf(given) != launcher))
            overrides = [$$"""launcher={"name":"{{launcher}}"}""", .. overrides];
        // Before the overrides too: one may set a key of a command that is written as a list.
        root = Expanded(SweepOverrides.Apply(Expanded(root), overrides, faults));
        folder ??= FolderOf(source);
        var (catalog, plugins) = SweepPlugins.Load(
            Given(root, "plugins"), (images ?? ImageFolders.Default).Below(folder));
        var space = Check(root, catalog, faults);
        if (faults.Count > 0)
            throw new FaultsException(faults);
        var config = Deserialize(root, catalog, source);
        if (launcher is not null && Catalogue.NameOf(config.Launcher) is var set && set != launcher)
            throw new FaultsException([SweepFault.LauncherContradicted(source, set, launcher)]);
        config = config with
        {
            Plugins = plugins,
            Trial = config.Trial is ProgramTrial program
                ? new ProgramFiles(program, root).Resolve(folder)
                : catalog.Resolve((NetworkTrial)config.Trial),
        };
        return new SweepDefinition(
            config, Encoding.UTF8.GetString(utf8), Canonical(config), overrides, root, space, catalog);
    }

    /// <summary>The definition of a stored sweep, for the cells that its search proposes.</summary>
    /// <exception cref="FaultsException">The stored config has faults.</exception>
    public static SweepDefinition ReadStored(SweepRecord sweep, TrialCatalog catalog)
    {
        var stored = sweep.Definition;
        var faults = new List<Fault>();
        var root = (ConfigObject)ConfigDocument.Parse(
            Encoding.UTF8.GetBytes(stored.ConfigJson), sweep.Name, "a sweep").Root!;
        var reader = new SpaceReader(SpaceRoot.Of(Given(root, TrialKey), catalog), faults);
        var space = new SweepSpace(reader.ReadSpace(Given(root, "space")), reader.ReadPoints(Given(root, "trials")));
        return faults.Count > 0
            ? throw new FaultsException(faults)
            : new SweepDefinition(
                sweep.Config(), stored.ConfigText, stored.ConfigJson, stored.Overrides, root, space, catalog);
    }

    private static ConfigObject Expanded(ConfigObject root) => (ConfigObject)ConfigShorthand.Expand(root, Shape);

    private static string FolderOf(string source) =>
        IsOfProcess(source) ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(source))!;

    private static FaultsException Unreadable(string file, string reason) => new([SweepFault.Unreadable(file, reason)]);

    private static SweepSpace Check(ConfigObject root, TrialCatalog catalog, List<Fault> faults)
    {
        // The trial has rules between its keys. The space, the single cells and the seeds have their own readers.
        var others = new ObjectShape([
            .. Shape.Keys.Select(key => key.Name is TrialKey ? key with { Value = new FreeShape("an object") } : key),
        ]);
        faults.AddRange(ConfigChecker.Check(root, others));
        var trial = Given(root, TrialKey);
        if (trial is not null)
            faults.AddRange(new TrialChecker(catalog).Check(trial, TrialKey, isCell: false));

        var reader = new SpaceReader(SpaceRoot.Of(trial, catalog), faults);
        var space = new SweepSpace(reader.ReadSpace(Given(root, "space")), reader.ReadPoints(Given(root, "trials")));
        SeedsReader.Check(Given(root, "seeds"), faults);
        CheckSearch(root, space, faults);
        faults.AddRange(KindRules.Check(root));
        if (Given(root, "launcher") is ConfigObject launcher)
            faults.AddRange(LauncherOf(launcher)?.Check(launcher) ?? []);
        return space;
    }

    // The search and the space, whatever faults other keys of the search have.
    private static void CheckSearch(ConfigObject root, SweepSpace space, List<Fault> faults)
    {
        var name = (Given(root, "search") as ConfigObject)?.Find(UnionShape.Discriminator);
        var search = name is null
            ? new GridSearch()
            : Catalogue.TryCreate<SearchConfig>((name.Value as ConfigText)?.Value);
        // A path below others is an axis of several choices.
        foreach (var axis in space.Axes.SelectMany(axis => axis.WithConditions).Cast<SpaceAxis>().Distinct())
            if (search?.ObstacleIn(axis.Domain) is { } obstacle)
                faults.Add(new Fault(axis.Place, obstacle, axis.Position));
        if (search?.ObstacleInEmptySpace() is { } reason
            && root.Find("space")?.Value is null or ConfigObject { Properties.Count: 0 })
            faults.Add(new Fault("search.name", reason, (name?.Value ?? root).Position));
    }

    private static LauncherConfig? LauncherOf(ConfigObject launcher) =>
        launcher.Find(UnionShape.Discriminator) is { } name
            ? Catalogue.TryCreate<LauncherConfig>((name.Value as ConfigText)?.Value)
            : LauncherConfig.Default;

    // A null is reported with the other keys.
    private static ConfigNode? Given(ConfigObject root, string key) =>
        root.Find(key)?.Value is { } value and not ConfigNull ? value : null;

    private static SweepConfig Deserialize(ConfigObject root, TrialCatalog catalog, string source)
    {
        try
        {
            return ConfigJson.Deserialize<SweepConfig>(root, ShapeOf(catalog));
        }
        catch (JsonException exception)
        {
            // This should not happen: the checker and the serializer read the same types.
            throw new FaultsException([
                new Fault(exception.Path ?? "", exception.Message, SourcePosition.Whole(source)),
            ]);
        }
    }

    private static string Canonical(SweepConfig config)
    {
        var json = JsonSerializer.SerializeToNode(config with { Schema = null }, ConfigJson.Options)!;
        var kept = (JsonObject)ConfigJson.WithoutDefaults(json, Shape);
        kept[TrialKey] = TrialJson.WithoutDefaults(config.Trial);

        // Keys are sorted, except those of the space: their order is that of the columns.
        var parts = kept.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each =>
        {
            var value = CanonicalJson.Write(each.Value, hasSortedKeys: each.Key is not "space");
            return $"\"{each.Key}\":{value}";
        });
        return $"{{{string.Join(',', parts)}}}";
    }
}
