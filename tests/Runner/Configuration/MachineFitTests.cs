using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Launchers;

namespace SweepRunner.Runner.Tests.Configuration;

public sealed class MachineFitTests
{
    [Theory]
    [InlineData(16, null)]
    [InlineData(
        17,
        "probe.json(1,14): threads: 17 threads are too many for 2 cores; allowed: an integer "
            + "from 1 to 16, 8 a core.")]
    public void Faults_ThreadsFarAboveTheCores_AreOne(int threads, string? expected) =>
        Assert.Equal(
            expected,
            MachineFit.Faults(SweepTexts.Definition($"\"threads\": {threads}"), share: null, cores: 2)
                .SingleOrDefault()?.ToString());

    [Theory]
    [InlineData(
        "\"threads\": 17", 2, 0,
        "17 threads are too many for 2 cores; allowed: an integer from 1 to 16, 8 a core.")]
    [InlineData("\"threads\": 17", 4, 0, null)]
    [InlineData(
        "\"device\": \"cuda:0\"", 4, 0,
        "The launcher local gives no GPU to a task; set launcher.gpus, or set device to cpu.")]
    [InlineData("\"device\": \"cuda:0\"", 4, 1, null)]
    public void Faults_OfATaskElsewhere_CountItsCoresAndGpus(string key, int cores, int gpus, string? expected) =>
        Assert.Equal(
            expected,
            MachineFit.Faults(SweepTexts.Definition(key), new TaskShare(Tasks: 1, cores, gpus), cores: 2)
                .SingleOrDefault()?.Message);

    [Theory]
    [InlineData("\"threads\": 2", null)]
    [InlineData("\"device\": \"auto\"", null)]
    [InlineData("\"device\": \"cpu\"", null)]
    [InlineData(
        "\"threads\": 3",
        "threads: A trial takes 3 threads, and this machine has 2 cores: training will be slow. Set threads "
            + "to 2 or less.")]
    public void Warnings_OfASweep_AreWhatTheMachineLacks(string key, string? expected) =>
        Assert.Equal(expected, MachineFit.Warnings(SweepTexts.Definition(key).Config, cores: 2).SingleOrDefault());

    [Fact]
    public void Warnings_GpuThatIsNotThere_SayWhatToDo()
    {
        var config = SweepTexts.Definition("\"device\": \"cuda:99\"").Config;
        var warning = Assert.Single(MachineFit.Warnings(config, cores: 2));

        Assert.StartsWith(
            "device: cuda:99 is not on this machine, which cannot run the sweep. There is no ",
            warning,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "Run it on a machine that has the device, or set device to auto or cpu.",
            warning,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "/", null)]
    [InlineData("{program}", "/", null)]
    [InlineData("./nothing", "/", "There is no program '/nothing': './nothing' counts from the working directory.")]
    [InlineData("bash", "/no/such/folder", "There is no folder '/no/such/folder', its working directory.")]
    public void RequireProgram_ThatCannotBeStarted_Throws(string program, string folder, string? reason)
    {
        var config = SweepTexts.Read(SweepTexts.Program).Config;
        var trial = (ProgramTrial)config.Trial;
        trial = trial with { Command = trial.Command with { Run = [program], WorkingDirectory = folder } };
        var fault = Record.Exception(() => MachineFit.RequireProgram(trial)) as CommandException;

        Assert.Equal(reason is null ? null : $"The program of the sweep cannot be started. {reason}", fault?.Message);
        Assert.Equal(
            reason is null ? [] : [$"trial.command: The program cannot be started on this machine. {reason}"],
            MachineFit.Warnings(config with { Trial = trial }, cores: 2));
    }

    [Theory]
    [InlineData(2, 4, 8, null)]
    [InlineData(3, 3, 8, "3 trials at a time take 9 threads, and this machine has 8 cores: training will be slow.")]
    [InlineData(1, 2, 1, "A trial takes 2 threads, and this machine has 1 core: training will be slow.")]
    [InlineData(
        1024,
        1 << 22,
        1,
        "1024 trials at a time take 4294967296 threads, and this machine has 1 core: training will be slow.")]
    public void Oversubscription_TrialsSideBySide_CountsTheirThreads(
        int trials,
        int threads,
        int cores,
        string? expected) => Assert.Equal(expected, MachineFit.Oversubscription(trials, threads, cores));
}
