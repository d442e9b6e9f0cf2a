using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Programs;

/// <summary>Appends the output of a program to a log file, of which the first and the last bytes are kept. Lines may
/// come from several threads. A log that cannot be written does not stop the program.</summary>
/// <remarks>While the program runs, the last output is in files beside the log, which a killed worker leaves
/// there.</remarks>
internal sealed class BoundedLog : IDisposable
{
    /// <summary>The bytes that are kept of the beginning, and of the end.</summary>
    public const long DefaultBound = 32L << 20;

    private const int BufferSize = 1 << 16;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly long _bound;
    private FileStream? _head;
    private FileStream? _tail;
    private long _headLength;
    private long _tailLength;
    private bool _isBroken;

    public BoundedLog(string path, long bound = DefaultBound)
    {
        (_path, _bound) = (path, bound);
        Try(() => File.Delete(Newest));
        Try(() => File.Delete(Older));
        Try(() => _head = OpenToAppend(path));
        _isBroken = _head is null;
    }

    private string Newest => $"{_path}.end";

    private string Older => $"{_path}.before-end";

    /// <summary>Writes a line, and its end.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            if (_isBroken)
                return;
            try
            {
                Append(line);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _isBroken = true;
            }
        }
    }

    /// <summary>Makes what was written visible to readers of the file.</summary>
    public void Flush()
    {
        lock (_gate)
            Try(() =>
            {
                _head?.Flush();
                _tail?.Flush();
            });
    }

    /// <summary>Joins the parts.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Try(Join);
            Try(() => _tail?.Dispose());
            Try(() => _head?.Dispose());
            _isBroken = true;
        }
    }

    // Lines of this process go to the same file through another descriptor. Only a descriptor that was opened for
    // appending writes behind them.
    private static FileStream OpenToAppend(string path)
    {
        var descriptor = LibC.Open(
            path, LibC.WriteOnly | LibC.Create | LibC.Append | LibC.NotInherited, LibC.ReadableByAll);
        return descriptor >= 0
            ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, BufferSize)
            : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    private FileStream OpenTail() => new(
        Newest, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, BufferSize);

    private void Append(ReadOnlySpan<byte> line)
    {
        if (_tail is null && _headLength + line.Length + 1 <= _bound)
        {
            _headLength += line.Length + 1;
            _head!.Write(line);
            _head.WriteByte((byte)'\n');
            return;
        }

        if (_tail is null)
        {
            WriteNote($"Of what follows, the last {NumberText.Count(_bound, "byte")} are kept; while the program runs, "
                + $"they are in {Path.GetFileName(Newest)}.");
            _tail = OpenTail();
        }
        else if (_tail.Position >= _bound)
        {
            _tail.Dispose();
            File.Move(Newest, Older, overwrite: true);
            _tail = OpenTail();
        }

        _tailLength += line.Length + 1;
        _tail.Write(line);
        _tail.WriteByte((byte)'\n');
    }

    private void WriteNote(string note)
    {
        _head!.Write(Encoding.UTF8.GetBytes($"... {note}\n"));
        _head.Flush();
    }

    private void Join()
    {
        if (_tail is null || _isBroken)
            return;
        var newest = _tail.Position;
        _tail.Dispose();
        using var older = File.Exists(Older) ? File.OpenRead(Older) : Stream.Null;
        SkipTo(older, older.Length - Math.Max(0, _bound - newest));
        if (_tailLength - newest - (older.Length - older.Position) is > 0 and var left)
            WriteNote($"{left} bytes are left out here.");
        older.CopyTo(_head!);
        using (var end = File.OpenRead(Newest))
            end.CopyTo(_head!);
        _head!.Flush();
        File.Delete(Newest);
        File.Delete(Older);
    }

    // To the first line that begins at the position or later.
    private static void SkipTo(Stream stream, long position)
    {
        if (position <= 0)
            return;
        stream.Position = position - 1;
        while (stream.ReadByte() is not ('\n' or < 0))
        {
            // Reads on.
        }
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The log is less important than the trial.
        }
    }
}

/// <summary>The last lines of a program's standard error, each shortened.</summary>
internal sealed class LastLines
{
    private const int Kept = 20, Longest = 500;

    private readonly Lock _gate = new();
    private readonly byte[][] _lines = new byte[Kept][];
    private readonly int[] _lengths = new int[Kept];
    private long _count;

    public void Add(ReadOnlySpan<byte> line)
    {
        // Progress bars write over their line; its last state counts.
        line = line.TrimEnd((byte)'\r');
        line = line[(line.LastIndexOf((byte)'\r') + 1)..];
        lock (_gate)
        {
            var index = _count++ % Kept;
            _lengths[index] = line.Length;
            line[..Math.Min(line.Length, Longest)].CopyTo(_lines[index] ??= new byte[Longest]);
        }
    }

    public IReadOnlyList<string> ToList()
    {
        lock (_gate)
            return
            [
                .. Enumerable.Range(0, (int)Math.Min(_count, Kept))
                    .Select(offset => (int)((_count - Math.Min(_count, Kept) + offset) % Kept))
                    .Select(Text),
            ];
    }

    private string Text(int index)
    {
        var (length, kept) = (_lengths[index], Math.Min(_lengths[index], Longest));
        var text = VisibleText.Line(Encoding.UTF8.GetString(_lines[index], 0, kept));
        return length > kept ? $"{text}... ({length} bytes)" : text;
    }
}
