using System.Security.Cryptography;
using System.Text;

namespace SweepRunner.Experiments.Data.Images;

/// <summary>A folder of a config.</summary>
/// <param name="Key">The path of its key: <c>data.path</c>.</param>
/// <param name="Contents">What it contains.</param>
internal sealed record FolderPart(string Key, FolderContents Contents);

/// <summary>The folders of a config.</summary>
internal sealed record FolderParts(FolderPart Training, FolderPart? Validation, FolderPart? Test)
{
    /// <summary>Those that there are.</summary>
    public IEnumerable<FolderPart> All => new[] { Training, Validation, Test }.OfType<FolderPart>();

    /// <summary>Reads the folders of a config.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FolderParts Read(ImageFolders folders, ImageFolderConfig config)
    {
        var absolute = folders.Absolute(config);
        return new(
            Part("data.path", absolute.Path),
            absolute.ValidationPath is { } validation ? Part("data.validationPath", validation) : null,
            absolute.TestPath is { } test ? Part("data.testPath", test) : null);

        FolderPart Part(string key, string folder) => new(key, FolderContents.Read(folders, folder));
    }

    /// <summary>The shape of the data set, which has no faults.</summary>
    public DatasetInfo InfoOf(ImageFolderConfig config)
    {
        var (height, width) = config.Resize is { } side ? (side, side) : Training.Contents.Sizes.First().Shape;
        return new DatasetInfo(
            config.Name, config.Channels, height, width, Training.Contents.Listing.Classes.Count, Count(Training),
            Count(Test))
        {
            ValidationImages = Count(Validation),
        };

        static int Count(FolderPart? part) => part?.Contents.Images.Count ?? 0;
    }

    /// <summary>The SHA-256, in lower-case hexadecimal, of the names of the classes and of the names and contents of
    /// the images that are used, in order.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in All)
        {
            Append(part.Key);
            foreach (var image in part.Contents.Images)
            {
                Append(image.File.Name);
                Append(image.Sha256!);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // A name contains no NUL.
        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
    }
}
