using Google.Protobuf;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>
/// Protobuf messages written field by field. A field is written even where it has its type's default value: inside a
/// <c>oneof</c> that tells zero from nothing.
/// </summary>
internal static class Message
{
    // Most messages here are smaller; larger ones only flush more often.
    private const int BufferSize = 128;

    /// <summary>The bytes of a message.</summary>
    /// <param name="write">Writes its fields.</param>
    public static byte[] Of(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream(BufferSize);
        using (var fields = new CodedOutputStream(bytes, BufferSize, leaveOpen: true))
            write(fields);
        return bytes.ToArray();
    }

    /// <summary>Adds a <c>double</c>.</summary>
    public static void Add(this CodedOutputStream fields, int number, double value)
    {
        fields.WriteTag(number, WireFormat.WireType.Fixed64);
        fields.WriteDouble(value);
    }

    /// <summary>Adds a <c>float</c>.</summary>
    public static void Add(this CodedOutputStream fields, int number, float value)
    {
        fields.WriteTag(number, WireFormat.WireType.Fixed32);
        fields.WriteFloat(value);
    }

    /// <summary>Adds an <c>int64</c>, or of an enumeration the value's number.</summary>
    public static void Add(this CodedOutputStream fields, int number, long value)
    {
        fields.WriteTag(number, WireFormat.WireType.Varint);
        fields.WriteInt64(value);
    }

    /// <summary>Adds a <c>bool</c>.</summary>
    public static void Add(this CodedOutputStream fields, int number, bool value)
    {
        fields.WriteTag(number, WireFormat.WireType.Varint);
        fields.WriteBool(value);
    }

    /// <summary>Adds a <c>string</c>.</summary>
    public static void Add(this CodedOutputStream fields, int number, string value)
    {
        fields.WriteTag(number, WireFormat.WireType.LengthDelimited);
        fields.WriteString(value);
    }

    /// <summary>Adds <c>bytes</c>.</summary>
    public static void Add(this CodedOutputStream fields, int number, byte[] value)
    {
        fields.WriteTag(number, WireFormat.WireType.LengthDelimited);
        fields.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }

    /// <summary>Adds a message.</summary>
    public static void Add(this CodedOutputStream fields, int number, Action<CodedOutputStream> write) =>
        fields.Add(number, Of(write));
}
