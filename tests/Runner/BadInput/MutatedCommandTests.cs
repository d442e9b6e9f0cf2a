using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Tests.Commands;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>
/// Command lines and sweep files that are changed at random end with an exit code of ours and a message, never with a
/// stack trace, and write to nothing that they do not name. <c>bench/edges.sh</c> tries 10 000 of each.
/// </summary>
[Collection(CurrentFolder.Name)]
public sealed class MutatedCommandTests : IDisposable
{
    private const string Seeds = "seeds=[1, 2]";

    // No test machine has it: whatever the mutations do, no trial is ever trained, and no worker started.
    private const string Device = "cuda:99";

    private static readonly int Mutations = int.TryParse(
        Environment.GetEnvironmentVariable("SWEEP_MUTATIONS"), CultureInfo.InvariantCulture, out var count)
        ? count
        : 300;

    private static readonly string[] Words =
    [
        "",
        " ",
        "-",
        "--",
        "---",
        "--store",
        "--store=",
        "--out",
        "--json",
        "--set",
        "--set=",
        "--workers",
        "-1",
        "0",
        "1e999",
        "99999999999999999999",
        "NaN",
        "null",
        "[]",
        "{}",
        "=",
        "a=b",
        "trial.epochs=0",
        "space={}",
        "seeds=[]",
        "name=../up",
        "@",
        "@nowhere.rsp",
        ".",
        "nowhere.json",
        "/dev/null",
        "/dev/full",
        "/proc/self/mem",
        "/proc/nowhere/x.db",
        "nowhere/deep/x.db",
        ":memory:",
        "sqlite:",
        "litedb:",
        "http://example.org/x.db",
        "sqlite://x.db",
        "done/0",
        "done/99",
        "done/",
        "/",
        "open/0",
        "\u001b[31m",
        "\u202e",
        "💥",
        "ünï",
        "\n",
        "\t",
        "*",
        "$HOME",
        "~",
        "%s%n",
        "'",
        "\"",
        "\\",
        "--help",
        "--version",
        "-h",
        "?",
        new('x', 300),
        new('9', 5_000),
        string.Concat(Enumerable.Repeat("d/", 3_000)),
        new('y', 100_000),
    ];

    // In the current folder: what is left of a path that was cut short lies there too.
    private const string Config = "config.json", Store = "sweeps.db";

    private readonly TemporaryFolder _folder = new();
    private readonly string _current;
    private readonly string _before = Environment.CurrentDirectory;

