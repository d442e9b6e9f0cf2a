namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>An input that is refused, and every fault that is found in it, as lines of standard error.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Text">The sweep file.</param>
/// <param name="Overrides">The <c>--set</c> options.</param>
/// <param name="Faults">The whole lines, in order; the line that counts them is left out.</param>
public sealed record BadInputCase(
    string Name, string Text, IReadOnlyList<string> Overrides, IReadOnlyList<string> Faults)
{
    /// <summary>A sweep without a fault, which cases spoil in one place.</summary>
    public const string Sound = """
        {
          "name": "probe",
          "trial": {
            "data": { "name": "fashion-mnist", "batchSize": 100 },
            "model": { "name": "lenet" },
            "init": { "name": "normal" },
            "optimizer": { "name": "sgd", "lr": 0.1 },
            "epochs": 2
          },
          "space": { "optimizer.lr": [0.1, 0.01] },
          "seeds": [0, 1]
        }

        """;

    /// <summary>A whole file.</summary>
    public static BadInputCase File(string name, string text, params string[] faults) => new(name, text, [], faults);

    /// <summary>The sound sweep with one place replaced; single quotes stand for double ones.</summary>
    public static BadInputCase Replace(string name, string found, string replacement, params string[] faults)
    {
        var (old, spoilt) = (found.Replace('\'', '"'), replacement.Replace('\'', '"'));
        var at = Sound.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The sound sweep has no {old}");
        return File(name, Sound[..at] + spoilt + Sound[(at + old.Length)..], faults);
    }

    /// <summary>The sound sweep under overrides.</summary>
    public static BadInputCase Set(string name, string[] overrides, params string[] faults) =>
        new(name, Sound, overrides, faults);
}
