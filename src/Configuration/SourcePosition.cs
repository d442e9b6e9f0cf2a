namespace SweepRunner.Configuration;

/// <summary>The position of a value.</summary>
/// <param name="Source">The file as the user named it, or <c>--set PATH=VALUE</c>.</param>
/// <param name="Line">The line, from 1; 0 for the whole source.</param>
/// <param name="Column">The column, from 1 in UTF-16 units; 0 for the whole source.</param>
public readonly record struct SourcePosition(string Source, int Line, int Column)
{
    /// <summary>The whole source.</summary>
    public static SourcePosition Whole(string source) => new(source, 0, 0);

    /// <summary><c>FILE(LINE,COLUMN)</c>, or only the source.</summary>
    public override string ToString() => Line == 0 ? Source : $"{Source}({Line},{Column})";
}