    public MutatedCommandTests()
    {
        _current = Directory.CreateDirectory(_folder.File("current")).FullName;
        Environment.CurrentDirectory = _current;
        Directory.CreateDirectory("inbox");
        const string name = "\"name\": \"alexnet-lr\"";
        var shipped = File.ReadAllText(Path.Join(SweepTexts.ConfigsFolder(), "alexnet-lr.json"));
        File.WriteAllText(Config, shipped.Replace(name, $"\"device\": \"{Device}\", {name}", StringComparison.Ordinal));
        Fill();
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_MutatedCommandLine_EndsInOrderAndWritesNothingElsewhere()
    {
        var random = new Random(20_261_128);
        string[][] lines =
        [
            ["run", Config, "--set", Seeds, "--workers", "2"],
            ["run", Config, "--extend"],
            ["resume", "done"],
            ["resume"],
            ["stop", "open"],
            ["retry", "done", "--failed"],
            ["retry", "done/1"],
            ["status", "open", "--once"],
            ["list", "--json"],
            ["show", "done", "--plot", "train/loss"],
            ["show", "done/0", "--config"],
            ["report", "done", "--out", "report"],
            ["compare", "done", "open", "--out", "both"],
            ["export", "done", "--csv", "tables"],
            ["delete", "open", "--yes"],
            ["validate", Config, "--set", Seeds],
            ["plan", Config, "--json"],
            ["schema"],
            ["data", "list"],
            ["serve", "--watch", "inbox"],
        ];
        var outside = Outside();

        for (var mutation = 0; mutation < Mutations; mutation++)
        {
            string[] sound = [.. lines[random.Next(lines.Length)], "--store", Store];
            await RunAsync(Mutate(sound, random));
        }

        Assert.Equal(outside, Outside());
    }

    [Fact]
    public async Task Run_MutatedSweepFile_EndsInOrderAndWritesNothingElsewhere()
    {
        var random = new Random(20_261_129);
        var sound = SweepTexts
            .ShippedTexts.Append(SweepTexts.Full)
            .Select(Encoding.UTF8.GetBytes)
            .ToList();
        const string spoilt = "spoilt.json";
        var outside = Outside();

        for (var mutation = 0; mutation < Mutations; mutation++)
        {
            await File.WriteAllBytesAsync(spoilt, SpoiltText.Of(sound[random.Next(sound.Count)], random));
            var validated = await RunAsync(["validate", spoilt, "--store", Store]);
            if (mutation % 10 == 0)
                await RunAsync(["run", spoilt, "--set", $"device={Device}", "--store", Store]);
            if (validated == ExitCodes.Done)
                Assert.Equal(ExitCodes.Done, await RunAsync(["plan", spoilt, "--json", "--store", Store]));
        }

        var named = Directory.EnumerateFileSystemEntries(_current)
            .Select(Path.GetFileName)
            .Where(name => !name!.StartsWith(Store, StringComparison.Ordinal));
        // What was read of image folders is remembered in the data folder.
        Assert.Equal([Config, "data", "inbox", spoilt], named.Order());
        Assert.Equal(outside, Outside());
    }

    private static string[] Mutate(string[] sound, Random random)
    {
        var line = sound.ToList();
        for (var count = random.Next(1, 4); count > 0 && line.Count > 0; count--)
        {
            var (place, word) = (random.Next(line.Count), Words[random.Next(Words.Length)]);
            switch (random.Next(7))
            {
                case 0:
                    line.RemoveAt(place);
                    break;
                case 1:
                    line.Insert(place, line[random.Next(line.Count)]);
                    break;
                case 2:
                    var other = random.Next(line.Count);
                    (line[place], line[other]) = (line[other], line[place]);
                    break;
                case 3:
                    line[place] = line[place][..random.Next(line[place].Length + 1)];
                    break;
                case 4:
                    line[place] += word;
                    break;
                case 5:
                    line[place] = word;
                    break;
                default:
                    line.Insert(place, word);
                    break;
            }
        }

        return [.. line];
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = CommandHarness.Context(output, error);
        // A service that starts is asked to end at once.
        using var ending = new CancellationTokenSource(
            arguments.Contains("serve") ? TimeSpan.FromMilliseconds(100) : Timeout.InfiniteTimeSpan);

        var line = string.Join(' ', arguments.Select(argument => $"'{argument[..Math.Min(argument.Length, 80)]}'"));
        var running = Task.Run(() => CommandLine.RunAsync(arguments, context, ending.Token));
        Assert.True(
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(60))) == running, $"It does not end: {line}");

        var exitCode = await running;
        Assert.True(
            exitCode is ExitCodes.Done or ExitCodes.Failed or ExitCodes.BadInput or ExitCodes.Interrupted,
            $"{exitCode}: {line}");
        Assert.False(error.ToString().Contains("Unexpected fault", StringComparison.Ordinal), $"{line}\n{error}");
        Assert.False($"{output}{error}".Contains("\n   at ", StringComparison.Ordinal), $"{line}\n{error}");
        Assert.True(exitCode != ExitCodes.BadInput || error.ToString().Length > 0, $"No message: {line}");
        return exitCode;
    }

    // One sweep that is done and one that is open, both for a device that is not there.
    private void Fill()
    {
        using var store = TrackingStores.Open(Store, StoreAccess.Create, TimeProvider.System);
        foreach (var name in new[] { "done", "open" })
        {
            var plan = SweepLoader.Load(Config, [$"name={name}", Seeds], ImageFolders.Default);
            new SweepCreation(store, _ => null, TinySweep.Commands).Open(plan);
        }

        for (var number = 0; store.ClaimNext("done", LeaseOwners.Current()) is { } claim; number++)
        {
            var outcome = (number % 4) switch { 1 => Outcome.Failed, 2 => Outcome.Diverged, _ => Outcome.Completed };
            var end = new TrialEnd { Outcome = outcome, Kind = outcome == Outcome.Diverged ? "nan" : null, Steps = 2 };
            var points = Enumerable
                .Range(0, 2)
                .Select(step => new MetricPoint("train/loss", step, 0, number + step, DateTimeOffset.UnixEpoch));
            store.Finish(claim, end, [.. points]);
        }
    }

    // The sweep file, and the folders where a stray file would land.
    private string Outside()
    {
        var places = new[]
        {
            "/",
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            _before,
            _folder.Path,
        };
        var names = places.SelectMany(Directory.EnumerateFileSystemEntries).Order(StringComparer.Ordinal);
        var config = SHA256.HashData(File.ReadAllBytes(Path.Join(_current, Config)));
        return $"{Convert.ToHexString(config)}\n{string.Join('\n', names)}";
    }
}

/// <summary>Tests that change the current folder, which the whole process shares: they run with no other beside
/// them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CurrentFolder
{
    public const string Name = "the current folder";
}
