using System.Buffers.Binary;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The first page of a file, as far as it tells whose file it is, read without LiteDB. What is read here no
/// commit changes.</summary>
/// <param name="FileLength">How long the file is, in bytes.</param>
/// <param name="Kind">What wrote it.</param>
/// <param name="UserVersion">LiteDB's pragma <c>USER_VERSION</c>.</param>
/// <param name="PageCount">How many pages the file has, where the log is empty.</param>
internal readonly record struct LiteDbHeader(
    long FileLength, LiteDbHeader.FileKind Kind, int UserVersion, uint PageCount)
{
    // LiteDB/Engine/Pages/HeaderPage.cs and EnginePragmas.cs, file version 8.
    private const int InfoPlace = 32, FileVersionPlace = 59, LastPagePlace = 64, UserVersionPlace = 76, Length = 80;

    /// <summary>Programs that write files.</summary>
    public enum FileKind
    {
        /// <summary>None that is known.</summary>
        Other,

        /// <summary>LiteDB 5.</summary>
        LiteDb,

        /// <summary>SQLite.</summary>
        Sqlite,
    }

    private static ReadOnlySpan<byte> LiteDbInfo => "** This is a LiteDB file **\u0008"u8;

    private static ReadOnlySpan<byte> SqliteInfo => "SQLite format 3\0"u8;

    /// <summary>Reads it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LiteDbHeader Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> bytes = stackalloc byte[Length];
        bytes = bytes[..RandomAccess.Read(file, bytes, fileOffset: 0)];
        var length = RandomAccess.GetLength(file);
        if (bytes.StartsWith(SqliteInfo))
            return new LiteDbHeader(length, FileKind.Sqlite, 0, 0);
        if (bytes.Length < Length || !bytes[InfoPlace..(FileVersionPlace + 1)].SequenceEqual(LiteDbInfo))
            return new LiteDbHeader(length, FileKind.Other, 0, 0);
        return new LiteDbHeader(
            length,
            FileKind.LiteDb,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[UserVersionPlace..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[LastPagePlace..]) + 1);
    }
}
