using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Commands;

/// <summary><c>new plugin NAME [DIR]</c>: writes a project with networks and a data set to start from.</summary>
internal static class NewPluginCommand
{
    private const string Remedy = "Name another folder";

    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("NAME")
        {
            Description = "The name of the plug-in and of its C# namespace, such as MyNets.",
        };
        var folder = CommonOptions.OptionalName("DIR", "The folder, new or empty. Default: NAME.");
        var command = new Command(
            "plugin",
            "Write a C# project with two networks and a data set of your own, and a sweep file that uses them. "
                + "Example: sweep new plugin MyNets") { name, folder };
        command.SetAction(result =>
        {
            var plugin = result.GetRequiredValue(name);
            Write(plugin, result.GetValue(folder) ?? plugin, context.Commands(result.StoreUrl(context)), context);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(string plugin, string folder, SweepCommands commands, CommandContext context)
    {
        var files = PluginTemplate.Create(plugin);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CommandException($"'{folder}' is not empty and stays as it is. {Remedy}.");
        foreach (var (file, text) in files)
            NewCommand.Write(Path.Join(folder, file), text, Remedy);
        context.Out.Write($"{folder}\n");
        context.Error.WriteLine(
            $"Build it: {SweepCommands.Line(["dotnet", "build", "-c", "Release", folder])}\nThen run its sweep: "
                + commands.Write("run", Path.Join(folder, PluginTemplate.SweepFile)));
    }
}
