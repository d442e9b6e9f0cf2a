using System.Globalization;
using System.Text;

namespace SweepRunner.Runner;

/// <summary>
/// The standard output or error of the process. What cannot be written there (a full disk, a terminal that is gone) is
/// lost, and never ends what writes it: a sweep does not depend on who watches.
/// </summary>
/// <param name="stream">The stream as .NET opens it, which says nothing of a pipe that nobody reads any more.</param>
internal sealed class StandardWriter(TextWriter stream) : TextWriter(CultureInfo.InvariantCulture)
{
    private string? _fault;

    /// <inheritdoc/>
    public override Encoding Encoding => stream.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => stream.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => stream.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => stream.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => stream.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(stream.Flush);

    /// <summary>Why something could not be written since this was last asked; null where all was.</summary>
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
            // What .NET makes of a descriptor that is not open for writing.
            _fault = "It is closed";
        }
    }
}
