namespace SweepRunner.Experiments.Models;

/// <summary>A network cannot take an image of that shape; the message names the layer and what reaches it.</summary>
public sealed class ShapeException(string message) : Exception(message);
