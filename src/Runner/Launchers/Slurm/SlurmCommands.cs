using System.Diagnostics;
using System.Text.RegularExpressions;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Launchers.Slurm;

/// <summary>Runs the commands of Slurm. Their times are in UTC.</summary>
/// <param name="variable">Reads a variable of the environment; null if it is not set.</param>
internal sealed partial class SlurmCommands(Func<string, string?> variable)
{
    // slurmctld may be busy; the commands themselves wait for ten seconds, several times.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command.</summary>
    /// <exception cref="SlurmException">It is not on the PATH, does not answer, or fails.</exception>
    public async Task<string> RunAsync(
        string command, IEnumerable<string> arguments, CancellationToken cancellationToken, string? input = null)
    {
        var start = new ProcessStartInfo(Find(command), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TZ"] = "UTC";
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var (output, error) = (
                process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await WriteAsync(process.StandardInput, input);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? await output
                : throw new SlurmRefusal($"{command} refuses: {Words(await error, await output)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SlurmException($"{command} has not answered for {Patience.TotalSeconds} s.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private string Find(string command) =>
        ProgramFile.Find(command, variable("PATH")) ?? throw new SlurmException(
            $"There is no {command} on the PATH of this machine. Run the command where jobs are submitted to Slurm, "
                + "such as on its login node; '--launcher local' runs the trials on this machine.");

    // It may have refused its arguments before it reads.
    private static async Task WriteAsync(StreamWriter writer, string? input)
    {
        try
        {
            await writer.WriteAsync(input);
            writer.Close();
        }
        catch (IOException)
        {
            // Its exit code tells.
        }
    }

    private static string Words(string error, string output)
    {
        var lines = (string.IsNullOrWhiteSpace(error) ? output : error).Split('\n')
            .Select(line => Prefix().Replace(line.Trim(), ""))
            .Where(line => line.Length > 0)
            .ToList();
        return lines.Count == 0 ? "it gives no reason." : string.Join("; ", lines) + (lines[^1][^1] is '.' ? "" : ".");
    }

    [GeneratedRegex("^[a-z]+: (error: |fatal: )?")]
    private static partial Regex Prefix();
}

/// <summary>A command of Slurm cannot be run or refuses. The message has its words.</summary>
internal class SlurmException(string message) : CommandException(message);

/// <summary>A command of Slurm has failed.</summary>
internal sealed class SlurmRefusal(string message) : SlurmException(message);
