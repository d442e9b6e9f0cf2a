using SweepRunner.Runner.Configuration;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Commands;

/// <summary><c>new NAME</c>: writes a sweep file to start from.</summary>
internal static class NewCommand
{
    private const string Extension = ".json";

    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("NAME") { Description = "The name of the sweep." };
        var target = new Option<string>("--out")
        {
            Description = "The file, or the folder for NAME.json. Default: NAME.json.",
            HelpName = "FILE",
        };
        target.Validators.Add(result => CommonOptions.RefuseEmpty(result, target.Name));
        var command = new Command(
            "new",
            "Write a complete sweep file to start from, and its schema for editors beside it. Replaces nothing. "
                + "Example: sweep new my-sweep") { name, target };
        command.SetAction(result =>
        {
            // A name that was completed from a file has its extension.
            var sweep = result.GetRequiredValue(name);
            sweep = sweep.EndsWith(Extension) ? sweep[..^Extension.Length] : sweep;
            var text = SweepTemplate.Create(sweep);
            var file = FileFor(result.GetValue(target), sweep);
            Write(file, text);
            WriteSchema(Path.GetDirectoryName(file)!);
            context.Out.Write($"{file}\n");
            var run = context.Commands(result.StoreUrl(context)).Write("run", file);
            context.Error.WriteLine($"Edit it, then run it: {run}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string FileFor(string? target, string sweep) =>
        target is null ? $"{sweep}{Extension}"
        : Directory.Exists(target) ? Path.Join(target, $"{sweep}{Extension}")
        : target;

    private static void Write(string file, string text)
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
            throw new CommandException($"'{file}' exists and stays as it is. Name another file with --out.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"Cannot write '{file}': {FileFaults.Reason(exception, file)}. Name another file with --out.",
                exception);
        }
    }

    // A schema that is there may be of another version; the file runs with any.
    private static void WriteSchema(string folder)
    {
        var schema = Path.Join(folder, SweepTemplate.SchemaFile);
        if (!Path.Exists(schema))
            Write(schema, SweepSchema.Text);
    }
}
