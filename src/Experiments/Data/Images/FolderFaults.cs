namespace SweepRunner.Experiments.Data.Images;

/// <summary>What is wrong with the image folders of a config.</summary>
internal static class FolderFaults
{
    private const int MostOfAFolder = 10;
    private const int MostOfASentence = 5;

    /// <summary>Every fault; of a folder with many, the first and the number of the others.</summary>
    public static IEnumerable<Fault> Of(ImageFolderConfig config, FolderParts parts, string launcher)
    {
        foreach (var part in parts.All)
        {
            var (folder, faults) = (part.Contents.Listing.Folder, OfFolder(part.Contents, config).ToList());
            // The images of a shipped sweep file are drawn by the user.
            var hint = part == parts.Training && !Path.Exists(folder)
                ? $" '{launcher} data generate shapes DIR' draws images to try."
                : "";
            foreach (var fault in faults.Take(MostOfAFolder))
                yield return new(part.Key, fault + hint);
            if (faults.Count > MostOfAFolder)
                yield return new(
                    part.Key,
                    $"… and {faults.Count - MostOfAFolder} more; '{launcher} data verify {folder}' shows all.");
        }

        foreach (var part in new[] { parts.Validation, parts.Test }.OfType<FolderPart>())
            if (OfClasses(parts.Training.Contents.Listing, part.Contents.Listing) is { } fault)
                yield return new(part.Key, fault);

        foreach (var part in new[] { parts.Validation, parts.Test }.OfType<FolderPart>())
            if (part.Contents.Listing.Folder == parts.Training.Contents.Listing.Folder)
                yield return new(
                    part.Key, $"'{part.Contents.Listing.Folder}' is the folder of the training images; give another.");

        if (config.Resize is null && OfSizes(parts) is { } sizes)
            yield return new("data.resize", sizes);
        if (config.Channels == 2)
            yield return new("data.channels", "2 is out of range; allowed: 1 (grey) or 3 (colour).");
    }

    /// <summary>A sentence for each folder of which files are left out because they cannot be used.</summary>
    public static IEnumerable<string> LeftOut(FolderParts parts) => parts.All
        .Select(part => part.Contents)
        .Where(contents => contents.Unreadable is not [])
        .Select(contents =>
            $"Leaving out {contents.Unreadable.Count} of the {contents.Files.Count} images of "
                + $"'{contents.Listing.Folder}': {Some(contents.Unreadable, "; ")}.");

    /// <summary>A sentence for each file that cannot be used.</summary>
    public static IEnumerable<string> OfUnreadable(FolderContents contents) => contents.Unreadable.Select(file =>
        $"{file}; replace it, remove it, or leave it out with 'data.skipUnreadable'.");

    private static IEnumerable<string> OfFolder(FolderContents contents, ImageFolderConfig config) =>
    [
        .. contents.Listing.Faults,
        .. config.SkipUnreadable ? OfEmptiedClasses(contents) : OfUnreadable(contents),
    ];

    private static IEnumerable<string> OfEmptiedClasses(FolderContents contents) => contents
        .Files
        .GroupBy(file => file.File.Class)
        .Where(files => files.All(file => file.Fault is not null))
        .Select(files => $"'{Path.Join(contents.Listing.Folder, files.Key)}' has no image that can be used; replace "
            + "its files, or remove the folder.");

    // What has no class at all is another fault.
    private static string? OfClasses(FolderListing training, FolderListing other)
    {
        var (more, missing) = (other.Classes.Except(training.Classes), training.Classes.Except(other.Classes));
        string[] differences =
        [
            .. more.Any() ? [$"has {Names(more)} in addition"] : Array.Empty<string>(),
            .. missing.Any() ? [$"lacks {Names(missing)}"] : Array.Empty<string>(),
        ];
        return differences is [] || other.Classes is [] || training.Classes is []
            ? null
            : $"'{other.Folder}' must have the classes of '{training.Folder}', but "
                + $"{string.Join(" and ", differences)}.";
    }

    private static string? OfSizes(FolderParts parts)
    {
        var sizes = parts.All
            .SelectMany(part => part.Contents.Sizes)
            .GroupBy(size => size.Shape)
            .Select(same => same.First() with { Count = same.Sum(size => size.Count) })
            .OrderByDescending(size => size.Count)
            .ToList();
        return sizes.Count < 2
            ? null
            : $"The images have {sizes.Count} sizes, such as {sizes[0]} and {sizes[1]}; set 'data.resize' to the side "
                + "of the square that they are resized to.";
    }

    private static string Names(IEnumerable<string> classes) =>
        Some([.. classes.Select(name => $"'{name}'")], ", ");

    private static string Some(IReadOnlyList<string> texts, string separator) =>
        texts.Count > MostOfASentence
            ? $"{string.Join(separator, texts.Take(MostOfASentence))} and {texts.Count - MostOfASentence} more"
            : string.Join(separator, texts);
}
