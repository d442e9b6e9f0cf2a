using System.Runtime.ExceptionServices;
using SweepRunner.Experiments.Programs;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Programs;

/// <summary>How a program is started, and how long it may be silent; null for no limit.</summary>
internal sealed record ProgramStart
{
    public required IReadOnlyList<string> Arguments { get; init; }

    public required string WorkingDirectory { get; init; }

    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    public required ProgramMark Mark { get; init; }

    /// <summary>The file of <c>SWEEP_METRICS</c>, which the program may write.</summary>
    public required string MetricsFile { get; init; }

    /// <summary>The file of <see cref="UnreadOutput"/>.</summary>
    public required string UnreadFile { get; init; }

    public TimeSpan? Silence { get; init; }
}

/// <summary>The end of a program: its exit code, or 128 plus the number of the signal that ended it; whether it was
/// stopped for its silence; and the last lines of its standard error.</summary>
internal sealed record ProgramEnd(int ExitCode, bool IsSilent, IReadOnlyList<string> LastLines);

/// <summary>Runs a program to its end, reads its output meanwhile, and leaves no process of it behind. Its pipes are
/// read by threads that block: if the store is slow, the program has to wait.</summary>
internal sealed class ProgramRun(ProgramStart start, ProgramMetrics metrics, BoundedLog log, TimeProvider time)
{
    /// <summary>The time in which a program that is asked to stop has to end.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    // After the end of the program, children may still have its pipes; the store may be slow to take what is in them.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(0.5), LongestDrain = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan OwnSignal = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly LastLines _lastLines = new();
    private readonly OutputActivity _activity = new(time);
    private ExceptionDispatchInfo? _fault;
    private bool _isOver;

    /// <summary>Runs the program. A program that diverges or is silent is stopped.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the program has been
    /// stopped.</exception>
    /// <exception cref="ProgramFailedException">The program could not be started.</exception>
    public ProgramEnd Run(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var program = ProgramProcess.Start(start);
        using var unread = UnreadOutput.Watch(program.Output, start.UnreadFile);
        using var file = new MetricsFile(start.MetricsFile, MetricReader());
        OutputReader[] pipes =
        [
            new(program.Output, MetricReader(), _activity, Fail), new(program.Error, ReadError, _activity, Fail),
        ];
        var following = new OutputReader(file, _activity, Fail);
        var (isSilent, isInterrupted) = (false, false);
        try
        {
            while (!program.WaitForExit(Tick))
            {
                log.Flush();
                isSilent = _activity.Silence >= start.Silence;
                isInterrupted = cancellationToken.IsCancellationRequested;
                if (isSilent || isInterrupted || _fault is not null || metrics.Divergence is not null)
                {
                    program.Stop(Grace, time);
                    break;
                }
            }

            var hasEnded = program.WaitForExit(Drain);
            Join(pipes, () => false);
            program.Stop(Grace, time);
            Join(pipes, () => _activity.IsBusy);
            file.End();
            following.Join();
            // A program that ended before it was stopped has ended. A batch system signals all processes of a job: the
            // program may end by the signal before this process has noticed its own.
            if (!isInterrupted && hasEnded && ExitStatus.SignalOf(program.ExitCode) == LibC.Terminate)
                isInterrupted = cancellationToken.WaitHandle.WaitOne(OwnSignal);
            if (isInterrupted)
                cancellationToken.ThrowIfCancellationRequested();
            _fault?.Throw();
            return hasEnded
                ? new ProgramEnd(program.ExitCode, isSilent, _lastLines.ToList())
                : throw new ProgramFailedException("it does not end when it is killed");
        }
        finally
        {
            program.Stop(TimeSpan.Zero, time);
            file.End();
            following.Join();
            lock (_gate)
                _isOver = true;
        }
    }

    // Until the pipes end: a process that cannot be found may have them.
    private void Join(IEnumerable<OutputReader> pipes, Func<bool> isBusy)
    {
        var begin = time.GetTimestamp();
        foreach (var pipe in pipes)
            while (!pipe.Join(Tick) && time.GetElapsedTime(begin) < (isBusy() ? LongestDrain : Drain))
            {
                // Waits on.
            }
    }

    private OutputLines.LineReader MetricReader()
    {
        var (line, steps) = (new MetricLines(), new LineSteps());
        return (bytes, isPiece) =>
        {
            lock (_gate)
            {
                if (_isOver)
                    return;
                if (!isPiece && line.Read(bytes))
                {
                    metrics.Add(line, steps);
                    return;
                }

                if (!isPiece)
                    metrics.AddText(line);
                log.Write(bytes);
            }
        };
    }

    private void ReadError(ReadOnlySpan<byte> bytes, bool isPiece)
    {
        _lastLines.Add(bytes);
        log.Write(bytes);
    }

    private void Fail(Exception exception)
    {
        lock (_gate)
            _fault ??= ExceptionDispatchInfo.Capture(exception);
    }
}
