using Microsoft.Extensions.Hosting;
using SweepRunner.Experiments.Data;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Serving;

/// <summary>Runs the sweep files that are dropped into a folder, one after the other, until the host stops.</summary>
internal sealed class ServeService(ServeSetting setting, CommandContext context, IHostApplicationLifetime lifetime)
    : CommandService(lifetime)
{
    private const int MostTries = 3;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(5);

    // A store or a disk that failed may be put right meanwhile.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _writingHealth = new();
    private readonly Inbox _inbox = new(setting.Folder);
    private readonly DateTime _started = context.Time.GetUtcNow().UtcDateTime;
    private long _progressTicks = context.Time.GetUtcNow().UtcTicks;
    private IReadOnlyList<string> _leftAlone = [];
    private volatile string? _running;
    private volatile string? _lastFault;

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var healthTimer = new PeriodicTimer(HealthInterval, context.Time);
        Log($"Watching {setting.Folder} for sweep files; their trials go to {setting.Store}.");
        WriteHealth();
        var health = KeepHealthAsync(healthTimer);
        try
        {
            while (true)
            {
                if (TakeNext() is { } file)
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

    private string? TakeNext()
    {
        try
        {
            return _inbox.TakeNext();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Note($"The folder {setting.Folder} cannot be used: {exception.Message}");
            return null;
        }
    }

    private async Task RunAsync(string file, CancellationToken stoppingToken)
    {
        _running = Path.GetFileName(file);
        NoteProgress();
        WriteHealth();
        Log($"Running {_running}.");
        for (var tries = 1; tries <= MostTries; tries++)
        {
            var (place, report) = await TryAsync(file, stoppingToken);
            if (place is not null)
            {
                await CloseAsync(file, place, report, stoppingToken);
                break;
            }

            Note($"{_running}: {report.Trim()}");
            await Task.Delay(Pause, context.Time, stoppingToken);
            // The others are not held up by what may be this file's own trouble.
            if (tries == MostTries)
                PutBack(file);
        }

        _running = null;
        NoteProgress();
        WriteHealth();
    }

    // Where the file belongs, and what to say of it; nowhere yet, where something failed that is not the file's fault.
    private async Task<(string? Place, string Report)> TryAsync(string file, CancellationToken stoppingToken)
    {
        using var report = new StringWriter { NewLine = "\n" };
        var run = new SweepRun(
            context with { Out = report, IsTerminal = false, Live = null, OnProgress = NoteProgress }, setting.Options);
        try
        {
            var exitCode = await run.RunAsync(setting.Store, file, [], shouldExtend: false, stoppingToken);
            stoppingToken.ThrowIfCancellationRequested();
            return exitCode switch
            {
                ExitCodes.Interrupted => ("stopped", "Stopped by 'sweep stop'. Drop the file again to go on.\n"),
                _ when report.GetStringBuilder().Length == 0 => (
                    null, "The sweep stopped before its end; the service's log has more."),
                _ => ("done", report.ToString()),
            };
        }
        catch (Exception exception) when (exception is CommandException or DataException)
        {
            return ("rejected", exception.Message + "\n");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Not the file's fault: the service outlives it.
            return (null, context.IsDebugging ? exception.ToString() : exception.Message);
        }
    }

    private async Task CloseAsync(string file, string place, string report, CancellationToken stoppingToken)
    {
        try
        {
            (report, var path) = _inbox.Close(file, place, report);
            (place == "done" ? context.Out : context.Error).Write(report);
            Log($"{_running}: {place}. {path}");
            if (place == "rejected")
                _lastFault = $"{_running} was rejected: {path}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Note($"{file} cannot be put away into {place}/: {exception.Message}");
            await Task.Delay(Pause, context.Time, stoppingToken);
        }
    }

    private void PutBack(string file)
    {
        try
        {
            _inbox.PutBack(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Note($"{file} cannot be put back: {exception.Message}");
        }
    }

    private void Note(string fault)
    {
        // The same fault at every look would fill the log.
        if (fault != _lastFault)
            Log(fault);
        _lastFault = fault;
    }

    private void NoteProgress() => Volatile.Write(ref _progressTicks, context.Time.GetUtcNow().UtcTicks);

    // Each once, for as long as it lies there.
    private void TellWhatIsLeftAlone()
    {
        var before = _leftAlone;
        _leftAlone = _inbox.LeftAlone();
        foreach (var sentence in _leftAlone.Except(before))
            Log(sentence);
    }

    private async Task KeepHealthAsync(PeriodicTimer timer)
    {
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
            WriteHealth();
    }

    private void WriteHealth(string? status = null)
    {
        lock (_writingHealth)
            WriteHealthLocked(status);
    }

    private void WriteHealthLocked(string? status)
    {
        try
        {
            _inbox.Observe();
            TellWhatIsLeftAlone();
            new ServiceHealth
            {
                Status = status ?? (_running is null ? "waiting" : "running"),
                ProcessId = Environment.ProcessId,
                StartedUtc = _started,
                UpdatedUtc = context.Time.GetUtcNow().UtcDateTime,
                Store = setting.Store,
                Running = _running,
                ProgressUtc = new DateTime(Volatile.Read(ref _progressTicks), DateTimeKind.Utc),
                Waiting = _inbox.Waiting,
                Next = _inbox.Next,
                LeftAlone = _leftAlone,
                LastFault = _lastFault,
            }.Write(setting.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Note($"The health file cannot be written: {exception.Message}");
        }
    }

    // The names of files are others' text: a line break in one must not begin a line of the log.
    private void Log(string sentence) => context.Error.WriteLine(VisibleText.Line(sentence));
}

/// <summary>What a service watches and where it runs it.</summary>
/// <param name="Folder">The watched folder, as a full path.</param>
/// <param name="Store">The store's URL.</param>
/// <param name="Options">How many workers.</param>
internal sealed record ServeSetting(string Folder, string Store, RunOptions Options);
