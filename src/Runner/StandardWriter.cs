using System.Text;

namespace SweepRunner.Runner;

/// <summary>The standard output or error of the process, as .NET opens it. Text that cannot be written, to a full disk
/// or a closed terminal, is lost without an exception: a sweep does not depend on who watches.</summary>
internal sealed class StandardWriter(TextWriter stream) : TextWriter
{
    private string? _fault;

    public override Encoding Encoding => stream.Encoding;

    public override void Write(char value) => Try(() => stream.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => stream.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => stream.Write(value));

    public override void WriteLine(string? value) => Try(() => stream.WriteLine(value));

    public override void Flush() => Try(stream.Flush);

    /// <summary>Why text could not be written since the last call; null if all was.</summary>
    public string? TakeFault() => Interlocked.Exchange(ref _fault, null);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception)
        {
            _fault = exception.Message;
        }
        catch (UnauthorizedAccessException)
        {
            // .NET throws this for a descriptor that is not open for writing.
            _fault = "It is closed";
        }
    }
}
