using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;

namespace SweepRunner.Runner.Programs;

/// <summary>Saves what a program has written to its standard output and a killed worker has not read: a shell that has
/// the pipe too waits for the end of this process, and then copies to a file what comes until the program ends.
/// </summary>
internal sealed class UnreadOutput : IDisposable
{
    // Standard input ends with the process that holds its other end.
    private const string Script = """exec 3< "$1" && cat > /dev/null && head -c 67108864 <&3 >> "$2" """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20), LongestWait = TimeSpan.FromSeconds(3);

    private readonly Process _shell;

    private UnreadOutput(Process shell) => _shell = shell;

    /// <summary>Watches over a pipe from a program.</summary>
    /// <param name="output">The pipe.</param>
    /// <param name="file">The file, which the shell keeps locked.</param>
    /// <returns>Null on a system without <c>flock</c> and <c>setsid</c> of util-linux.</returns>
    public static UnreadOutput? Watch(PipeStream output, string file)
    {
        var pipe = $"/proc/{Environment.ProcessId}/fd/{output.SafePipeHandle.DangerousGetHandle()}";
        // A session of its own: what kills the worker's group does not kill it. With pipes of its own: it does not hold
        // those of the worker open.
        var start = new ProcessStartInfo("setsid", ["flock", file, "sh", "-c", Script, "sh", pipe, file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new UnreadOutput(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Waits until nobody writes the file of an earlier process any more.</summary>
    public static void Await(string file, TimeProvider time)
    {
        var begin = time.GetTimestamp();
        using var never = new ManualResetEventSlim();
        while (IsLocked(file) && time.GetElapsedTime(begin) < LongestWait)
            never.Wait(Pause);
    }

    /// <summary>Lets go of the pipe as the end of this process would.</summary>
    internal void Abandon() => _shell.StandardInput.Close();

    public void Dispose()
    {
        _shell.Kill(entireProcessTree: true);
        _shell.Dispose();
    }

    private static bool IsLocked(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
