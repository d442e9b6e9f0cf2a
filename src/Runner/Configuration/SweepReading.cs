using SweepRunner.Experiments.Configuration;

namespace SweepRunner.Runner.Configuration;

/// <summary>What came of reading a sweep file: the sweep, or why there is none.</summary>
/// <param name="Definition">The sweep; null where there is a fault.</param>
/// <param name="Faults">Every fault, in the order of the text.</param>
internal sealed record SweepReading(SweepDefinition? Definition, IReadOnlyList<Fault> Faults);
