using SweepRunner.Experiments.Programs;

namespace SweepRunner.Runner.Programs;

/// <summary>Reads a stream of a program's output line by line, on a thread of its own, to its end.</summary>
internal sealed class OutputReader
{
    private readonly Thread _thread;

    public OutputReader(Stream stream, OutputLines.LineReader read, OutputActivity activity, Action<Exception> fail)
        : this(() => ReadToEnd(stream, new OutputLines(read), activity), fail)
    {
    }

    public OutputReader(MetricsFile file, OutputActivity activity, Action<Exception> fail)
        : this(() => file.Follow(activity), fail)
    {
    }

    private OutputReader(Action read, Action<Exception> fail)
    {
        _thread = new Thread(() =>
        {
            try
            {
                read();
            }
            catch (Exception exception)
            {
                fail(exception);
            }
        })
        { IsBackground = true };
        _thread.Start();
    }

    /// <summary>True if the stream has ended within the time.</summary>
    public bool Join(TimeSpan time) => _thread.Join(time);

    /// <summary>Waits for the end of the stream.</summary>
    public void Join() => _thread.Join();

    private static void ReadToEnd(Stream stream, OutputLines lines, OutputActivity activity)
    {
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is > 0 and var length)
            using (activity.Begin())
                lines.Add(buffer.AsSpan(0, length));
        using (activity.Begin())
            lines.End();
    }
}

/// <summary>The file of <c>SWEEP_METRICS</c>, read every 0.1 s while the program runs, and then to its end.</summary>
internal sealed class MetricsFile(string path, OutputLines.LineReader read) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.1);

    private readonly OutputLines _lines = new(read);
    private readonly ManualResetEventSlim _hasEnded = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private long _position;

    /// <summary>Reads what is there, and what is added until <see cref="End"/> is called.</summary>
    public void Follow(OutputActivity activity)
    {
        while (!_hasEnded.Wait(Interval))
            ReadNew(activity);
        ReadNew(activity);
        using (activity.Begin())
            _lines.End();
    }

    /// <summary>Reads the rest and stops.</summary>
    public void End() => _hasEnded.Set();

    public void Dispose() => _hasEnded.Dispose();

    private void ReadNew(OutputActivity activity)
    {
        using var file = TryOpen();
        if (file is null || file.Length == _position)
            return;
        // A program may write the file anew.
        _position = file.Length < _position ? 0 : _position;
        file.Position = _position;
        while (file.Read(_buffer) is > 0 and var length)
        {
            using (activity.Begin())
                _lines.Add(_buffer.AsSpan(0, length));
            _position = file.Position;
        }
    }

    private FileStream? TryOpen()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The program may remove it.
            return null;
        }
    }
}

/// <summary>Tells for how long a program has been silent. While a thread works on output, or waits for the store, it is
/// not.</summary>
internal sealed class OutputActivity(TimeProvider time)
{
    private int _busy;
    private long _last = time.GetTimestamp();

    public bool IsBusy => Volatile.Read(ref _busy) > 0;

    public TimeSpan Silence => IsBusy ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _last));

    /// <summary>Begins work on output, until the result is disposed.</summary>
    public Work Begin()
    {
        Interlocked.Increment(ref _busy);
        return new Work(this);
    }

    public readonly struct Work(OutputActivity activity) : IDisposable
    {
        public void Dispose()
        {
            Volatile.Write(ref activity._last, activity.Now);
            Interlocked.Decrement(ref activity._busy);
        }
    }

    private long Now => time.GetTimestamp();
}
