using System.CommandLine;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary>Options that mean the same on every command.</summary>
internal static class CommonOptions
{
    /// <summary>The store's URL; every command takes it.</summary>
    public static readonly Option<string> Store = new("--store")
    {
        Description = "The store of sweeps: sqlite:PATH or a bare path, or litedb:PATH.",
        HelpName = "URL",
        DefaultValueFactory = _ => TrackingStores.DefaultUrl,
        Recursive = true,
    };

    /// <summary>JSON in place of a table; every command that only reads takes it.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON." };

    /// <summary>The store that the command line names.</summary>
    /// <exception cref="TrackingException">It cannot be opened.</exception>
    public static ITrackingStore OpenStore(this ParseResult result, StoreAccess access, CommandContext context) =>
        TrackingStores.Open(result.GetRequiredValue(Store), access, context.Time);
}
