using System.Globalization;
using SweepRunner.Tests.Shared;
using Xunit.Abstractions;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>Runs sweeps and kills what belongs to them at random moments.</summary>
internal interface ITorture : IDisposable
{
    /// <summary>Kills so far.</summary>
    int Kills { get; }

    /// <summary>Runs a sweep in a new store, kills until that many kills were done in all rounds, lets it end, and
    /// checks what came of it.</summary>
    Task RunRoundAsync(int kills);

    /// <summary>What was done, in a sentence.</summary>
    string Report();
}

/// <summary>What the scripts in bench/ set: they run the same tests with hundreds of kills.</summary>
internal static class TortureSettings
{
    public static int Seed { get; } = Setting("SWEEP_TORTURE_SEED", 1);

    /// <summary>The most time between two kills.</summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(Setting("SWEEP_TORTURE_SECONDS", 3));

    /// <summary>Kills in all rounds.</summary>
    public static int Kills { get; } = Setting("SWEEP_TORTURE_KILLS", 3);

    /// <summary>Runs rounds until enough was killed, and reports.</summary>
    public static async Task RunAsync(ITorture torture, ITestOutputHelper output)
    {
        while (torture.Kills < Kills)
            await torture.RunRoundAsync(Kills);

        output.WriteLine(torture.Report());
        if (Environment.GetEnvironmentVariable("SWEEP_TORTURE_REPORT") is { Length: > 0 } file)
            await File.WriteAllTextAsync(file, torture.Report());
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}

/// <summary>A sweep whose processes are killed over and over comes to the same tables as one that was left
/// alone.</summary>
/// <param name="output">Takes what was done.</param>
/// <param name="scheme">The kind of store, as its URL begins.</param>
/// <param name="sweep">What is run.</param>
public abstract class TortureTests(ITestOutputHelper output, string scheme, TorturedSweep sweep)
{
    [Fact]
    public async Task Run_KilledAtRandomMoments_EndsWithTheBytesOfAnUninterruptedRun()
    {
        using var torture = new Torture(TortureSettings.Seed, scheme, TortureSettings.LongestWait, sweep);

        await TortureSettings.RunAsync(torture, output);
    }
}

public sealed class LiteDbTortureTests(ITestOutputHelper output)
    : TortureTests(output, "litedb", TorturedSweep.Networks);

public sealed class SqliteTortureTests(ITestOutputHelper output)
    : TortureTests(output, "sqlite", TorturedSweep.Networks);

public sealed class ProgramTortureTests(ITestOutputHelper output)
    : TortureTests(output, "litedb", TorturedSweep.Programs);

public sealed class ImageTortureTests(ITestOutputHelper output)
    : TortureTests(output, "litedb", TorturedSweep.Images);

public sealed class SearchTortureTests(ITestOutputHelper output)
    : TortureTests(output, "litedb", TorturedSweep.Search);

public sealed class SearchOfTwoTortureTests(ITestOutputHelper output)
    : TortureTests(output, "sqlite", TorturedSweep.SearchOfTwo);

/// <summary>The same on a cluster, of which every part is killed.</summary>
/// <param name="output">Takes what was done.</param>
public sealed class ClusterTortureTests(ITestOutputHelper output)
{
    [ClusterFact]
    public async Task Run_PartsOfTheClusterKilledAtRandomMoments_EndsWithTheBytesOfOneMachine()
    {
        // For a few kills a few trials are enough.
        var sweep = TortureSettings.Kills > 10 ? TorturedSweep.Cluster : TorturedSweep.Networks;
        using var torture = new ClusterTorture(TortureSettings.Seed, TortureSettings.LongestWait, sweep);

        await TortureSettings.RunAsync(torture, output);
    }
}
