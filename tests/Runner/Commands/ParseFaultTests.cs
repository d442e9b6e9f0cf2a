using SweepRunner.Runner.Commands;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>Command lines that lack a word, have one twice, or have a value that does not fit.</summary>
public sealed class ParseFaultTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    /// <summary>Each command with each of its options that takes no text.</summary>
    public static TheoryData<string, string> Options
    {
        get
        {
            var root = CommandLine.Create(CommandHarness.Context(TextWriter.Null, TextWriter.Null));
            Type[] texts = [typeof(string), typeof(string[]), typeof(bool)];
            var data = new TheoryData<string, string>();
            foreach (var command in root.Subcommands)
                foreach (var option in command.Options.Where(option => !texts.Contains(option.ValueType)))
                    data.Add(command.Name, option.Name);
            return data;
        }
    }

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("run needs CONFIG, the sweep file.", "run")]
    [InlineData("new needs NAME, the name of the sweep.", "new")]
    [InlineData("compare needs SWEEP, two or more sweeps with the same objective.", "compare")]
    [InlineData("data needs one of list, get, verify, sample, generate.", "data")]
    [InlineData("data get needs NAME, the data set.", "data", "get")]
    [InlineData("serve needs --watch DIR, the folder that receives sweep files.", "serve")]
    [InlineData("--cell takes one value, not 2.", "show", "a", "--cell", "1", "--cell", "2")]
    [InlineData("--cell takes the number of a cell, not 'abc'.", "show", "a", "--cell", "abc")]
    [InlineData("--cell takes the number of a cell, not '99999999999'.", "show", "a", "--cell", "99999999999")]
    public async Task Run_WordMissingOrUnfit_IsSaidInPlainWords(string message, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal((ExitCodes.BadInput, message), (result.ExitCode, result.Error.Split('\n')[0]));
    }

    [Theory]
    [InlineData("--cell needs a value: --cell NUMBER.", "show", "a", "--cell")]
    [InlineData("--csv needs a value: --csv DIR.", "export", "a", "--csv")]
    [InlineData("--store needs a value: --store URL.", "list", "--store")]
    public async Task Run_OptionEndsTheLineWithoutItsValue_SaysWhichValue(string message, params string[] arguments)
    {
        using var error = new StringWriter { NewLine = "\n" };

        var exitCode = await CommandLine.RunAsync(arguments, CommandHarness.Context(TextWriter.Null, error));

        Assert.Equal((ExitCodes.BadInput, message), (exitCode, error.ToString().Split('\n')[0]));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Run_ValueOfAnotherKind_IsRefusedInTheOptionsOwnWords(string command, string option)
    {
        string[] others = command switch
        {
            "serve" => ["--watch", "a"],
            "retry" => ["a", "--failed"],
            "enqueue" => ["a", "--set", "b=1"],
            _ => ["a"],
        };

        var result = await _harness.RunAsync([command, .. others, option, "abc"]);

        Assert.Matches($"(?m)^{option} takes .+, not 'abc'\\.$", result.Error);
        Assert.DoesNotContain("System.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_StoreHasSweeps_DoesNotListThem()
    {
        using (var store = _harness.Create())
            StorySweep.Write(store, _harness.Time);

        var result = await _harness.RunAsync(["show", "--help"]);

        GoldenFile.Matches("help-show.txt", result.Output);
    }
}
