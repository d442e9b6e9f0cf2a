using System.Buffers.Binary;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>What the first page of a file tells about its origin, read without LiteDB. No commit changes it.</summary>
/// <param name="FileLength">Bytes of the file.</param>
/// <param name="Kind">The program that wrote it.</param>
/// <param name="UserVersion">LiteDB's pragma <c>USER_VERSION</c>.</param>
/// <param name="PageCount">Pages of the file while the log is empty.</param>
internal readonly record struct LiteDbHeader(
    long FileLength, LiteDbHeader.FileKind Kind, int UserVersion, uint PageCount)
{
    // LiteDB/Engine/Pages/HeaderPage.cs and EnginePragmas.cs, file version 8.
    private const int InfoPlace = 32, FileVersionPlace = 59, LastPagePlace = 64, UserVersionPlace = 76, Length = 80;

    public enum FileKind
    {
        Other,

        LiteDb,

        Sqlite,
    }

    private static ReadOnlySpan<byte> LiteDbInfo => "** This is a LiteDB file **\u0008"u8;

    private static ReadOnlySpan<byte> SqliteInfo => "SQLite format 3\0"u8;

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
