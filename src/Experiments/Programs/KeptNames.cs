namespace SweepRunner.Experiments.Programs;

/// <summary>Keeps the names of metrics, so that a name is not made anew for each line, and tells which names a line has
/// had.</summary>
internal sealed class KeptNames
{
    // Names beyond these are made anew each time.
    private const int Most = 4096;

    private readonly Dictionary<string, long> _lastLines = [];
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly HashSet<string> _othersInLine = [];
    private long _line;

    public KeptNames() => _bySpan = _lastLines.GetAlternateLookup<ReadOnlySpan<char>>();

    public void BeginLine()
    {
        _line++;
        _othersInLine.Clear();
    }

    public string Find(ReadOnlySpan<char> name)
    {
        if (_bySpan.TryGetValue(name, out var kept, out _))
            return kept;
        var made = name.ToString();
        if (_lastLines.Count < Most)
            _lastLines.Add(made, 0);
        return made;
    }

    /// <summary>True for the first call with the name since <see cref="BeginLine"/>.</summary>
    public bool IsFirstInLine(string name)
    {
        if (!_lastLines.TryGetValue(name, out var last))
            return _othersInLine.Add(name);
        _lastLines[name] = _line;
        return last != _line;
    }
}
