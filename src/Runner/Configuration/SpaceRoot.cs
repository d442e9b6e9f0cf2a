namespace SweepRunner.Runner.Configuration;

/// <summary>The part of a trial that paths of a space count from: the trial itself, or the parameters of a
/// program.</summary>
/// <param name="Path">The path in a sweep file, such as <c>trial.parameters</c>.</param>
/// <param name="Shape">The values below it.</param>
internal sealed record SpaceRoot(string Path, ValueShape Shape)
{
    private const string Trial = "trial";

    /// <summary>The root of the base of a sweep.</summary>
    public static SpaceRoot Of(ConfigNode? trial, TrialCatalog catalog) =>
        trial is ConfigObject parent && !TrialJson.IsNetwork(parent)
            ? new SpaceRoot(
                ConfigPath.Below(Trial, ProgramTrial.ParametersKey),
                AnyShape.Of(parent.Find(ProgramTrial.ParametersKey)?.Value ?? parent with { Properties = [] }))
            : new SpaceRoot(Trial, catalog.NetworkShape);

    /// <summary>The keys in a trial that lead to a path of its space.</summary>
    public static string[] KeysOf(TrialConfig trial, string path) =>
        (trial is ProgramTrial ? ConfigPath.Below(ProgramTrial.ParametersKey, path) : path).Split('.');
}
