using SweepRunner.Runner.Configuration;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Commands;

/// <summary><c>new sweep [NAME]</c>, short <c>new NAME</c>: writes a sweep file to start from.</summary>
internal static class NewCommand
{
    private const string Extension = ".json";

    private static readonly string Kinds = string.Join(", ", SweepTemplate.All.Select(template => template.Kind));

    public static Command Create(CommandContext context)
    {
        // Hidden, as the help of 'new sweep' would show it too.
        var name = new Argument<string>("NAME") { Description = "The name of the sweep.", Hidden = true };
        var sweep = Sweep(context);
        sweep.Validators.Add(result =>
        {
            if (result.GetResult(name) is { Tokens: [var extra, ..] })
                result.AddError($"'{extra.Value}' stands in front of 'sweep'; the name comes after it.");
        });
        var command = new Command(
            "new",
            "Write files to start from, and replace nothing. 'new NAME' is short for 'new sweep NAME'. "
                + "Example: sweep new my-sweep") { name, sweep, NewPluginCommand.Create(context) };
        AddSweep(command, name!, context);
        return command;
    }

    private static Command Sweep(CommandContext context)
    {
        var name = CommonOptions.OptionalName(
            "NAME", "The name of the sweep. Default: one that fits the kind, such as my-grid.");
        var command = new Command(
            "sweep",
            "Write a complete sweep file, and its schema for editors beside it. Example: "
                + "sweep new sweep my-sweep --from random") { name };
        AddSweep(command, name, context);
        return command;
    }

    private static void AddSweep(Command command, Argument<string?> name, CommandContext context)
    {
        var (from, target) = (From(), Target());
        command.Add(from);
        command.Add(target);
        command.SetAction(result =>
        {
            var template = result.GetValue(from) is { } kind
                ? SweepTemplate.All.Single(each => each.Kind == kind)
                : SweepTemplate.Default;
            // A name that was completed from a file has its extension.
            var sweep = result.GetValue(name) ?? template.DefaultName;
            sweep = sweep.EndsWith(Extension) ? sweep[..^Extension.Length] : sweep;
            var text = template.Create(sweep);
            var file = FileFor(result.GetValue(target), sweep);
            var folder = Path.GetDirectoryName(file)!;
            if (template.Program is { } program)
                WriteProgram(Path.Join(folder, program), file);
            Write(file, text);
            WriteUnlessThere(Path.Join(folder, SweepTemplate.SchemaFile), SweepSchema.Text);
            context.Out.Write($"{file}\n");
            var run = context.Commands(result.StoreUrl(context)).Write("run", file);
            context.Error.WriteLine(
                template.Program is null
                    ? $"Edit it, then run it: {run}"
                    : $"It runs {Path.Join(folder, template.Program)}. Edit both, then run it: {run}");
            return ExitCodes.Done;
        });
    }

    private static Option<string?> From()
    {
        var from = new Option<string?>("--from")
        {
            Description = "What to start from: quickstart (a few seconds long), grid, random (ranges, and parameters "
                + $"of one optimizer), command (your own program). Default: {SweepTemplate.Default.Kind}.",
            HelpName = "KIND",
        };
        from.CompletionSources.Add([.. SweepTemplate.All.Select(template => template.Kind)]);
        from.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var kind }] || SweepTemplate.All.Any(each => each.Kind == kind))
                return;
            var near = NearestName.Find(kind, SweepTemplate.All.Select(template => template.Kind));
            var hint = near is null ? "" : $" Did you mean '{near}'?";
            result.AddError($"{from.Name} takes one of {Kinds}, not '{kind}'.{hint}");
        });
        return from;
    }

    private static Option<string> Target()
    {
        var target = new Option<string>("--out")
        {
            Description = "The file, or the folder for NAME.json. Default: NAME.json.",
            HelpName = "FILE",
        };
        target.Validators.Add(result => CommonOptions.RefuseEmpty(result, target.Name));
        return target;
    }

    /// <summary>The file that <c>--out</c> names, or the one of the sweep's name in the folder that it names.</summary>
    public static string FileFor(string? target, string sweep) =>
        target is null ? $"{sweep}{Extension}"
        : Directory.Exists(target) ? Path.Join(target, $"{sweep}{Extension}")
        : target;

    // The program comes first: it is the file that stops everything if it is there.
    private static void WriteProgram(string program, string file)
    {
        if (Path.Exists(file))
            throw Refuse(file, "Name another file with --out");
        if (Path.Exists(program))
            throw new CommandException(
                $"'{program}' exists and stays as it is. Name a file in another folder with --out.");
        Write(program, SweepTemplate.Text(Path.GetFileName(program)));
        WriteUnlessThere(
            Path.Join(Path.GetDirectoryName(program), SweepTemplate.HelperFile),
            SweepTemplate.Text(SweepTemplate.HelperFile));
    }

    /// <summary>Writes a file that is not there yet.</summary>
    /// <exception cref="CommandException">It is there, or cannot be written. The remedy ends the message.</exception>
    public static void Write(string file, string text, string remedy = "Name another file with --out")
    {
        try
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
        }
        catch (IOException exception) when (Path.Exists(file))
        {
            throw Refuse(file, remedy, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"Cannot write '{file}': {FileFaults.Reason(exception, file)}. {remedy}.",
                exception);
        }
    }

    // A schema or helper that is there may be of another version; the sweep runs with any.
    private static void WriteUnlessThere(string file, string text)
    {
        if (!Path.Exists(file))
            Write(file, text);
    }

    private static CommandException Refuse(string file, string remedy, IOException? exception = null) =>
        new($"'{file}' exists and stays as it is. {remedy}.", exception);
}
