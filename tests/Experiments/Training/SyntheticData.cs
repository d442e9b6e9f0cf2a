using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Tests.Training;

/// <summary>Small images that a network learns in seconds: a bright bar whose place is the class, on noise.</summary>
internal static class SyntheticData
{
    private const int Side = 28;
    private const int Classes = 10;

    public static Dataset Create(int train, int test) =>
        new(
            new DatasetInfo("synthetic", 1, Side, Side, Classes, train, test),
            Images(train, seed: 1),
            Images(test, seed: 2));

    private static MemoryImages Images(int count, int seed)
    {
        var random = new Random(seed);
        var pixels = new byte[count * Side * Side];
        var labels = new int[count];
        for (var image = 0; image < count; image++)
        {
            labels[image] = image % Classes;
            for (var row = 0; row < Side; row++)
            {
                for (var column = 0; column < Side; column++)
                {
                    var isBar = column / 2 == labels[image] + 2;
                    pixels[(((image * Side) + row) * Side) + column] = (byte)(random.Next(60) + (isBar ? 180 : 0));
                }
            }
        }

        return new MemoryImages(pixels, labels, 1, Side, Side);
    }
}
