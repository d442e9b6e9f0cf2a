namespace SweepRunner.Experiments.Data;

/// <summary>Images of the user's own: a folder with one sub-folder a class.</summary>
public sealed record ImageFolderConfig : DataConfig
{
    /// <summary>The name in a config.</summary>
    public const string DataName = "image-folder";

    /// <summary>The values of <see cref="Fit"/>.</summary>
    public const string Stretch = "stretch", Cover = "cover", Contain = "contain";

    private const string NotBlank = @"[\s\S]*\S[\s\S]*";

    // What does not change the numbers of a trial, if its content is known.
    internal static readonly string[] NotIdentifying = ["path", "validationPath", "testPath", "memory"];

    [Description(
        "The folder of the training images, with one sub-folder a class; counted from the sweep file's folder.")]
    [RegularExpression(NotBlank, ErrorMessage = "a path")]
    public required string Path { get; init; }

    [Description(
        "The folder of the validation images, with the same classes. When absent, training images are set aside.")]
    [RegularExpression(NotBlank, ErrorMessage = "a path")]
    public string? ValidationPath { get; init; }

    [Description("The folder of the test images, with the same classes. When absent, nothing is tested.")]
    [RegularExpression(NotBlank, ErrorMessage = "a path")]
    public string? TestPath { get; init; }

    [Description(
        "How an image becomes a square: stretched, scaled to cover it and cut, or scaled to fit into it and padded.")]
    [AllowedValues(Stretch, Cover, Contain)]
    public string Fit { get; init; } = Stretch;

    [Description("1 for grey, 3 for colour."), Range(1, 3)]
    public int Channels { get; init; } = 3;

    [Description("Leaves out files that cannot be read, and names them; without it, they are faults.")]
    public bool SkipUnreadable { get; init; }

    [Description("MiB of decoded images that a process keeps; it decodes the others anew in each epoch.")]
    [Range(0, 1_048_576)]
    public int Memory { get; init; } = 1024;

    [Description(
        "The SHA-256 of the images, as sweep stores it. Given in a file, other images are a fault.")]
    [RegularExpression("[0-9a-f]{64}", ErrorMessage = "64 hexadecimal digits")]
    public string? Sha256 { get; init; }
}
