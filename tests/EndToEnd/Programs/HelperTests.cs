using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests.Programs;

/// <summary>What every helper for programs does, in the environment that sweep gives a program, and without
/// it.</summary>
/// <param name="command">The program that uses the helper, and its first arguments.</param>
public abstract class HelperTests(params string[] command) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly string[] TwoHundredFifty = [.. Enumerable.Range(0, 250).Select(step => $"{step}")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Parameters_OfATrial_StandBeforeTheDefaults()
    {
        await File.WriteAllTextAsync(
            _folder.File("parameters.json"), """{"optimizer":{"lr":0.1,"name":"sgd"},"layers":[1,2]}""");

        var known = JsonNode.Parse(await RunAsync(
            "describe",
            ("SWEEP_PARAMETERS", _folder.File("parameters.json")),
            ("SWEEP_SEED", "12345678901"),
            ("SWEEP_CHECKPOINTS", _folder.File("a/b"))))!;

        AssertJson("""{"optimizer":{"lr":0.1,"momentum":0,"name":"sgd"},"layers":[1,2]}""", known["parameters"]);
        AssertJson("""{"optimizer":{"lr":0.1,"name":"sgd"},"layers":[1,2]}""", known["given"]);
        AssertJson("12345678901", known["seed"]);
        Assert.Equal(_folder.File("a/b"), known["checkpoints"]!.GetValue<string>());
        Assert.True(Directory.Exists(_folder.File("a/b")));
    }

    [Fact]
    public async Task Parameters_WithoutSweep_AreTheDefaults()
    {
        var known = JsonNode.Parse(await RunAsync("describe"))!;

        AssertJson("""{"optimizer":{"lr":0.5,"momentum":0}}""", known["parameters"]);
        AssertJson("{}", known["given"]);
        AssertJson("7", known["seed"]);
        Assert.Equal(_folder.File("checkpoints"), known["checkpoints"]!.GetValue<string>());
        Assert.True(Directory.Exists(_folder.File("checkpoints")));
    }

    [Fact]
    public async Task Log_WithSweep_AppendsALineToTheFileThatItNames()
    {
        await File.WriteAllTextAsync(_folder.File("metrics.jsonl"), "{\"before\": 1}\n");

        var output = await RunAsync("log", ("SWEEP_METRICS", _folder.File("metrics.jsonl")));

        Assert.Equal("", output);
        var lines = await File.ReadAllLinesAsync(_folder.File("metrics.jsonl"));
        Assert.Equal("{\"before\": 1}", lines[0]);
        AssertLogged(lines[1..]);
    }

    [Fact]
    public async Task Log_WithoutSweep_WritesToStandardOutput() =>
        AssertLogged((await RunAsync("log")).TrimEnd('\n').Split('\n'));

    [Fact]
    public async Task Log_ManyThreads_TearNoLine()
    {
        await RunAsync("threads", ("SWEEP_METRICS", _folder.File("metrics.jsonl")));

        var lines = (await File.ReadAllLinesAsync(_folder.File("metrics.jsonl")))
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .ToList();
        Assert.All(Enumerable.Range(0, 4), thread => Assert.Equal(
            TwoHundredFifty,
            lines.Where(line => line.ContainsKey($"thread{thread}")).Select(line => line["step"]!.ToJsonString())));
    }

    [Fact]
    public async Task ShouldStop_AfterSigterm_IsTrueAndTheProgramEndsByItself()
    {
        var output = new StringWriter();
        using var limit = new CancellationTokenSource(Limit);
        var running = Program("wait")
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
            {
                lock (output)
                    output.Write($"{line};");
            }))
            .ExecuteAsync(limit.Token);
        await Eventually.HoldsAsync(() => Said(output) == "ready;");

        await Shell.SignalAsync("TERM", running.ProcessId);

        Assert.Equal(0, (await running).ExitCode);
        Assert.Equal("ready;stopped;", Said(output));
    }

    /// <summary>Runs the program to its end.</summary>
    /// <returns>Its standard output.</returns>
    protected async Task<string> RunAsync(string action, params (string Name, string Value)[] environment)
    {
        using var limit = new CancellationTokenSource(Limit);
        return (await Program(action, environment).ExecuteBufferedAsync(limit.Token)).StandardOutput;
    }

    private Command Program(string action, params (string Name, string Value)[] environment) => Cli
        .Wrap(command[0])
        .WithArguments([.. command[1..], action])
        .WithWorkingDirectory(_folder.Path)
        .WithEnvironmentVariables(variables =>
        {
            variables.Set("PYTHONPATH", HelperPrograms.PythonHelper);
            foreach (var (name, value) in environment)
                variables.Set(name, value);
        });

    private static string Said(StringWriter output)
    {
        lock (output)
            return output.ToString();
    }

    private static void AssertLogged(string[] lines)
    {
        Assert.Equal(3, lines.Length);
        AssertJson("""{"step":0,"epoch":0,"train/loss":0.1,"größe \"x\"":1e-300}""", JsonNode.Parse(lines[0]));
        Assert.Equal(
            ["\"-inf\":-Infinity", "\"inf\":Infinity", "\"nan\":NaN"],
            lines[1].Replace(" ", "", StringComparison.Ordinal).Trim('{', '}').Split(',')
                .Order(StringComparer.Ordinal));
        AssertJson("""{"step":1099511627776,"epoch":2,"loss":3}""", JsonNode.Parse(lines[2]));
    }

    private static void AssertJson(string expected, JsonNode? actual) => Assert.True(
        JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonSerializer.SerializeToElement(actual)),
        $"Expected {expected}, got {actual?.ToJsonString()}.");
}

public sealed class PythonHelperTests() : HelperTests(HelperPrograms.Python);

public sealed class CSharpHelperTests() : HelperTests(HelperPrograms.CSharp);

/// <summary>The program of tests/Programs in each language.</summary>
internal static class HelperPrograms
{
    public static string[] Python { get; } = ["python3", Repository.File("tests/Programs/program.py")];

    public static string[] CSharp { get; } =
    [
        Environment.ProcessPath!,
        typeof(HelperPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "CSharpProgram").Value!,
    ];

    /// <summary>The folder of the helper for Python.</summary>
    public static string PythonHelper { get; } = Repository.File("helpers/python");
}
