using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The files of a store: two of LiteDB and three lock files.</summary>
internal sealed record LiteDbFiles(string Path)
{
    /// <summary>Bytes of a LiteDB page.</summary>
    public const int PageLength = 8192;

    /// <summary>LiteDB's log: what was committed and is not yet in the file. LiteDB keeps the extension at the
    /// end.</summary>
    public string Log { get; } = System.IO.Path.Join(
        System.IO.Path.GetDirectoryName(Path),
        $"{System.IO.Path.GetFileNameWithoutExtension(Path)}-log{System.IO.Path.GetExtension(Path)}");

    /// <summary>Locked while a process writes, whatever else it does meanwhile.</summary>
    public string WriterLock { get; } = Path + "-writer";

    /// <summary>Locked while a process has file and log open. Holds the log's <see cref="LogSeal"/>.</summary>
    public string EngineLock { get; } = Path + "-lock";

    /// <summary>Locked while a process waits for <see cref="EngineLock"/> alone; readers pass through it first, so that
    /// they cannot overtake without end.</summary>
    public string Gate { get; } = Path + "-gate";

    /// <summary>Bytes of the log; 0 if there is none.</summary>
    public long LogLength => new FileInfo(Log) is { Exists: true } log ? log.Length : 0;

    public static long WholePages(long length) => length / PageLength * PageLength;
}

/// <summary>The origin of a file, from its first page, read without LiteDB. No commit changes it. While the log is
/// empty, the file has <paramref name="PageCount"/> pages.</summary>
internal readonly record struct LiteDbHeader(
    long FileLength, LiteDbHeader.FileFormat Kind, int UserVersion, uint PageCount)
{
    // LiteDB/Engine/Pages/HeaderPage.cs and EnginePragmas.cs, file version 8.
    private const int InfoPlace = 32, FileVersionPlace = 59, LastPagePlace = 64, UserVersionPlace = 76, Length = 80;

    public enum FileFormat { Other, LiteDb, Sqlite }

    private static ReadOnlySpan<byte> LiteDbInfo => "** This is a LiteDB file **\u0008"u8;

    private static ReadOnlySpan<byte> SqliteInfo => "SQLite format 3\0"u8;

    public static LiteDbHeader Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> bytes = stackalloc byte[Length];
        bytes = bytes[..RandomAccess.Read(file, bytes, fileOffset: 0)];
        var length = RandomAccess.GetLength(file);
        if (bytes.StartsWith(SqliteInfo))
            return new LiteDbHeader(length, FileFormat.Sqlite, 0, 0);
        if (bytes.Length < Length || !bytes[InfoPlace..(FileVersionPlace + 1)].SequenceEqual(LiteDbInfo))
            return new LiteDbHeader(length, FileFormat.Other, 0, 0);
        return new LiteDbHeader(
            length,
            FileFormat.LiteDb,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[UserVersionPlace..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[LastPagePlace..]) + 1);
    }
}

/// <summary>The first <paramref name="length"/> bytes of a file, for LiteDB to read.</summary>
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
