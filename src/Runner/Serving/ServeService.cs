using Microsoft.Extensions.Hosting;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Serving;

/// <summary>Runs the sweep files that arrive in a folder, one after the other, until the host stops.</summary>
internal sealed class ServeService(ServeOptions options, CommandContext context, IHostApplicationLifetime lifetime)
    : CommandService(lifetime)
{
    private const int MostTries = 3;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(5);

    // Time to repair a store or a disk.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _writingHealth = new();
    private readonly LineLogger _log = new(context.Error);
    private readonly Inbox _inbox = new(options.Folder);
    private readonly DateTime _started = context.Time.GetUtcNow().UtcDateTime;
    private long _progressTicks = context.Time.GetUtcNow().UtcTicks;
    private IReadOnlyList<string> _leftAlone = [];
    private volatile string? _running;
    private volatile string? _lastFault;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var healthTimer = new PeriodicTimer(HealthInterval, context.Time);
        _log.Watching(options.Folder, options.Store);
        WriteHealth();
        var health = KeepHealthAsync(healthTimer);
        try
        {
            while (true)
            {
                string? file = null;
                Try($"The folder {options.Folder} cannot be used", () => file = _inbox.TakeNext());
                if (file is not null)
                    await RunAsync(file, stoppingToken);
                else
                    await Task.Delay(LookInterval, context.Time, stoppingToken);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            healthTimer.Dispose();
            await health;
            _running = null;
            WriteHealth("stopped");
        }
    }

    private async Task RunAsync(string file, CancellationToken stoppingToken)
    {
        _running = Path.GetFileName(file);
        NoteProgress();
        WriteHealth();
        _log.Running(_running);
        for (var tries = 1; tries <= MostTries; tries++)
        {
            var (place, report) = await TryAsync(file, stoppingToken);
            if (place is not null)
            {
                if (!Try($"{file} cannot be moved to {place}/", () => Close(file, place, report)))
                    await Task.Delay(Pause, context.Time, stoppingToken);
                break;
            }

            Note($"{_running}: {report.Trim()}");
            await Task.Delay(Pause, context.Time, stoppingToken);
            // The fault may be this file's own: the others do not wait for it.
            if (tries == MostTries)
                Try($"{file} cannot be put back", () => _inbox.PutBack(file));
        }

        _running = null;
        NoteProgress();
        WriteHealth();
    }

    // The place that the file goes to and the report on it. The place is null after a fault that is not the file's.
    private async Task<(string? Place, string Report)> TryAsync(string file, CancellationToken stoppingToken)
    {
        using var report = new StringWriter { NewLine = "\n" };
        var run = new SweepRun(
            context with { Out = report, IsTerminal = false, Live = null, OnProgress = NoteProgress },
            options.Run with { Folder = Path.GetFullPath(options.Folder) });
        try
        {
            var exitCode = await run.RunAsync(options.Store, file, [], shouldExtend: false, stoppingToken);
            stoppingToken.ThrowIfCancellationRequested();
            return exitCode switch
            {
                ExitCodes.Interrupted => ("stopped", "Stopped by 'stop'. Drop the file again to continue.\n"),
                _ when report.GetStringBuilder().Length == 0 => (
                    null, "The sweep ended early; the service's log has more."),
                _ => ("done", report.ToString()),
            };
        }
        catch (Exception exception) when (exception is CommandException or DataException)
        {
            return ("rejected", exception.Message + "\n");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The fault is not the file's, and does not end the service.
            return (null, context.IsDebugging ? exception.ToString() : exception.Message);
        }
    }

    private void Close(string file, string place, string report)
    {
        (report, var path) = _inbox.Close(file, place, report);
        (place == "done" ? context.Out : context.Error).Write(report);
        _log.PutAway(_running, place, path);
        if (place == "rejected")
            _lastFault = $"{_running} was rejected: {path}";
    }

    private bool Try(string fault, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Note($"{fault}: {exception.Message}");
            return false;
        }
    }

    private void Note(string fault)
    {
        // A fault that repeats is logged once.
        if (fault != _lastFault)
            _log.Faulted(fault);
        _lastFault = fault;
    }

    private void NoteProgress() => Volatile.Write(ref _progressTicks, context.Time.GetUtcNow().UtcTicks);

    // Each entry is logged once while it stays.
    private void LogLeftAlone()
    {
        var before = _leftAlone;
        _leftAlone = _inbox.LeftAlone();
        foreach (var sentence in _leftAlone.Except(before))
            _log.LeftAlone(sentence);
    }

    private async Task KeepHealthAsync(PeriodicTimer timer)
    {
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
            WriteHealth();
    }

    private void WriteHealth(string? status = null)
    {
        lock (_writingHealth)
            Try("The health file cannot be written", () =>
            {
                _inbox.Observe();
                LogLeftAlone();
                new ServiceHealth
                {
                    Status = status ?? (_running is null ? "waiting" : "running"),
                    ProcessId = Environment.ProcessId,
                    StartedUtc = _started,
                    UpdatedUtc = context.Time.GetUtcNow().UtcDateTime,
                    Store = options.Store,
                    Running = _running,
                    ProgressUtc = new DateTime(Volatile.Read(ref _progressTicks), DateTimeKind.Utc),
                    Waiting = _inbox.Waiting,
                    Next = _inbox.Next,
                    LeftAlone = _leftAlone,
                    LastFault = _lastFault,
                }.Write(options.Folder);
            });
    }
}

/// <summary>The watched folder as a full path, the URL of the store, and how the sweeps run.</summary>
internal sealed record ServeOptions(string Folder, string Store, RunOptions Run);
