using Xunit.Abstractions;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>A sweep whose processes are killed over and over comes to the same tables as one that was left
/// alone.</summary>
/// <param name="output">Takes what was done.</param>
/// <param name="scheme">The kind of store, as its URL begins.</param>
/// <param name="sweep">What is run.</param>
public abstract class TortureTests(ITestOutputHelper output, string scheme, TorturedSweep sweep) : IDisposable
{
    private readonly Torture _torture = new(
        seed: Setting("SWEEP_TORTURE_SEED", 1),
        scheme,
        longestWait: TimeSpan.FromSeconds(Setting("SWEEP_TORTURE_SECONDS", 3)),
        sweep);

    public void Dispose()
    {
        _torture.Dispose();
        GC.SuppressFinalize(this);
    }

    // bench/torture.sh runs the same with hundreds of kills.
    [Fact]
    public async Task Run_KilledAtRandomMoments_EndsWithTheBytesOfAnUninterruptedRun()
    {
        var kills = Setting("SWEEP_TORTURE_KILLS", 3);

        while (_torture.Kills < kills)
            await _torture.RunRoundAsync(kills);

        output.WriteLine(_torture.Report());
        if (Environment.GetEnvironmentVariable("SWEEP_TORTURE_REPORT") is { Length: > 0 } file)
            await File.WriteAllTextAsync(file, _torture.Report());
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : otherwise;
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
