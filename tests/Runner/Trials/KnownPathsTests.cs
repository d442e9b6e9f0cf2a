using System.Text.Json;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Trials;

public sealed class KnownPathsTests
{
    // A comparison of sweeps reads it where the file leaves it out.
    [Fact]
    public void PatienceMetric_LeftOut_IsTheAccuracy() =>
        Assert.Equal(KnownMetrics.ValAccuracy, new PatienceConfig { Epochs = 1 }.Metric);

    [Fact]
    public void Paths_AllOfThem_AreInTheSpaceOfTheSchema()
    {
        var schema = File.ReadAllText(Path.Join(SweepTexts.ConfigsFolder(), "sweep.schema.json"));
        using var document = JsonDocument.Parse(schema);
        var space = document.RootElement.GetProperty("else").GetProperty("properties").GetProperty("space")
            .GetProperty("properties");

        Assert.All(
            [
                KnownPaths.LearningRate, KnownPaths.Initialization, KnownPaths.ClipNorm, KnownPaths.Schedule,
                KnownPaths.TestSamples, KnownPaths.ValidationSamples,
                .. KnownPaths.Main, .. KnownPaths.Feeding, .. KnownPaths.Work.Except([KnownPaths.Command]),
            ],
            path => Assert.True(space.TryGetProperty(path, out _), path));
    }
}
