namespace SweepRunner.Configuration;

/// <summary>Where a value was written.</summary>
/// <param name="Source">The file as named by its user, or <c>--set PATH=VALUE</c>.</param>
/// <param name="Line">Line from 1; 0 for a source of one piece.</param>
/// <param name="Column">Column from 1 in UTF-16 units; 0 for a source of one piece.</param>
public readonly record struct SourcePosition(string Source, int Line, int Column)
{
    /// <summary>The source as one piece.</summary>
    public static SourcePosition Whole(string source) => new(source, 0, 0);

    /// <summary><c>FILE(LINE,COLUMN)</c>, or the source alone.</summary>
    public override string ToString() => Line == 0 ? Source : $"{Source}({Line},{Column})";
}
