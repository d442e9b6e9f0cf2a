using System.Text;
using System.Text.Json;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Data.Augmentation;

namespace SweepRunner.Experiments.Tests.Data.Augmentation;

public sealed class AugmentConfigTests
{
    private const string Scale = "The scale is \"data\", or an object with mean and std.";

    private static readonly ObjectShape Shape = ShapeReader.Read<AugmentConfig>();

    [Fact]
    public void Deserialize_EveryKey_IsRead()
    {
        var config = Read(
            """
            { "rotate": 40, "shift": 0.2, "shear": 0.2, "zoom": 0.2, "flip": ["vertical"], "fill": "reflect",
              "crop": { "padding": 4 }, "brightness": 0.1, "contrast": 0.3, "normalize": "data" }
            """);
        Assert.Equal((40, .2, .2, .2), (config.Rotate, config.Shift, config.Shear, config.Zoom));
        Assert.Equal(["vertical"], config.Flip);
        Assert.Equal(("reflect", 4, .1, .3), (config.Fill, config.Crop?.Padding, config.Brightness, config.Contrast));
        Assert.Equal("data", config.Normalize?.From);
        Assert.Empty(config.Check(channels: 1));
    }

    [Fact]
    public void Deserialize_NoKey_ChangesNothing()
    {
        var config = Read("{}");
        Assert.False(config.ChangesImages);
        Assert.Null(config.Normalize);
    }

    [Theory]
    [InlineData("""{ "rotate": 1 }""", true, true)]
    [InlineData("""{ "shift": 0.1 }""", true, true)]
    [InlineData("""{ "shear": 1 }""", true, true)]
    [InlineData("""{ "zoom": 0.1 }""", true, true)]
    [InlineData("""{ "flip": ["horizontal"] }""", true, true)]
    [InlineData("""{ "crop": { "padding": 1 } }""", true, true)]
    [InlineData("""{ "crop": { "padding": 0 } }""", false, false)]
    [InlineData("""{ "brightness": 0.1 }""", true, false)]
    [InlineData("""{ "contrast": 0.1 }""", true, false)]
    [InlineData("""{ "fill": "reflect", "flip": [], "normalize": "data" }""", false, false)]
    public void Changes_OfAKey_TellsWhatItDoes(string text, bool changesImages, bool changesPlaces)
    {
        var config = Read(text);
        Assert.Equal((changesImages, changesPlaces), (config.ChangesImages, config.ChangesPlaces));
    }

    [Theory]
    [InlineData(
        """{ "rotate": 181 }""", "rotate", "181 is out of range; allowed: a finite number >= 0 and <= 180.")]
    [InlineData("""{ "zoom": 1 }""", "zoom", "1 is out of range; allowed: a finite number >= 0 and < 1.")]
    [InlineData("""{ "shear": 90 }""", "shear", "90 is out of range; allowed: a finite number >= 0 and < 90.")]
    [InlineData(
        """{ "flip": ["horizontel"] }""",
        "flip.0",
        "\"horizontel\" is not known; allowed: horizontal, vertical; did you mean 'horizontal'?")]
    [InlineData("""{ "flip": "horizontal" }""", "flip", "\"horizontal\" is a string; allowed: a list.")]
    [InlineData(
        """{ "crop": { } }""", "crop.padding", "The key 'padding' is missing; it takes an integer from 0 to 1024.")]
    [InlineData("""{ "fill": "wrap" }""", "fill", "\"wrap\" is not known; allowed: nearest, reflect, constant.")]
    [InlineData(
        """{ "normalize": "date" }""", "normalize.from", "\"date\" is not known; allowed: data; did you mean 'data'?")]
    [InlineData("""{ "normalize": true }""", "normalize", "true is a boolean; allowed: data or an object.")]
    [InlineData(
        """{ "normalize": { "mean": [0.5], "std": [0] } }""",
        "normalize.std.0",
        "0 is out of range; allowed: a finite number >= 1e-6 and <= 1000000.")]
    public void Check_AWrongValue_IsRefused(string text, string path, string message)
    {
        var fault = Assert.Single(ConfigChecker.Check(Parse(text), Shape));
        Assert.Equal((path, message), (fault.Path, fault.Message));
    }

    [Theory]
    [InlineData("""{ "normalize": { } }""", 3, "", Scale)]
    [InlineData("""{ "normalize": { "mean": [0.5] } }""", 3, "", Scale)]
    [InlineData("""{ "normalize": { "std": [0.5] } }""", 3, "", Scale)]
    [InlineData("""{ "normalize": { "from": "data", "mean": [0.5], "std": [0.5] } }""", 3, "", Scale)]
    [InlineData(
        """{ "normalize": { "mean": [0.5, 0.4], "std": [0.5] } }""",
        3,
        ".mean",
        "A list of 2 does not fit: give one number, or one for each of the 3 channels.")]
    [InlineData(
        """{ "normalize": { "mean": [0.5], "std": [0.5, 0.4, 0.3] } }""",
        1,
        ".std",
        "A list of 3 does not fit: give one number.")]
    public void Check_KeysThatDoNotFit_AreRefused(string text, int channels, string below, string message)
    {
        var fault = Assert.Single(Read(text).Check(channels));
        Assert.Equal(($"data.augment.normalize{below}", message), (fault.Path, fault.Message));
    }

    [Theory]
    [InlineData("""{ "normalize": { "mean": [0.5], "std": [0.5] } }""")]
    [InlineData("""{ "normalize": { "mean": [0.5, 0.4, 0.3], "std": [0.5] } }""")]
    public void Check_OneNumberOrOneAChannel_Fits(string text) => Assert.Empty(Read(text).Check(channels: 3));

    [Theory]
    [InlineData("""{ }""", "null")]
    [InlineData("""{ "flip": [], "fill": "reflect", "crop": { "padding": 0 } }""", "null")]
    [InlineData("""{ "fill": "reflect", "contrast": 0.5 }""", """{"contrast":0.5}""")]
    [InlineData("""{ "fill": "reflect", "normalize": "data" }""", """{"normalize":{"from":"data"}}""")]
    [InlineData(
        """{ "flip": ["vertical", "horizontal", "vertical"], "fill": "reflect" }""",
        """{"fill":"reflect","flip":["horizontal","vertical"]}""")]
    public void Spelled_WhatHasNoEffect_IsLeftOut(string text, string expected) =>
        Assert.Equal(
            expected,
            Read(text).Spelled is { } spelled
                ? CanonicalJson.Write(ConfigJson.WithoutDefaults(
                    JsonSerializer.SerializeToNode(spelled, ConfigJson.Options)!, Shape))
                : "null");

    private static AugmentConfig Read(string text) => ConfigJson.Deserialize<AugmentConfig>(Parse(text), Shape);

    private static ConfigNode Parse(string text)
    {
        var document = ConfigDocument.Parse(Encoding.UTF8.GetBytes(text), "sweep.json", "an augmentation");
        return ConfigShorthand.Expand(document.Root!, Shape);
    }
}
