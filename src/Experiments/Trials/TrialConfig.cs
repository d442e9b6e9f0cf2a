using System.Text.Json.Nodes;
using SweepRunner.Experiments.Initialization;
using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Schedules;

namespace SweepRunner.Experiments.Trials;

/// <summary>A resolved trial: all that changes its numbers, except seed, threads and device.</summary>
[Alternatives("command", typeof(ProgramTrial), typeof(NetworkTrial))]
public abstract record TrialConfig;

/// <summary>A trial that trains a network.</summary>
public sealed record NetworkTrial : TrialConfig
{
    [Description("The data set, its splits and its batches.")]
    public required DataConfig Data { get; init; }

    [Description("The network.")]
    public required ModelConfig Model { get; init; }

    [Description("The initial weights of convolution and linear layers; biases keep the layer's default.")]
    public InitConfig Init { get; init; } = new DefaultInit();

    [Description("The optimizer and its learning rate.")]
    public required OptimizerConfig Optimizer { get; init; }

    [Description("The schedule of the learning rate.")]
    public ScheduleConfig Schedule { get; init; } = new ConstantSchedule();

    [Description("Gradient clipping; off when absent.")]
    public ClipConfig? Clip { get; init; }

    [Description("Passes over the training samples."), Range(1, 100_000)]
    public required int Epochs { get; init; }
}

/// <summary>Gradient clipping.</summary>
public sealed record ClipConfig
{
    [Description("The largest global norm of the gradients; larger ones are scaled down to it."), Positive]
    public required double Norm { get; init; }
}

/// <summary>A trial that is a program: a command line with parameters.</summary>
public sealed record ProgramTrial : TrialConfig
{
    /// <summary>The key of the parameters, below which the paths of a space begin.</summary>
    public const string ParametersKey = "parameters";

    [Description("The program that is the trial: its arguments as a list, or an object with more.")]
    public required CommandConfig Command { get; init; }

    [Description(
        "The folder that the program runs in, counted from the folder of the sweep file. Default: that folder.")]
    public string? WorkingDirectory { get; init; }

    [Description("The parameters of the program: any object. Paths of the space are those below it.")]
    public JsonObject Parameters { get; init; } = [];
}

/// <summary>A program with its arguments.</summary>
[ValueIsShortFor("run")]
public sealed record CommandConfig
{
    [Description(
        "The program and its arguments. {optimizer.lr} stands for that parameter, {seed} for the seed; {{ and }} are "
            + "braces.")]
    [MinLength(1)]
    public required IReadOnlyList<string> Run { get; init; }

    [Description(
        "Files of the program, counted from the working directory; * and ** match names and folders. A trial of a "
            + "changed file is another trial.")]
    public IReadOnlyList<string>? Files { get; init; }

    [Description("The SHA-256 of each file, as sweep stores it. Given in a file, another content is a fault.")]
    public IReadOnlyDictionary<string, string>? Sha256 { get; init; }

    [Description("Seconds without any output that fail the trial; off when absent."), Range(1, int.MaxValue)]
    public int? SilenceSeconds { get; init; }

    [Description("The same as workingDirectory beside the command.")]
    public string? WorkingDirectory { get; init; }

    /// <summary>The command as part of a trial: what changes its numbers.</summary>
    public CommandConfig OfTrial() => new() { Run = Run, Sha256 = Sha256 };
}
