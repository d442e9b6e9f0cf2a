using CliWrap;
using CliWrap.Buffered;

namespace SweepRunner.Tests.Shared;

/// <summary>Runs programs to their end. One that fails or takes longer than five minutes fails the test.</summary>
internal static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program.</summary>
    /// <returns>Its standard output.</returns>
    public static Task<string> RunAsync(string program, params string[] arguments) =>
        RunWithAsync(new Dictionary<string, string?>(), program, arguments);

    /// <summary>Runs a program with more variables in its environment.</summary>
    /// <returns>Its standard output.</returns>
    public static async Task<string> RunWithAsync(
        IReadOnlyDictionary<string, string?> variables, string program, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Limit);
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithEnvironmentVariables(variables)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(limit.Token);
        Assert.True(
            result.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.StandardError}");
        return result.StandardOutput;
    }

    /// <inheritdoc cref="RunAsync"/>
    public static string Run(string program, params string[] arguments) =>
        RunAsync(program, arguments).GetAwaiter().GetResult();

    /// <summary>Sends a signal to a process, such as <c>STOP</c>.</summary>
    public static Task SignalAsync(string signal, params int[] processes) =>
        RunAsync("kill", [$"-{signal}", .. processes.Select(process => $"{process}")]);
}
