namespace SweepRunner.Configuration;

/// <summary>A fault of a configuration, found before anything runs.</summary>
/// <param name="Path">Dotted path of the key, list items by number: <c>space.optimizer.lr.2</c>; empty for the
/// document.</param>
/// <param name="Message">One sentence: the fault, the value, the allowed values and the way out.</param>
/// <param name="Position">Its position; null where no text is at fault.</param>
public sealed record Fault(string Path, string Message, SourcePosition? Position = null)
{
    /// <summary>One line: <c>FILE(LINE,COLUMN): PATH: MESSAGE</c>, without the parts that are absent.</summary>
    public override string ToString()
    {
        var place = Position is { } position ? position + ": " : "";
        var line = Path.Length == 0 ? place + Message : $"{place}{Path}: {Message}";
        // A key may hold a line break, and a fault is one line.
        return string.Concat(line.Select(each => char.IsControl(each) ? $"\\u{(int)each:x4}" : $"{each}"));
    }
}

/// <summary>A document has faults. The message is one line for each.</summary>
public sealed class FaultsException(IReadOnlyList<Fault> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>Every fault, in the order of the text.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults;
}
