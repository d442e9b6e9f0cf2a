using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

internal static class ListCommand
{
    public static Command Create(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "List the sweeps of the store, the oldest first. Example: sweep list --json")
        { json };
        command.SetAction(result =>
        {
            using var store = result.OpenStore(context);
            ListScreen.Write(context, store, result.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }
}
