using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using SweepRunner.Runner.Launchers;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class CommonOptions
{
    public const string StoreVariable = "SWEEP_STORE";

    /// <summary>The environment variable in which the start script passes on how the user called it.</summary>
    public const string LauncherVariable = "SWEEP_LAUNCHER";

    public static readonly Option<string?> Store = new("--store")
    {
        Description = "The store of sweeps: litedb:PATH, sqlite:PATH, postgres://USER@HOST:PORT/DATABASE, or a path. A "
            + "path is opened as the format of its file, and created as litedb. "
            + $"Default: {StoreVariable}, else {TrackingStores.DefaultUrl}.",
        HelpName = "URL",
        Recursive = true,
    };

    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON." };

    public static Argument<string> Sweep(CommandContext context) =>
        new Argument<string>("SWEEP") { Description = "The sweep." }.CompleteSweeps(context);

    /// <summary>Completes an argument by the names of the sweeps in the store.</summary>
    public static Argument<T> CompleteSweeps<T>(this Argument<T> argument, CommandContext context)
    {
        // Otherwise the help would show what completes it in place of its name.
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(completion =>
        {
            try
            {
                using var store = completion.ParseResult.OpenStore(context);
                return [.. store.Sweeps().Select(sweep => new CompletionItem(sweep.Name))];
            }
            catch (TrackingException)
            {
                return [];
            }
        });
        return argument;
    }

    public static Argument<string> Config() => new("CONFIG")
    {
        Description = "The sweep file.",
        Validators = { result => RefuseEmpty(result, "CONFIG") },
    };

    /// <summary>A name that may be left out.</summary>
    public static Argument<string?> OptionalName(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Override a value of the file. PATH starts at its root, as in trial.epochs=1 or "
            + "space.optimizer.lr=[0.1]. Can be repeated.",
        HelpName = "PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    public static Option<string> Folder(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DIR",
        Validators = { result => RefuseEmpty(result, name) },
    };

    public static Option<double?> Margin() => new Option<double?>("--margin")
    {
        Description = "Show which cells are within X of the best, in units of the objective (95 % confidence).",
        HelpName = "X",
    }.Taking(
        "a number above 0", text => double.TryParse(text, out var size) && double.IsFinite(size) && size > 0);

    /// <summary>Refuses every other value, in words of its own: the parser names the type.</summary>
    /// <param name="option">An option with one value.</param>
    /// <param name="values">The values that it takes, in words.</param>
    /// <param name="isTaken">True for the text of such a value.</param>
    public static Option<T> Taking<T>(this Option<T> option, string values, Func<string, bool> isTaken)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !isTaken(token.Value))
                result.AddError($"{option.Name} takes {values}, not '{token.Value}'.");
        });
        return option;
    }

    public static string StoreUrl(this ParseResult result, CommandContext context) =>
        TrackingStores.HandOverPassword(result.GetValue(Store) ?? context.Store ?? TrackingStores.DefaultUrl);

    public static bool IsStoreOfEnvironment(this ParseResult result, CommandContext context) =>
        context.Store is not null && result.GetValue(Store) is null;

    public static ITrackingStore OpenStore(
        this ParseResult result, CommandContext context, StoreAccess access = StoreAccess.Existing,
        bool isPatient = false) => TrackingStores.Open(
            result.StoreUrl(context), access, context.Time, isPatient, context.Error.WriteLine);

    // A script with an unset variable passes an empty path.
    public static void RefuseEmpty(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{name} takes a path; '{result.Tokens[0].Value}' is not one.");
    }
}

/// <summary>The options of commands that run trials: <see cref="RunOptions"/>.</summary>
internal sealed class WorkerCountOptions
{
    private const int MostWorkers = 1024;

    private static readonly string[] Launchers = [.. Catalogue.Find(typeof(LauncherConfig)).Keys];

    private readonly Option<string?> _launcher = new Option<string?>("--launcher")
    {
        Description = "The launcher that starts the workers, in place of that of the sweep file: "
            + $"{string.Join(" or ", Launchers)}.",
        HelpName = "NAME",
    }.Taking(string.Join(" or ", Launchers), Launchers.Contains);

    private readonly Option<bool> _inline = new("--inline")
    {
        Description = "Run the trials one after the other in this process, without workers.",
    };

    private readonly Option<int?> _workers = new("--workers")
    {
        Description = "The number of worker processes. Default: one on each GPU; on a CPU, its cores divided by the "
            + "threads of a trial.",
        HelpName = "N",
    };

    private readonly Option<int?> _workersPerDevice = new("--workers-per-device")
    {
        Description = "The number of worker processes on each GPU, or on the CPU.",
        HelpName = "N",
    };

    public WorkerCountOptions(Command command, bool hasInline = true)
    {
        foreach (var option in new[] { _workers, _workersPerDevice })
        {
            command.Add(option.Taking(
                $"a whole number from 1 to {MostWorkers}",
                text => int.TryParse(text, out var count) && count is >= 1 and <= MostWorkers));
        }

        command.Add(_launcher);
        if (hasInline)
            command.Add(_inline);
        command.Validators.Add(result =>
        {
            Exclude(result, _workers, _workersPerDevice, _inline);
            Exclude(result, _launcher, _inline);
        });
    }

    public RunOptions Read(ParseResult result) => new()
    {
        // Whatever the sweep file says, its trials run in this process.
        Launcher = result.GetValue(_inline) ? Catalogue.NameOf(LauncherConfig.Default) : result.GetValue(_launcher),
        IsInline = result.GetValue(_inline),
        Workers = result.GetValue(_workers),
        WorkersPerDevice = result.GetValue(_workersPerDevice),
    };

    private static void Exclude(SymbolResult result, params Option[] options)
    {
        var given = options
            .Where(option => result.GetResult(option) is { Implicit: false })
            .ToList();
        if (given.Count > 1)
            result.AddError($"{given[0].Name} and {given[1].Name} exclude each other: give one of them.");
    }
}
