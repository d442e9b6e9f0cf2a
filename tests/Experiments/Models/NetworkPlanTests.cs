using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Models.Layers;

namespace SweepRunner.Experiments.Tests.Models;

/// <summary>The figures of the networks' definition, computed beforehand by a reference implementation.</summary>
public sealed class NetworkPlanTests
{
    [Theory]
    [InlineData("lenet", 1, 28, 1.0, 61_706)]
    [InlineData("alexnet", 1, 224, 1.0, 46_764_746)]
    [InlineData("alexnet-plain", 1, 244, 1.0, 58_299_082)]
    [InlineData("alexnet-slim", 1, 224, 1.0, 29_983_434)]
    [InlineData("alexnet-half", 3, 224, 1.0, 14_601_930)]
    [InlineData("vgg11", 1, 224, 1.0, 128_806_154)]
    [InlineData("vgg11", 1, 224, 0.125, 2_018_346)]
    [InlineData("nin", 1, 224, 1.0, 1_992_166)]
    [InlineData("googlenet", 1, 96, 1.0, 5_977_530)]
    [InlineData("resnet18", 1, 224, 1.0, 11_178_378)]
    [InlineData("resnet18", 1, 96, 1.0, 11_178_378)]
    [InlineData("densenet", 1, 96, 1.0, 758_226)]
    [InlineData("alexnet", 1, 224, 0.25, 2_934_458)]
    [InlineData("alexnet-plain", 1, 244, 0.25, 3_655_354)]
    [InlineData("alexnet-plain", 1, 99, 0.25, 1_558_202)]
    [InlineData("alexnet-slim", 1, 224, 0.25, 1_884_858)]
    [InlineData("vgg11", 1, 224, 0.25, 8_060_234)]
    [InlineData("nin", 1, 224, 0.25, 133_798)]
    [InlineData("resnet18", 1, 96, 0.25, 702_570)]
    [InlineData("densenet", 1, 96, 0.25, 49_860)]
    public void Parameters_OfANetwork_AreTheReferences(
        string name,
        int channels,
        int side,
        double width,
        long expected) => Assert.Equal(expected, Plan(name, channels, side, width).Parameters);

    [Theory]
    [InlineData("lenet", 1, 28, "6×28×28, 6×14×14, 16×10×10, 16×5×5, 400, 120, 84, 10")]
    [InlineData(
        "alexnet",
        1,
        224,
        "96×54×54, 96×26×26, 256×26×26, 256×12×12, 384×12×12, 384×12×12, 256×12×12, 256×5×5, 6400, 4096, 4096, 10")]
    [InlineData(
        "alexnet-plain",
        1,
        244,
        "96×59×59, 96×29×29, 256×29×29, 256×14×14, 384×14×14, 384×14×14, 256×14×14, 256×6×6, 9216, 4096, 4096, 10")]
    [InlineData(
        "alexnet-slim",
        1,
        224,
        "96×54×54, 96×26×26, 256×26×26, 256×12×12, 384×12×12, 384×12×12, 256×12×12, 256×5×5, 6400, 4096, 10")]
    [InlineData(
        "alexnet-half",
        3,
        224,
        "3×227×227, 48×55×55, 48×27×27, 128×27×27, 128×13×13, 192×13×13, 192×13×13, 128×13×13, 128×6×6, "
            + "4608, 2048, 2048, 10")]
    [InlineData(
        "vgg11",
        1,
        224,
        "64×224×224, 64×112×112, 128×112×112, 128×56×56, 256×56×56, 256×56×56, 256×28×28, 512×28×28, "
            + "512×28×28, 512×14×14, 512×14×14, 512×14×14, 512×7×7, 25088, 4096, 4096, 10")]
    [InlineData(
        "nin",
        1,
        224,
        "96×54×54, 96×54×54, 96×54×54, 96×26×26, 256×26×26, 256×26×26, 256×26×26, 256×12×12, 384×12×12, "
            + "384×12×12, 384×12×12, 384×5×5, 10×5×5, 10×5×5, 10×5×5, 10×1×1, 10")]
    [InlineData(
        "googlenet",
        1,
        96,
        "64×48×48, 64×24×24, 64×24×24, 192×24×24, 192×12×12, 256×12×12, 480×12×12, 480×6×6, 512×6×6, "
            + "512×6×6, 512×6×6, 528×6×6, 832×6×6, 832×3×3, 832×3×3, 1024×3×3, 1024×1×1, 1024, 10")]
    [InlineData(
        "resnet18",
        1,
        224,
        "64×112×112, 64×56×56, 64×56×56, 64×56×56, 128×28×28, 128×28×28, 256×14×14, 256×14×14, 512×7×7, "
            + "512×7×7, 512×1×1, 512, 10")]
    [InlineData(
        "densenet",
        1,
        96,
        "64×48×48, 64×24×24, 96×24×24, 128×24×24, 160×24×24, 192×24×24, 96×24×24, 96×12×12, 128×12×12, "
            + "160×12×12, 192×12×12, 224×12×12, 112×12×12, 112×6×6, 144×6×6, 176×6×6, 208×6×6, 240×6×6, 120×6×6, "
            + "120×3×3, 152×3×3, 184×3×3, 216×3×3, 248×3×3, 248×1×1, 248, 10")]
    public void Layers_ThatChangeTheShape_HaveTheReferencesOutputs(
        string name,
        int channels,
        int side,
        string expected) => Assert.Equal(expected, Outputs(Plan(name, channels, side, 1)));

