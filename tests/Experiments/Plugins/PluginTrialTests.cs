using System.Text.Json.Nodes;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Plugins;
using SweepRunner.Experiments.Trials;
using TorchSharp;

namespace SweepRunner.Experiments.Tests.Plugins;

/// <summary>Networks of plug-ins in trials.</summary>
public sealed class PluginTrialTests : IDisposable
{
    private static readonly DatasetInfo Info = new("mnist", 1, 2, 2, 3, 10, 10);

    private static readonly KnownDataConfig Data = new() { Name = "mnist" };

    private readonly Compiled _compiled = new();

    public void Dispose() => _compiled.Dispose();

    [Fact]
    public void CreateModule_WithOrWithoutACheckBefore_HasTheWeightsOfTheSeed()
    {
        var (model, plugin) = (new PluginModelConfig { Name = "my-net" }, Load());

        Assert.Equal(Weights(seed: 1, isChecked: false), Weights(seed: 1, isChecked: true));
        Assert.NotEqual(Weights(seed: 1, isChecked: false), Weights(seed: 2, isChecked: false));

        float[] Weights(long seed, bool isChecked)
        {
            var catalog = new TrialCatalog([plugin], ImageFolders.Default);
            if (isChecked)
                Assert.NotNull(catalog.Networks.Fit(model, Data, Info).Size);
            torch.manual_seed(seed);
            using var module = catalog.Networks.CreateModule(model, Data, Info);
            return module.parameters().First().data<float>().ToArray();
        }
    }

    [Fact]
    public void Resolve_OptionsAtTheirDefaultsOrLeftOut_AreTheSameTrial()
    {
        var catalog = new TrialCatalog([Load()], ImageFolders.Default);

        var (absent, given) = (
            catalog.Networks.Resolve(new PluginModelConfig { Name = "my-net" }),
            catalog.Networks.Resolve(new PluginModelConfig
            {
                Name = "my-net",
                Options = new JsonObject { ["hidden"] = 4 },
            }));

        Assert.Equal("""{"hidden":4}""", ((PluginModelConfig)absent).Options.ToJsonString());
        Assert.Equal("""{"hidden":4}""", ((PluginModelConfig)given).Options.ToJsonString());
    }

    private Plugin Load() => Plugin.Load(_compiled.File("""
        public record MyNet : INetwork
        {
            public int Hidden { get; init; } = 4;
            public nn.Module<Tensor, Tensor> Create(ImageShape input, int classes) =>
                nn.Sequential(nn.Flatten(), nn.Linear(4, Hidden), nn.Linear(Hidden, classes));
        }
        """));
}
