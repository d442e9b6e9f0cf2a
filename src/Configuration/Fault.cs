
namespace SweepRunner.Configuration;

/// <summary>One thing wrong with a configuration, found before anything runs.</summary>
/// <param name="Path">Dotted path of the key, list items by number: <c>space.optimizer.lr.2</c>; empty for the
/// document.</param>
/// <param name="Message">What is wrong, the value got, what is allowed and what to do, in one sentence.</param>
public sealed record Fault(string Path, string Message)
{
    /// <summary>Where it stands; null where no text is at fault.</summary>
    public SourcePosition? Position { get; init; }

    /// <summary>The value got, as written; null where there is none.</summary>
    public string? Got { get; init; }

    /// <summary>What is allowed, in words; null where the message needs no such list.</summary>
    public string? Allowed { get; init; }

    /// <summary>The known name that is nearest to the one got; null where none is near.</summary>
    public string? Nearest { get; init; }

    /// <summary>One line: <c>FILE(LINE,COLUMN): PATH: MESSAGE</c>, parts that are not there left out.</summary>
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
