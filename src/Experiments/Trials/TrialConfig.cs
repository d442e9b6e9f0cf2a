using SweepRunner.Experiments.Initialization;
using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Schedules;

namespace SweepRunner.Experiments.Trials;

/// <summary>A resolved trial: all that changes its numbers, except seed, threads and device.</summary>
public sealed record TrialConfig
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
