using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Commands;

internal static class SchemaCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "schema", "Write the JSON schema of a sweep file, for checks and completion in editors.");
        command.SetAction(_ =>
        {
            context.Out.Write(SweepSchema.Text);
            return ExitCodes.Done;
        });
        return command;
    }
}
