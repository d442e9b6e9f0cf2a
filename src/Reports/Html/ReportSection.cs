namespace SweepRunner.Reports.Html;

/// <summary>A part of the page under a heading.</summary>
/// <param name="Id">Its name in links.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Body">What it holds.</param>
internal sealed record ReportSection(string Id, string Heading, HtmlText Body);

/// <summary>A chart as a picture, for a page that cannot draw.</summary>
/// <param name="Light">SVG for a light ground.</param>
/// <param name="Dark">SVG for a dark ground.</param>
public sealed record StillPicture(string Light, string Dark);
