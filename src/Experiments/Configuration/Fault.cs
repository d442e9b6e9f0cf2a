namespace SweepRunner.Experiments.Configuration;

/// <summary>One thing wrong with a configuration, found before anything runs.</summary>
/// <param name="Path">Dotted path of the key, list items by number: <c>space.optimizer.lr.2</c>; empty for the document.</param>
/// <param name="Message">What is wrong, the value got, what is allowed and what to do, in one sentence.</param>
public sealed record Fault(string Path, string Message);
