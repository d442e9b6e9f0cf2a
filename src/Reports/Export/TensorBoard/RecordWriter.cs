using System.Buffers.Binary;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>
/// Writes records in the TFRecord framing: length (8 bytes), its masked checksum (4), the data, its masked checksum
/// (4), each number little-endian. Source:
/// https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details.
/// </summary>
/// <param name="target">The stream; the caller closes it.</param>
internal sealed class RecordWriter(Stream target)
{
    /// <summary>Adds a record.</summary>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    public void Write(ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[sizeof(ulong)..], MaskedChecksum.Compute(header[..sizeof(ulong)]));
        Span<byte> footer = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, MaskedChecksum.Compute(data));
        target.Write(header);
        target.Write(data);
        target.Write(footer);
    }
}
