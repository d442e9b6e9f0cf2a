using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Runs gnuplot.</summary>
/// <param name="command">The gnuplot command.</param>
/// <param name="limit">How long one run may take.</param>
internal sealed class GnuplotProcess(string command, TimeSpan limit)
{
    /// <summary>What precedes a chart's name where a program says that it has come to it.</summary>
    public const string Mark = "sweep-chart ";

    // A run uses one core and, of a large picture, some 50 MB.
    private static readonly SemaphoreSlim Slots = new(2);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="file">The program.</param>
    /// <param name="folder">The folder that its outputs are relative to.</param>
    /// <param name="cancellationToken">Ends gnuplot.</param>
    /// <returns>What gnuplot complained of though it went on; empty for nothing.</returns>
    /// <exception cref="GnuplotMissingException">gnuplot does not start.</exception>
    /// <exception cref="GnuplotException">gnuplot refused the program or took too long.</exception>
    public async Task<string> RunAsync(string file, string folder, CancellationToken cancellationToken)
    {
        await Slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunNowAsync(file, folder, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Slots.Release();
        }
    }

    private async Task<string> RunNowAsync(string file, string folder, CancellationToken cancellationToken)
    {
        using var gnuplot = Start(file, folder);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(limit);
        var said = new StringBuilder();
        try
        {
            gnuplot.StandardInput.Close();
            var output = gnuplot.StandardOutput.ReadToEndAsync(stop.Token);
            while (await gnuplot.StandardError.ReadLineAsync(stop.Token).ConfigureAwait(false) is { } line)
                said.Append(line).Append('\n');
            await output.ConfigureAwait(false);
            await gnuplot.WaitForExitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw GnuplotException.TookTooLong(Chart(said.ToString()), limit);
        }
        finally
        {
            if (!gnuplot.HasExited)
                gnuplot.Kill(entireProcessTree: true);
        }
        var (chart, errors) = (Chart(said.ToString()), Errors(said.ToString()));
        return gnuplot.ExitCode == 0 ? errors : throw GnuplotException.Refused(chart, gnuplot.ExitCode, errors);
    }

    private Process Start(string file, string folder)
    {
        // Without -d the user's own gnuplotrc has its say.
        var start = new ProcessStartInfo(command, ["-d", file])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Text is UTF-8 whatever the machine's language.
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new GnuplotMissingException(command, exception);
        }
    }

    private static string Chart(string said) => said.Split('\n').LastOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal))?[Mark.Length..] ?? "";

    private static string Errors(string said) => string.Join('\n', said.Split('\n').Where(line => !line.StartsWith(Mark, StringComparison.Ordinal))).Trim();
}
