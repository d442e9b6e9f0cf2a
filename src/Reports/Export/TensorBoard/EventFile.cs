using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>Writes event files. TensorBoard reads each file of a run whose name contains <c>tfevents</c>.</summary>
internal static class EventFile
{
    // Without that word, so that a reader never sees half a file.
    private const string Unfinished = "unfinished.tmp";
    private const string Written = "events.out.tfevents.*.sweep";

    /// <summary>Writes a file into a run's folder, which is created if missing, and returns its path. The file appears
    /// whole and replaces an older one. Its name has the creation time of the sweep, so a later export has the same
    /// name.</summary>
    public static string Write(
        string folder, DateTimeOffset created, DateTimeOffset start, IEnumerable<EventRecord> records)
    {
        Directory.CreateDirectory(folder);
        var unfinished = Path.Join(folder, Unfinished);
        using (var file = new BinaryWriter(File.Create(unfinished)))
        {
            foreach (var record in records.Prepend(EventRecords.FileVersion(start)))
                Write(file, record.ToByteArray());
        }
        // TensorBoard sorts a run's files by name. Every time since 2001 has ten digits.
        var path = Path.Join(folder, $"events.out.tfevents.{created.ToUnixTimeSeconds():D10}.sweep");
        File.Move(unfinished, path, overwrite: true);
        return path;
    }

    /// <summary>Removes our event files that are not among the written ones, and the folders of trials that are then
    /// empty.</summary>
    public static void RemoveOlder(string folder, IReadOnlySet<string> written)
    {
        RemoveOlderFiles(folder, written);
        var runs = Directory.GetDirectories(folder).Where(path => RunFolder.IsTrial(Path.GetFileName(path)));
        foreach (var run in runs)
        {
            RemoveOlderFiles(run, written);
            if (!Directory.EnumerateFileSystemEntries(run).Any())
                Directory.Delete(run);
        }
    }

    private static void RemoveOlderFiles(string folder, IReadOnlySet<string> written)
    {
        var files = Directory.GetFiles(folder, Written).Append(Path.Join(folder, Unfinished));
        foreach (var file in files.Where(path => !written.Contains(path)))
            File.Delete(file);
    }

    // The TFRecord framing: length (8 bytes), its masked checksum (4), the data, its masked checksum (4), numbers
    // little-endian. https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
    private static void Write(BinaryWriter file, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
        file.Write(length);
        file.Write(MaskedChecksum.Compute(length));
        file.Write(data);
        file.Write(MaskedChecksum.Compute(data));
    }
}

/// <summary>The checksum of a TFRecord file: CRC-32C (Castagnoli; RFC 3720, appendix B.4), masked so that data that
/// holds checksums still gets a good one: rotated right by 15 bits, plus a constant, modulo 2³² (TensorFlow,
/// <c>core/lib/hash/crc32c.h</c>).</summary>
internal static class MaskedChecksum
{
    private const uint Offset = 0xA282EAD8;
    private const int Rotation = 15;

    public static uint Compute(ReadOnlySpan<byte> bytes) => Mask(Crc32C(bytes));

    internal static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    internal static uint Mask(uint crc) => unchecked(BitOperations.RotateRight(crc, Rotation) + Offset);
}
