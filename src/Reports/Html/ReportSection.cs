namespace SweepRunner.Reports.Html;

/// <summary>A part of the page under a heading.</summary>
/// <param name="Id">Its name in links.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Body">What it holds.</param>
internal sealed record ReportSection(string Id, string Heading, HtmlText Body);
