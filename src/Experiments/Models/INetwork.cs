namespace SweepRunner.Experiments.Models;

/// <summary>One network of the catalogue: its name and its layers, at any width.</summary>
internal interface INetwork
{
    /// <summary>The name in a config.</summary>
    string Name { get; }

    /// <summary>Share of the activations that dropout zeroes by default; null for a network without dropout.</summary>
    double? Dropout => null;

    /// <summary>Lists the layers.</summary>
    /// <param name="net">Takes them, in order.</param>
    /// <param name="dropout">Share of the activations that dropout zeroes.</param>
    /// <param name="classes">Outputs of the last layer.</param>
    void List(NetworkBuilder net, double dropout, int classes);
}