    [Theory]
    [InlineData("lenet", 1, 28, "1×28×28, 1×14×14, 4×10×10, 4×5×5, 100, 30, 21, 10")]
    [InlineData(
        "alexnet-plain",
        1,
        99,
        "24×23×23, 24×11×11, 64×11×11, 64×5×5, 96×5×5, 96×5×5, 64×5×5, 64×2×2, 256, 1024, 1024, 10")]
    [InlineData(
        "nin",
        1,
        67,
        "24×15×15, 24×15×15, 24×15×15, 24×7×7, 64×7×7, 64×7×7, 64×7×7, 64×3×3, 96×3×3, 96×3×3, 96×3×3, "
            + "96×1×1, 10×1×1, 10×1×1, 10×1×1, 10×1×1, 10")]
    public void Layers_OfANarrowNetwork_ScaleEverythingButTheClassifier(
        string name,
        int channels,
        int side,
        string expected) => Assert.Equal(expected, Outputs(Plan(name, channels, side, 0.25)));

    [Theory]
    [InlineData("alexnet", 65)]
    [InlineData("alexnet-plain", 67)]
    [InlineData("nin", 67)]
    [InlineData("densenet", 29)]
    public void SmallestSide_OfANetwork_IsTheReferences(string name, int expected)
    {
        Assert.Equal(expected, NetworkPlan.SmallestSide(new KnownModelConfig { Name = name }, 1, 10));
        Assert.Equal(10, Plan(name, 1, expected, 1).Layers[^1].Output.Channels);
    }

    [Fact]
    public void Create_ImageTooSmall_NamesTheLayerAndWhatReachesIt()
    {
        var exception = Assert.Throws<ShapeException>(() => Plan("alexnet-plain", 1, 66, 0.25));

        Assert.Equal(
            "layer 'pool3' (max-pool 3×3, stride 2) cannot take 64×2×2: its window is larger than the map; "
            + "the smallest square image that 'alexnet-plain' can take is 67×67",
            exception.Message);
    }

    [Fact]
    public void Names_OfTheCatalogue_KeepTheirOrder() =>
        Assert.Equal(
            [
                "lenet", "alexnet", "alexnet-plain", "alexnet-slim", "alexnet-half",
                "vgg11", "nin", "googlenet", "resnet18", "densenet",
            ],
            NetworkCatalog.Names);

    [Fact]
    public void MultiplyAdds_OfLeNet_AreThoseOfItsLayersWorkedByHand() =>
        Assert.Equal(
            (6L * 25 * 28 * 28) + (16L * 6 * 25 * 10 * 10) + (400 * 120) + (120 * 84) + (84 * 10),
            Plan("lenet", 1, 28, 1).MultiplyAdds);

    internal static NetworkPlan Plan(string name, int channels, int side, double width) =>
        NetworkPlan.Create(new KnownModelConfig { Name = name, Width = width }, new Shape(channels, side, side), 10);

    private static string Outputs(NetworkPlan plan) =>
        string.Join(
            ", ",
            plan.Layers.Where(layer =>
                    layer.Name.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
                        is not ("relu" or "sigmoid" or "dropout" or "norm")
                )
                .Select(layer => layer.Output.ToString()));
}
