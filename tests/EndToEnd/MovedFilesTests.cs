using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>A sweep whose images move to another folder, or are gone.</summary>
public sealed class MovedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ImagesHaveMoved_GoesOnWithTheSameSweep()
    {
        await SweepAsync("data", "generate", "shapes", "old", "--train", "3", "--validation", "1");
        await File.WriteAllTextAsync(_folder.File("s.json"), Text("old"));
        Assert.Equal(0, (await RunAsync("run", "s.json", "--inline", "--no-report")).ExitCode);
        Directory.Move(_folder.File("old"), _folder.File("new"));

        // Nothing is added that could not run.
        var added = await RunAsync("resume", "moving", "--seeds", "+1", "--inline");
        Assert.Equal(2, added.ExitCode);
        Assert.Contains($"'{_folder.File("old/train")}' does not exist", added.Error, StringComparison.Ordinal);
        var same = await RunAsync("resume", "moving");
        Assert.Contains(": 1 trial, 1 completed.", same.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_folder.File("s.json"), Text("new"));
        var again = await RunAsync("run", "s.json", "--inline", "--no-report");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("Sweep 'moving' is done: 1 trial, 1 completed.", again.Error, StringComparison.Ordinal);

        // The stored trials have the new place.
        var more = await RunAsync("resume", "moving", "--seeds", "+1", "--inline", "--no-report");
        Assert.Equal(0, more.ExitCode);
        Assert.Contains("[2/2] trial 1", more.Error, StringComparison.Ordinal);
    }

    private static string Text(string folder) => $$"""
        {
          "name": "moving",
          "trial": {
            "data": {
              "name": "image-folder", "path": "{{folder}}/train", "validationPath": "{{folder}}/validation",
              "resize": 28, "batchSize": 16
            },
            "model": { "name": "lenet" },
            "optimizer": { "name": "adam", "lr": 0.01 },
            "epochs": 1
          }
        }
        """;

    private async Task SweepAsync(params string[] arguments) =>
        Assert.Equal(0, (await RunAsync(arguments)).ExitCode);

    private Task<SweepResult> RunAsync(params string[] arguments) => SweepProcess.RunAsync(_folder.Path, arguments);
}
