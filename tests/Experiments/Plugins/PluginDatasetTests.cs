using System.Text.Json.Nodes;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Plugins;

namespace SweepRunner.Experiments.Tests.Plugins;

public sealed class PluginDatasetTests : IDisposable
{
    private readonly Compiled _compiled = new();

    public void Dispose() => _compiled.Dispose();

    [Fact]
    public void Load_OptionsOfASweepFile_GiveTheDataUnderItsName()
    {
        var dataset = Load("Images(Count, 0)", "Images(2, 1)", new JsonObject { ["count"] = 4 });

        Assert.Equal(new DatasetInfo("my-images", 1, 2, 2, 2, 4, 2), dataset.Info);
        Assert.Equal(4, dataset.Train.Count);
    }

    [Theory]
    [InlineData("Images(2, 0)", "Images(2, 0)", 3, "It loads 2 training images, but its Info says 3.")]
    [InlineData("Images(3, 0)", "null", 3, "It loads 0 test images, but its Info says 2.")]
    [InlineData(
        "Images(3, 0)", "Images(2, 2)", 3,
        "It loads test images of class 2; its Info says 2 classes, which count from 0.")]
    [InlineData(
        "Images(3, 0)", "Images(2, 0)", 0,
        "Its Info is DatasetInfo { Name = , Channels = 1, Height = 2, Width = 2, Classes = 2, TrainImages = 0, "
            + "TestImages = 2, ValidationImages = 0 }; channels, height, width and training images are at least 1, and "
            + "classes at least 2.")]
    public void Load_DataOfAnotherSize_IsTold(string train, string test, int count, string fault) => Assert.Equal(
        $"The data set 'my-images' of MyNets.dll cannot be used. {fault}",
        Assert.Throws<PluginException>(() => Load(train, test, new JsonObject { ["count"] = count })).Message);

    private Dataset Load(string train, string test, JsonObject options)
    {
        var file = _compiled.File($$"""
            public record MyImages : IDataset
            {
                public int Count { get; init; }
                public DatasetInfo Info => new("", 1, 2, 2, 2, Count, 2);
                public Dataset Load() => new(Info, {{train}}, {{test}});

                private static MemoryImages Images(int count, int label) => new(
                    new byte[count * 4], Enumerable.Repeat(label, count).ToArray(), channels: 1, height: 2, width: 2);
            }
            """);
        return Plugin.Load(file).Datasets[0].Load(options);
    }
}
