using Microsoft.Win32.SafeHandles;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The first bytes of a file, for LiteDB to read.</summary>
/// <param name="path">The file.</param>
/// <param name="length">Bytes that can be read.</param>
internal sealed class PageStream(string path, long length) : Stream
{
    private readonly SafeFileHandle _file = File.OpenHandle(
        path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var left = Math.Max(0, length - Position);
        var read = RandomAccess.Read(_file, buffer.AsSpan(offset, (int)Math.Min(count, left)), Position);
        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}
