using System.CommandLine;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Commands;

/// <summary><c>schema</c>: the JSON schema of a sweep file.</summary>
internal static class SchemaCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "schema", "Write the JSON schema of a sweep file, which editors check and complete with.");
        command.SetAction(_ =>
        {
            context.Out.Write(SweepSchema.Text);
            return ExitCodes.Done;
        });
        return command;
    }
}
