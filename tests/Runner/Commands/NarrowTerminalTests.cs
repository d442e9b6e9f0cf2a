using System.Text.RegularExpressions;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>On a terminal of any width a number and its heading stay whole.</summary>
public sealed partial class NarrowTerminalTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public NarrowTerminalTests()
    {
        using var store = _harness.Create();
        StorySweep.Write(store, _harness.Time);
    }

    public static TheoryData<int, string[]> Screens
    {
        get
        {
            var screens = new TheoryData<int, string[]>();
            string[][] commands =
            [
                ["list"],
                ["show", "nan-story"],
                ["show", "nan-story/0"],
                ["show", "nan-story/6"],
                ["status", "--once"],
                ["data", "list"],
                ["plan", Plan],
            ];
            foreach (var width in new[] { 1, 10, 20, 40, 60, 80, 100, 140, 300 })
            {
                foreach (var command in commands)
                    screens.Add(width, command);
            }

            return screens;
        }
    }

    private static string Plan =>
        Path.Join(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "configs", "alexnet-lr.json");

    public void Dispose() => _harness.Dispose();

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Write_AnyWidth_BreaksNoWordAndNoLineThatFits(int width, string[] command)
    {
        var plain = await _harness.RunAsync(command);
        var screen = await _harness.RunAsync(command, isTerminal: true, width: width);

        Assert.Equal((ExitCodes.Done, ""), (screen.ExitCode, screen.Error));
        var words = Words(plain.Output)
            .Concat(Words("Left out at this width: . A wider terminal shows them, or '| less -S'."))
            .ToHashSet();
        Assert.All(screen.Output.Split('\n'), line =>
        {
            // A single word that is longer than the terminal is left to the terminal.
            Assert.True(
                line.TrimEnd().Length <= width || !line.Trim().Contains(' ', StringComparison.Ordinal),
                $"Too long: {line}");
            Assert.All(Words(line), word => Assert.True(words.Contains(word), $"'{word}' is no whole word: {line}"));
        });
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    public async Task Show_ASweep_KeepsEveryNumberOrNamesTheColumnsLeftOut(int width)
    {
        var screen = await _harness.RunAsync(["show", "nan-story"], isTerminal: true, width: width);

        GoldenFile.Matches($"show-sweep.terminal-{width}.txt", screen.Output);
    }

    // A bar is as wide as the terminal lets it be; commas and full stops stand behind words of the note.
    private static IEnumerable<string> Words(string text) => Separators().Split(text).Where(word => word.Length > 0);

    [GeneratedRegex(@"[\s█░▁▂▃▄▅▆▇]+|[,.;:](?=\s|$)")]
    private static partial Regex Separators();
}
