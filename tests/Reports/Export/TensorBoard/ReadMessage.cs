using System.Text;
using Google.Protobuf;

namespace SweepRunner.Reports.Tests.Export.TensorBoard;

/// <summary>A protobuf message taken apart with no knowledge of what its fields are.</summary>
internal sealed class ReadMessage
{
    private readonly List<(int Number, object Value)> _fields = [];

    public ReadMessage(byte[] bytes)
    {
        using var input = new CodedInputStream(bytes);
        while (input.ReadTag() is not 0 and var tag)
        {
            _fields.Add((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadInt64(),
                WireFormat.WireType.Fixed64 => input.ReadDouble(),
                WireFormat.WireType.Fixed32 => input.ReadFloat(),
                WireFormat.WireType.LengthDelimited => (object)input.ReadBytes().ToByteArray(),
                var type => throw new InvalidDataException($"No field here is a {type}."),
            }));
        }
    }

    /// <summary>The numbers of the fields, in their order.</summary>
    public IEnumerable<int> Numbers => _fields.Select(each => each.Number);

    public bool Has(int number) => _fields.Any(field => field.Number == number);

    /// <summary>The field's value; fails where it is not there once.</summary>
    public T Get<T>(int number) => (T)_fields.Single(field => field.Number == number).Value;

    public string Text(int number) => Encoding.UTF8.GetString(Get<byte[]>(number));

    public ReadMessage Message(int number) => new(Get<byte[]>(number));

    public IEnumerable<ReadMessage> Messages(int number) =>
        _fields.Where(field => field.Number == number).Select(field => new ReadMessage((byte[])field.Value));
}
