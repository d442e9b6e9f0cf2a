namespace SweepRunner.Reports.Html;

/// <summary>A table that the page sorts and filters.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record PageTable(IReadOnlyList<PageColumn> Columns, IReadOnlyList<PageRow> Rows);

/// <summary>A column.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">True for numbers, which line up at the right.</param>
/// <param name="Help">What it holds; null where the heading says it.</param>
internal sealed record PageColumn(string Title, bool IsNumber = true, string? Help = null);

/// <summary>A row.</summary>
internal sealed record PageRow
{
    /// <summary>A value for each column: a text, a number, null, or a pair of sort key and text.</summary>
    public required IReadOnlyList<object?> Cells { get; init; }

    /// <summary>What the layers of the cell's learning curve have as their key; null where there is none.</summary>
    public string? Key { get; init; }

    /// <summary>The sweep's index.</summary>
    public required int Sweep { get; init; }

    /// <summary>What runs it again, behind what is the same for the whole sweep.</summary>
    public required string Command { get; init; }

    /// <summary>What more there is to say.</summary>
    public required string About { get; init; }

    /// <summary>True for what is beside the point.</summary>
    public bool IsMuted { get; init; }
}
