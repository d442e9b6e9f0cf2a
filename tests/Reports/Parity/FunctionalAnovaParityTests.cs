using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Parity;

/// <summary>Holds the importances to Optuna's, which bench/reference/fanova.py wrote: two forests of the same kind on
/// the same trials.</summary>
public sealed class FunctionalAnovaParityTests
{
    private const double Tolerance = 0.05;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Names => [.. Cases().Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_OptunasTrials_HasItsImportances(string name)
    {
        var expected = Cases().Single(each => each.Name == name);
        var actual = FunctionalAnova.Compute(expected.Points, expected.Values, seed: 0)!;

        Assert.Equal(expected.Parameters.Length, actual.Parameters.Count);
        for (var index = 0; index < expected.Parameters.Length; index++)
        {
            var (theirs, ours) = (expected.Importances[index], actual.Parameters[index].Mean);
            Assert.True(
                Math.Abs(theirs - ours) <= Tolerance,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}, {expected.Parameters[index]}: expected {theirs:0.000}, got {ours:0.000}, "
                        + $"allowed {Tolerance} apart"));
        }
    }

    private static ExpectedCase[] Cases([CallerFilePath] string source = "") =>
        JsonSerializer
            .Deserialize<ExpectedFile>(
                File.ReadAllText(Path.Combine(Path.GetDirectoryName(source)!, "Expected", "fanova.json")), Options)!
            .Cases;

    private sealed record ExpectedCase(
        string Name, string[] Parameters, double[] Importances, double[][] Points, double[] Values);

    private sealed record ExpectedFile(ExpectedCase[] Cases);
}
