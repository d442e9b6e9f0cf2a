using System.Text.RegularExpressions;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>What a run of a <see cref="TorturedSweep"/> came to, without times: its output, its exported tables and its
/// decisions.</summary>
public sealed record TortureResult(string Output, string Trials, string Metrics, string Decisions)
{
    /// <summary>Reads what a store has, by the commands of a user.</summary>
    public static async Task<TortureResult> ReadAsync(string folder, string url, string output)
    {
        using var tables = new TemporaryFolder();
        var export = await SweepProcess.RunAsync(
            folder, "export", TorturedSweep.Name, "--csv", tables.Path, "--store", url);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        return new TortureResult(
            // The advice names the store.
            Regex.Replace(output, @"--store \S+", "--store STORE"),
            Tables.WithoutTime(tables.File("trials.csv")),
            Tables.WithoutTime(tables.File("metrics.csv")),
            DecisionsOf(url));
    }

    public void AssertSame(TortureResult actual)
    {
        AssertSame("metrics.csv", Metrics, actual.Metrics);
        AssertSame("trials.csv", Trials, actual.Trials);
        AssertSame("decisions", Decisions, actual.Decisions);
        Assert.Equal(Output, actual.Output);
    }

    // The first line that differs says more than the beginning of two long texts.
    private static void AssertSame(string table, string expected, string actual)
    {
        var lines = expected
            .Split('\n')
            .Zip(actual.Split('\n'))
            .Select((pair, line) => (pair.First, pair.Second, Line: line + 1));
        var different = lines.FirstOrDefault(pair => pair.First != pair.Second);
        Assert.True(
            different == default, $"{table}, line {different.Line}: '{different.First}' became '{different.Second}'.");
        Assert.Equal(expected.Length, actual.Length);
    }

    private static string DecisionsOf(string url)
    {
        using var store = TrackingStores.Open(url, StoreAccess.Existing, TimeProvider.System);
        return string.Join('\n', store.Decisions(TorturedSweep.Name).Select(decision =>
            $"{decision.Number} {decision.Kind} {decision.Reason} [{string.Join(',', decision.Trials)}] "
                + decision.FactsJson));
    }
}
