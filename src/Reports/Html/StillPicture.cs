namespace SweepRunner.Reports.Html;

/// <summary>A chart as a picture, for a page that cannot draw.</summary>
/// <param name="Light">SVG for a light ground.</param>
/// <param name="Dark">SVG for a dark ground.</param>
public sealed record StillPicture(string Light, string Dark);
