using System.Runtime.CompilerServices;
using System.Text.Json;
using SweepRunner.Experiments.Data.Augmentation;

namespace SweepRunner.Experiments.Tests.Data.Augmentation;

/// <summary>An image, [channels, height, width] from 0 to 255, and the pixels that SciPy made of it, from 0 to 1:
/// written by bench/reference/augmentation.py.</summary>
internal sealed record AffineCase(
    string Fill, int[] Shape, ImageTransform Transform, int[] Image, float[] Expected)
{
    public static IReadOnlyList<AffineCase> All([CallerFilePath] string source = "") =>
        JsonSerializer.Deserialize<AffineCase[]>(
            File.ReadAllText(Path.Combine(Path.GetDirectoryName(source)!, "Expected", "affine.json")),
            JsonSerializerOptions.Web)!;
}
