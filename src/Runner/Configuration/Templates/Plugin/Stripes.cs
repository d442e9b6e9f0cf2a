using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Plugins;

namespace NAME;

/// <summary>Drawn stripes, whose direction is the class. In a sweep file:
/// <c>"data": { "name": "stripes", "noise": 0.5, "validationSamples": 400 }</c>.</summary>
public sealed record Stripes : IDataset
{
    private const int Side = 28;
    private const int Directions = 4;

    [Description("Training images, validation images included; a quarter as many are for the test.")]
    [Range(100, 1_000_000)]
    public int Images { get; init; } = 2000;

    [Description("Share of the brightness that is noise."), Range(0.0, 1.0)]
    public double Noise { get; init; } = 0.5;

    public DatasetInfo Info => new(
        "stripes", Channels: 1, Height: Side, Width: Side, Directions, TrainImages: Images, TestImages: Images / 4);

    public Dataset Load() => new(Info, Draw(Info.TrainImages, seed: 1), Draw(Info.TestImages, seed: 2));

    // Pixels are bytes, 0 to 255: [image, channel, row, column].
    private MemoryImages Draw(int count, int seed)
    {
        var random = new Random(seed);
        var (pixels, labels) = (new byte[count * Side * Side], new int[count]);
        for (var image = 0; image < count; image++)
        {
            labels[image] = image % Directions;
            var (sine, cosine) = Math.SinCos(Math.PI * labels[image] / Directions);
            var phase = random.NextDouble() * Math.Tau;
            for (var pixel = 0; pixel < Side * Side; pixel++)
            {
                var (row, column) = (pixel / Side, pixel % Side);
                var stripe = 0.5 + (0.5 * Math.Sin((row * cosine) + (column * sine) + phase));
                var value = ((1 - Noise) * stripe) + (Noise * random.NextDouble());
                pixels[(image * Side * Side) + pixel] = (byte)(255 * value);
            }
        }

        return new MemoryImages(pixels, labels, channels: 1, height: Side, width: Side);
    }
}
