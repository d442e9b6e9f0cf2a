using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>Networks and data sets of one's own, from the template to the results.</summary>
public sealed class PluginTests(BuiltPlugin plugin) : IClassFixture<BuiltPlugin>, IDisposable
{
    private static readonly string[] Short =
        ["trial.epochs=1", "trial.data.images=100", "trial.data.validationSamples=40", "seeds=1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_MovedFolder_HasTheSameBytes() => Assert.Equal(
        BuiltPlugin.Sha256(plugin.Assembly),
        BuiltPlugin.Sha256(await plugin.BuildCopyAsync(_folder.File("other place/nets"))));

    [Fact]
    public async Task Plan_Template_NamesItsNetworks()
    {
        var plan = await RunAsync("plan", plugin.Sweep);

        Assert.Equal((0, ""), (plan.ExitCode, plan.Error));
        var networks = plan.Output.Split('\n')
            .Where(line => line.Contains(" parameters at ", StringComparison.Ordinal));
        Assert.Equal(
            """
            lenet: 61196 parameters at 28×28, relu
            mlp (hidden 32, dropout 0): 25252 parameters at 28×28
            mlp (hidden 128, dropout 0): 100996 parameters at 28×28
            small-conv (channels 16, activation relu): 4932 parameters at 28×28
            """,
            string.Join('\n', networks));
    }

    [Fact]
    public async Task Schema_OfTheSweep_KnowsTheOptions()
    {
        var schema = await SweepProcess.RunAsync(_folder.Path, "schema", plugin.Sweep);

        Assert.Equal((0, ""), (schema.ExitCode, schema.Error));
        Assert.All(
            ["Units of the hidden layer.", "\"small-conv\"", "\"stripes\"", "\"model.hidden\"", "\"data.noise\""],
            text => Assert.Contains(text, schema.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        """{"model.hiden":[3]}""",
        """space.model.hiden: No trial has the path "model.hiden"; did you mean 'model.hidden'?""")]
    [InlineData(
        """{"model":[{"name":"mlp","hidden":0}]}""",
        "space.model.0.hidden: 0 is out of range; allowed: an integer from 1 to 65536.")]
    [InlineData(
        """{"model":[{"name":"wrong-shape"},{"name":"lenet"}]}""",
        "trial.model.name: The network 'wrong-shape' of MyNets.dll cannot train on images of 1×28×28 in 4 classes. Its "
            + "output for one image is [1, 5] of Float32; it must be [1, 4] of Float32 (in 1 of 2 cells).")]
    public async Task Run_NetworkThatDoesNotFit_IsToldBeforeTheFirstTrial(string space, string fault)
    {
        var run = await RunAsync("run", plugin.Sweep, $"space={space}");

        Assert.Equal(
            (2, $"--set space={space}: {fault}\n1 fault in {plugin.Sweep}\n"), (run.ExitCode, run.Error));
        Assert.False(Directory.Exists(_folder.File("runs")));
    }

    [Fact]
    public async Task Run_NetworkThatThrows_FailsAlone()
    {
        var run = await RunAsync(
            "run", plugin.Sweep,
            [.. Short, "space.model=[{\"name\":\"lenet\"},{\"name\":\"mlp\"},{\"name\":\"fails-in-training\"}]"]);
        var show = await SweepProcess.RunAsync(_folder.Path, "show", "my-nets/2");
        var log = await File.ReadAllTextAsync(
            _folder.File("runs/sweeps.db.artifacts/sweeps/my-nets/2/attempt-1.log"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("trial 0 (lenet, seed 0): completed", run.Error, StringComparison.Ordinal);
        Assert.Contains("trial 1 (mlp, seed 0): completed", run.Error, StringComparison.Ordinal);
        Assert.Contains("Trial my-nets/2 failed: too much. ", run.Error, StringComparison.Ordinal);
        Assert.Contains("outcome        failed (too much)\n", show.Output, StringComparison.Ordinal);
        Assert.Contains("at MyNets.FailsInTraining.forward(Tensor images)", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_PluginChangedOrGone_IsRefusedAndResultsStay()
    {
        var own = _folder.File("nets");
        Directory.CreateDirectory(Path.Join(own, "bin"));
        File.Copy(plugin.Sweep, Path.Join(own, "sweep.json"));
        var assembly = Path.Join(own, "bin/MyNets.dll");
        File.Copy(plugin.Assembly, assembly);
        await RunAsync(
            "run", Path.Join(own, "sweep.json"), [.. Short, "space.model=[{\"name\":\"mlp\"}]"]);

        // The loader ignores what is behind an assembly.
        await File.AppendAllTextAsync(assembly, " ");
        var changed = await SweepProcess.RunAsync(_folder.Path, "resume", "my-nets", "--seeds", "+1");
        File.Delete(assembly);
        var gone = await SweepProcess.RunAsync(_folder.Path, "resume", "my-nets");
        var show = await SweepProcess.RunAsync(_folder.Path, "show", "my-nets");
        var export = await SweepProcess.RunAsync(_folder.Path, "export", "my-nets", "--csv", "out");

        Assert.Contains(
            "The plug-in of 'mlp' has changed since the sweep 'my-nets' was created, and its trials are those of the "
                + "plug-in as it was. Restore it, or give the sweep another name and run it anew.\n",
            changed.Error, StringComparison.Ordinal);
        Assert.Equal(
            (
                2,
                $"The plug-in '{assembly}' cannot be used. There is no such file; build the plug-in, or correct the "
                    + "path.\n"),
            (gone.ExitCode, gone.Error));
        Assert.Equal((0, 0), (show.ExitCode, export.ExitCode));
    }

    private Task<SweepResult> RunAsync(string command, string file, params string[] overrides) => SweepProcess.RunAsync(
        _folder.Path,
        [
            command, file, .. command == "run" ? (string[])["--no-report"] : [],
            .. overrides.SelectMany(each => new[] { "--set", each }),
        ]);
}
