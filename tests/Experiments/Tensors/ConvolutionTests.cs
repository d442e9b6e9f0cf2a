using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Models.Layers;
using SweepRunner.Tests.Shared;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Tensors;

/// <summary>Convolutions in float32 against float64, which oneDNN does not compute.</summary>
public sealed class ConvolutionTests
{
    // What a trial that has diverged leaves in the memory that the next one gets.
    private const int Leftovers = 1 << 18;

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Convolution_OfAShape_EqualsDoublePrecision(bool isChannelsLast, bool needsCacheSizes)
    {
        set_num_threads(1);
        CpuConvolutions.Select(needsCacheSizes);
        var random = new Random(1);
        for (var tested = 0; tested < 60;)
        {
            using var scope = NewDisposeScope();
            full(Leftovers, float.NaN).Dispose();
            var kernel = (2 * random.Next(4)) + 1;
            var window = new Window(kernel, random.Next(1, 3), random.Next((kernel / 2) + 1));
            var layer = new ConvolutionLayer(random.Next(1, 40), window);
            var side = random.Next(kernel, 24);
            var shape = new Shape(random.Next(1, 40), side, side);
            if (!needsCacheSizes && (shape.HasAnyLayout || layer.NeedsCacheSizes(shape)))
                continue;
            tested++;
            var images = randn(random.Next(1, 9), shape.Channels, side, side);
            var weight = randn(layer.Channels, shape.Channels, kernel, kernel);

            var single = Results(isChannelsLast ? ChannelsLast.From(images) : images, weight);
            var twice = Results(images.to(ScalarType.Float64), weight.to(ScalarType.Float64));

            foreach (var ((name, actual), (_, expected)) in single.Zip(twice))
            {
                var error = (actual - expected).norm().item<double>() / expected.norm().item<double>();
                Assert.True(error < 1e-5, $"{name} of {layer} on {shape}: off by {error}");
            }

            (string Name, Tensor Value)[] Results(Tensor input, Tensor kernels)
            {
                var (x, w) = (new Parameter(input.clone()), new Parameter(kernels.clone()));
                var maps = nn.functional.conv2d(
                    x, w, strides: [window.Stride, window.Stride], padding: [window.Padding, window.Padding]);
                maps.square().sum().backward();
                return [("output", maps.detach()), ("input's gradient", x.grad!), ("weight's gradient", w.grad!)];
            }
        }
    }

    [Theory]
    [InlineData("AuthenticAMD", false, true)]
    [InlineData("AuthenticAMD", true, false)]
    [InlineData("GenuineIntel", false, false)]
    public void HasHiddenCaches_OfAProcessor_IsTrueForAnAmdWithoutCaches(string vendor, bool showsCaches, bool expected)
    {
        using var folder = new TemporaryFolder();
        var cpuInfo = folder.File("cpuinfo");
        File.WriteAllText(cpuInfo, $"processor\t: 0\nvendor_id\t: {vendor}\nflags\t\t: fpu avx512f\n");
        var caches = Directory.CreateDirectory(folder.File("cache")).FullName;
        if (showsCaches)
            Directory.CreateDirectory(Path.Join(caches, "index0"));

        Assert.Equal(expected, CpuConvolutions.HasHiddenCaches(cpuInfo, caches));
    }
}
