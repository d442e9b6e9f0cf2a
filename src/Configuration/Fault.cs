
namespace SweepRunner.Configuration;

/// <summary>One thing wrong with a configuration, found before anything runs.</summary>
/// <param name="Path">Dotted path of the key, list items by number: <c>space.optimizer.lr.2</c>; empty for the
/// document.</param>
/// <param name="Message">One sentence: the fault, the value, the allowed values and the way out.</param>
public sealed record Fault(string Path, string Message)
{
    /// <summary>The position in the text; null if the fault is not in a text.</summary>
    public SourcePosition? Position { get; init; }

    /// <summary>The value as written; null if there is none.</summary>
    public string? Got { get; init; }

    /// <summary>The allowed values in words; null if the message does not list them.</summary>
    public string? Allowed { get; init; }

    /// <summary>The known name nearest to the given one; null if none is near.</summary>
    public string? Nearest { get; init; }

    /// <summary>One line: <c>FILE(LINE,COLUMN): PATH: MESSAGE</c>, without missing parts.</summary>
    public override string ToString()
    {
        var place = Position is { } position ? position + ": " : "";
        var line = Path.Length == 0 ? place + Message : $"{place}{Path}: {Message}";
        // A key may contain a line break, but a fault is one line.
        return string.Concat(line.Select(each => char.IsControl(each) ? $"\\u{(int)each:x4}" : $"{each}"));
    }
}

/// <summary>A document has faults. The message is one line for each.</summary>
public sealed class FaultsException(IReadOnlyList<Fault> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>Every fault, in the order of the text.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults;
}
