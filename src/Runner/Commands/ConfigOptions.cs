using System.CommandLine;

namespace SweepRunner.Runner.Commands;

/// <summary>What every command that takes a config has in common.</summary>
internal static class ConfigOptions
{
    /// <summary>The sweep file.</summary>
    public static Argument<string> Config() =>
        new Argument<string>("CONFIG") { Description = "The sweep file." }.NotEmpty();

    /// <summary>Overrides of the file.</summary>
    public static Option<string[]> Set() =>
        new("--set")
        {
            Description =
                "Override the file: PATH counts from its root, as in trial.epochs=1 or space.optimizer.lr=[0.1]. "
                + "May be given again.",
            HelpName = "PATH=VALUE",
            DefaultValueFactory = _ => [],
        };
}
