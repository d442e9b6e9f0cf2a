using System.Text;

namespace SweepRunner.Runner.Tests;

public sealed class StandardWriterTests
{
    [Fact]
    public async Task Write_StreamThatIsWell_GetsAllOfIt()
    {
        await using var stream = new StringWriter { NewLine = "\n" };
        await using var writer = new StandardWriter(stream);
        await WriteAllWaysAsync(writer);

        Assert.Equal("abcd\ne\nf\n", stream.ToString().ReplaceLineEndings("\n"));
        Assert.Null(writer.TakeFault());
    }

    [Fact]
    public async Task Write_StreamThatFails_IsLostAndTheReasonIsKept()
    {
        await using var writer = FailingWith(new IOException("No space left on device"));
        await WriteAllWaysAsync(writer);

        Assert.Equal("No space left on device", writer.TakeFault());
        Assert.Null(writer.TakeFault());
    }

    [Fact]
    public void Write_ClosedDescriptor_SaysSo()
    {
        using var writer = FailingWith(new UnauthorizedAccessException("Access to the path is denied."));
        writer.WriteLine("text");

        Assert.Equal("It is closed", writer.TakeFault());
    }

    [Fact]
    public void Write_FaultOfTheProgramItself_IsNotHidden()
    {
        using var writer = FailingWith(new InvalidOperationException());

        Assert.Throws<InvalidOperationException>(() => writer.Write("text"));
    }

    private static StandardWriter FailingWith(Exception fault) => new(new FailingStream(fault));

    private static async Task WriteAllWaysAsync(StandardWriter writer)
    {
        writer.Write('a');
        writer.Write("b");
        writer.Write(['c']);
        writer.WriteLine("d");
        await writer.WriteAsync("e");
        writer.WriteLine();
        await writer.WriteLineAsync("f");
        await writer.FlushAsync();
    }

    private sealed class FailingStream(Exception fault) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw fault;

        public override void Flush() => throw fault;
    }
}
