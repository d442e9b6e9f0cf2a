namespace SweepRunner.Reports.Html;

/// <summary>The files of <c>Html/Page</c> and the library, as the build embedded them.</summary>
internal static class PageFiles
{
    /// <summary>A file's text.</summary>
    public static string Read(string name) =>
        Find(name) ?? throw new InvalidOperationException($"The build did not embed '{name}'.");

    /// <summary>A file's text; null where the build had none.</summary>
    public static string? Find(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
