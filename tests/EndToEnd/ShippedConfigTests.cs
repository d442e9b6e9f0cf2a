using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>Every config that ships trains, here for two steps a trial; the quickstart, which is run whole,
/// excepted.</summary>
public sealed class ShippedConfigTests : IDisposable
{
    private const string OfImages = "alexnet-half";

    // The smallest images that all networks take.
    private static readonly string[] Small =
    [
        "seeds=[0]",
        "device=cpu",
        "trial.epochs=1",
        "trial.model.width=0.05",
        "trial.data.batchSize=4",
        "trial.data.trainSamples=8",
        "trial.data.validationSamples=4",
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names =>
        [
            .. Repository
                .Configs.Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(name => name != "quickstart"),
        ];

    public void Dispose() => _folder.Dispose();

    // The data that is installed here, or drawn images.
    private async Task<string[]> DataAsync(string name)
    {
        if (name != OfImages)
            return ["trial.data.name=fashion-mnist", "trial.data.testSamples=4"];
        var shapes = _folder.File("shapes");
        var drawn = await SweepProcess.RunAsync(
            _folder.Path, "data", "generate", "shapes", shapes, "--train", "1", "--validation", "1");
        Assert.True(drawn.ExitCode == 0, drawn.Error);
        return [$"trial.data.path={shapes}/train", $"trial.data.validationPath={shapes}/validation"];
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Run_ShippedConfig_TrainsEveryTrial(string name)
    {
        var file = Repository.File($"configs/{name}.json");
        // lenet has 400 inputs to its first dense layer at the images' own size alone.
        string[] size = name.StartsWith("lenet", StringComparison.Ordinal) ? [] : ["trial.data.resize=67"];
        // The batch size is a parameter of this one.
        string[] space = name == "lenet-search" ? ["space.data.batchSize=[4]"] : [];
        var all = Small.Concat(size).Concat(space).Concat(await DataAsync(name));
        string[] set = [.. all.SelectMany(each => new[] { "--set", each })];

        var run = await SweepProcess.RunAsync(_folder.Path, ["run", file, "--inline", "--no-report", .. set]);
        Assert.True(run.ExitCode == 0, run.Error);

        var isNaNStory = name.StartsWith("alexnet-lr", StringComparison.Ordinal);
        using var store = TrackingStores.Open(
            _folder.File("runs/sweeps.db"), StoreAccess.Existing, TimeProvider.System);
        var trials = store.Trials(name);
        Assert.NotEmpty(trials);
        // Only the sweeps of the NaN story may diverge.
        Assert.All(
            trials.Where(trial => !isNaNStory || trial.Outcome != Outcome.Diverged),
            trial => Assert.Equal((Outcome.Completed, 2), (trial.Outcome, trial.End!.Steps)));
    }
}
