using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Commands;

internal static class SchemaCommand
{
    public static Command Create(CommandContext context)
    {
        var config = CommonOptions.OptionalName("CONFIG", "The sweep file whose plug-ins the schema knows.");
        var command = new Command(
            "schema", "Write the JSON schema of a sweep file, for checks and completion in editors.") { config };
        command.SetAction((result, cancellationToken) =>
        {
            context.Out.Write(result.GetValue(config) is { } file
                ? SweepSchema.TextOf(
                    SweepLoader.Load(file, [], context.Images(cancellationToken)).Definition.Catalog)
                : SweepSchema.Text);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
