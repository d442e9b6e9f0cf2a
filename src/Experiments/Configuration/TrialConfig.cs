using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SweepRunner.Experiments.Configuration;

/// <summary>One resolved trial: everything that changes its numbers, but for the seed, the threads and the device.</summary>
public sealed record TrialConfig
{
    /// <summary>The data set and how it is cut into batches.</summary>
    [Description("The data set and how it is cut into batches.")]
    public required DataConfig Data { get; init; }

    /// <summary>The network.</summary>
    [Description("The network.")]
    public required ModelConfig Model { get; init; }

    /// <summary>How the weights of convolution and linear layers start.</summary>
    [Description("How the weights of convolution and linear layers start; biases keep the layer's default.")]
    public InitConfig Init { get; init; } = new DefaultInit();

    /// <summary>The optimizer and its rate.</summary>
    [Description("The optimizer and its rate.")]
    public required OptimizerConfig Optimizer { get; init; }

    /// <summary>How the rate changes from step to step.</summary>
    [Description("How the rate changes from step to step.")]
    public ScheduleConfig Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Gradient clipping; off when absent.</summary>
    [Description("Gradient clipping; off when absent.")]
    public ClipConfig? Clip { get; init; }

    /// <summary>Passes over the training samples.</summary>
    [Description("Passes over the training samples."), Range(1, 100_000)]
    public required int Epochs { get; init; }
}
