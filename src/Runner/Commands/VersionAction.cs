using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace SweepRunner.Runner.Commands;

/// <summary>Writes the version that the assembly was built as.</summary>
internal sealed class VersionAction(CommandContext context) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;
        context.Out.WriteLine(version.InformationalVersion);
        return ExitCodes.Done;
    }
}
