using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Threading.Channels;
using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The real command as a process of its own.</summary>
internal sealed class SweepProcess : IDisposable
{
    // Many of them run at a time on few cores.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // The variables that the launcher sets.
    private static readonly (string Name, string Value)[] LauncherEnvironment =
    [
        ("OMP_NUM_THREADS", "1"),
        ("MKL_NUM_THREADS", "1"),
        ("MALLOC_MMAP_MAX_", "0"),
        ("MALLOC_TRIM_THRESHOLD_", "8589934592"),
    ];

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task _reading;
    private readonly StringBuilder _error = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private SweepProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _reading = ReadErrorAsync();
    }

    /// <summary>The command as the launcher starts it: a program for dotnet.</summary>
    public static string Command { get; } = typeof(SweepProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "Command").Value!;

    public int Id => _process.Id;

    /// <summary>Completes when the command has ended.</summary>
    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Starts the command under one thread, as the launcher does.</summary>
    /// <param name="folder">Its current folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that are set beside the test's own.</param>
    public static SweepProcess Start(
        string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        // A shell starts its background jobs deaf to Ctrl+C, and what they start inherits that: env gives the signal
        // its meaning back.
        StartThrough(["env", "--default-signal=INT"], folder, arguments, environment);

    /// <summary>Starts the command through another one that prepares what it inherits, and becomes it.</summary>
    public static SweepProcess StartThrough(
        string[] starter,
        string folder,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(starter[0], [.. starter[1..], Environment.ProcessPath!, Command, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        PrepareAsLauncher(start);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new SweepProcess(Process.Start(start)!);
    }

    /// <summary>Gives a process the environment that the launcher gives it.</summary>
    public static void PrepareAsLauncher(ProcessStartInfo start)
    {
        foreach (var (name, value) in LauncherEnvironment)
            start.Environment[name] = value;
    }

    /// <summary>Runs the command to its end.</summary>
    public static async Task<SweepResult> RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return await process.EndAsync();
    }

    /// <summary>Waits for a line of standard error that begins so.</summary>
    public async Task SaysAsync(string beginning)
    {
        using var limit = new CancellationTokenSource(Limit);
        await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"The command ended without saying '{beginning}':\n{_error}");
    }

    /// <summary>Sends a signal, such as <c>INT</c>.</summary>
    public Task SignalAsync(string signal) => Shell.SignalAsync(signal, Id);

    /// <summary>Loses the terminal: the shell sends SIGHUP to the command and its workers, and the kernel
    /// again.</summary>
    public async Task HangUpAsync()
    {
        using var kill = Process.Start("kill", ["-HUP", $"{Id}", .. Workers().Select(worker => $"{worker}"), $"{Id}"]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <summary>The processes that the command started and that still run.</summary>
    public IReadOnlyList<int> Workers() =>
        [.. Parents().Where(process => process.Value == Id).Select(process => process.Key)];

    /// <summary>The workers and what they started, the programs of trials included.</summary>
    public IReadOnlyList<int> Descendants()
    {
        var children = Parents().ToLookup(process => process.Value, process => process.Key);
        return [.. Below(Id)];

        IEnumerable<int> Below(int parent) => children[parent].SelectMany(child => Below(child).Prepend(child));
    }

    /// <summary>Waits until the command has that many processes.</summary>
    public async Task<IReadOnlyList<int>> WorkersAsync(int count)
    {
        await Eventually.HoldsAsync(() => Workers().Count == count);
        return Workers();
    }

    /// <summary>Waits for the command's end.</summary>
    public async Task<SweepResult> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        await _reading.WaitAsync(Limit);
        return new SweepResult(_process.ExitCode, await _output.WaitAsync(Limit), _error.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            // Until it is gone it holds files of the folder that its test removes next.
            _process.WaitForExit(Limit);
        }

        _process.Dispose();
    }

    // The parent of every process that still runs.
    private static Dictionary<int, int> Parents() => Directory.EnumerateDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
        .Select(folder => (Id: Path.GetFileName(folder), Parent: ParentOf(folder)))
        .Where(process => process.Parent is not null)
        .ToDictionary(
            process => int.Parse(process.Id, CultureInfo.InvariantCulture), process => process.Parent!.Value);

    private static int? ParentOf(string folder)
    {
        try
        {
            // Counted from behind the command's name, which may hold anything: state, parent.
            var stat = File.ReadAllText(Path.Join(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended while it was looked at.
            return null;
        }
    }

    private async Task ReadErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _error.Append(line).Append('\n');
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }
}

/// <summary>What a command ended with and wrote.</summary>
internal sealed record SweepResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard error but those that a slow machine adds: where a running trial is, every ten
    /// seconds.</summary>
    public IReadOnlyList<string> Lines =>
        [.. Error.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("  ", StringComparison.Ordinal))];
}
