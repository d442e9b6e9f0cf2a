namespace SweepRunner.Experiments.Models.Networks;

/// <summary>A network of the catalogue: its name and its layers at any width.</summary>
internal interface INetwork
{
    /// <summary>Share of the activations that dropout zeroes by default; null for a network without dropout.</summary>
    double? Dropout => null;

    /// <summary>Adds the layers to a builder.</summary>
    /// <param name="net">Receives the layers in order.</param>
    /// <param name="dropout">Share of the activations that dropout zeroes.</param>
    /// <param name="classes">Outputs of the last layer.</param>
    void List(NetworkBuilder net, double dropout, int classes);
}
