namespace SweepRunner.Experiments.Data.Images;

/// <summary>What one image folder contains.</summary>
/// <param name="Folder">Its full path.</param>
/// <param name="Classes">Its classes, in order.</param>
/// <param name="Sizes">The sizes of the images, the most frequent first.</param>
/// <param name="Others">The paths of visible files that are no images.</param>
/// <param name="Faults">Every fault, a sentence each.</param>
public sealed record ImageFolderReport(
    string Folder,
    IReadOnlyList<ImageClass> Classes,
    IReadOnlyList<ImageSize> Sizes,
    IReadOnlyList<string> Others,
    IReadOnlyList<string> Faults)
{
    /// <summary>Reads and decodes every image of a folder.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImageFolderReport Create(ImageFolders folders, string folder)
    {
        var contents = FolderContents.Read(folders, Path.GetFullPath(folder));
        var counts = contents.Images.CountBy(image => image.File.Class).ToDictionary();
        return new ImageFolderReport(
            contents.Listing.Folder,
            [.. contents.Listing.Classes.Select(name => new ImageClass(name, counts.GetValueOrDefault(name)))],
            [.. contents.Sizes.Select(size => new ImageSize(size.Shape.Width, size.Shape.Height, size.Count))],
            contents.Listing.Others,
            [.. contents.Listing.Faults, .. FolderFaults.OfUnreadable(contents)]);
    }
}

/// <summary>A class and the number of its images.</summary>
public sealed record ImageClass(string Name, int Images);

/// <summary>A size in pixels and the number of images that have it.</summary>
public sealed record ImageSize(int Width, int Height, int Images);
