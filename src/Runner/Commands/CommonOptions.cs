using System.CommandLine;
using System.CommandLine.Parsing;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary>Options that mean the same on every command.</summary>
internal static class CommonOptions
{
    /// <summary>The variable of the environment that names the store of a command that is given none.</summary>
    public const string StoreVariable = "SWEEP_STORE";

    /// <summary>The store's URL; every command takes it.</summary>
    public static readonly Option<string?> Store = new("--store")
    {
        Description =
            "The store of sweeps: litedb:PATH, sqlite:PATH, or a bare path, which is opened by what the "
            + "file is and made as litedb. "
            + $"Default: {StoreVariable}, else {TrackingStores.DefaultUrl}.",
        HelpName = "URL",
        Recursive = true,
    };

    /// <summary>Refuses an empty text where a path is wanted, which a script leaves whose variable is unset.</summary>
    public static Option<string> NotEmpty(this Option<string> option)
    {
        option.Validators.Add(result => RefuseEmpty(result, option.Name));
        return option;
    }

    /// <summary>The same of an argument.</summary>
    public static Argument<string> NotEmpty(this Argument<string> argument)
    {
        argument.Validators.Add(result => RefuseEmpty(result, argument.Name));
        return argument;
    }

    /// <summary>JSON in place of a table; every command that only reads takes it.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON." };

    /// <summary>The URL of the store that the command line names, else of the environment's, else the
    /// default.</summary>
    public static string StoreUrl(this ParseResult result, CommandContext context) =>
        result.GetValue(Store) ?? context.Store ?? TrackingStores.DefaultUrl;

    /// <summary>True where the environment names the command's store.</summary>
    public static bool IsStoreOfEnvironment(this ParseResult result, CommandContext context) =>
        context.Store is not null && result.GetValue(Store) is null;

    /// <summary>Opens that store.</summary>
    /// <exception cref="TrackingException">It cannot be opened.</exception>
    public static ITrackingStore OpenStore(this ParseResult result, StoreAccess access, CommandContext context) =>
        TrackingStores.Open(result.StoreUrl(context), access, context.Time);

    private static void RefuseEmpty(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{name} takes a path, and '{result.Tokens[0].Value}' is none.");
    }
}
