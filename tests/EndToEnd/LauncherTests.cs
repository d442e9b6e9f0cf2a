using System.Runtime.CompilerServices;
using CliWrap;
using CliWrap.Buffered;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The launcher hands over to the command from wherever it is called.</summary>
public sealed class LauncherTests : IDisposable
{
    // Leaves room for a build, in case the sources are newer than the command.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sweep launcher ");

    [Fact]
    public async Task Launcher_ThroughASymlinkFromAnotherFolder_PassesArgumentsUnchanged()
    {
        var link = Path.Combine(folder.FullName, "a link");
        File.CreateSymbolicLink(link, Launcher());
        var (exitCode, _, error) = await RunAsync(link, "no such command", "*");
        Assert.Equal(2, exitCode);
        Assert.Contains("'no such command'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Launcher_Installed_IsFoundOnThePathAndCompletes()
    {
        var bin = Path.Combine(folder.FullName, "my bin");
        var (exitCode, output, _) = await RunAsync(
            "env", $"HOME={folder.FullName}", "XDG_DATA_HOME=", Launcher(), "install", "--into", bin);
        Assert.Equal((0, $"{bin}/sweep -> {Launcher()}"), (exitCode, output.Split('\n')[0]));

        const string script = """
            PATH="$0:$PATH"
            source "$1"
            complete_line() {
                COMP_LINE="$1"; COMP_POINT=${#1}
                read -ra COMP_WORDS <<<"$1"
                [[ "$1" == *" " ]] && COMP_WORDS+=("")
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _sweep
                echo "${COMPREPLY[@]}"
            }
            complete_line 'sweep st'
            complete_line 'sweep run --worker'
            complete_line 'sweep run '
            sweep lsit
            """;
        (exitCode, output, var error) = await RunAsync("bash", "-c", script, bin, output.Split('\n')[1]);

        Assert.Equal("status stop\n--workers --workers-per-device\n\n", output);
        Assert.Equal(2, exitCode);
        Assert.EndsWith("\nRun 'sweep --help' for the commands and their options.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Launcher_CalledByItsPath_NamesItselfSoInMessages()
    {
        var (_, _, error) = await RunAsync(Launcher(), "lsit");

        Assert.EndsWith($"\nRun '{Launcher()} --help' for the commands and their options.\n", error);
    }

    [Fact]
    public async Task Launcher_WhenBuilt_SaysNothingOfItsOwn()
    {
        await RunAsync(Launcher(), "--version");
        var (exitCode, output, error) = await RunAsync(Launcher(), "--version");
        Assert.Equal(0, exitCode);
        Assert.Matches(@"\A\d+\.\d+\.\d+\S*\n\z", output);
        Assert.Empty(error);
    }

    [Fact]
    public async Task Launcher_SweepTorchIsNoChoice_SaysWhatIs()
    {
        var (exitCode, output, error) = await RunAsync("env", "SWEEP_TORCH=torchsharp", Launcher(), "--version");

        const string message =
            "SWEEP_TORCH is 'torchsharp'. Allowed: auto (the default: CUDA if there is an NVIDIA driver and its "
            + "packages restore, else the CPU), cpu, cuda.";
        Assert.Equal((2, "", message + "\n"), (exitCode, output, error));
    }

    [Fact]
    public async Task Launcher_FewFilesMayBeOpened_SaysSoInPlaceOfTheRuntime()
    {
        var (exitCode, output, error) = await RunAsync("bash", "-c", "ulimit -n 20; exec \"$0\" list", Launcher());

        const string message = "sweep needs to open 256 files at a time, but 'ulimit -H -n' is 20. Raise this limit "
            + "in the shell or service that sets it.";
        Assert.Equal((2, "", message + "\n"), (exitCode, output, error));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Launcher([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "sweep"));

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string launcher, params string[] arguments)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        var result = await Cli.Wrap(launcher)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder.FullName)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(timeout.Token);
        return (result.ExitCode, result.StandardOutput, result.StandardError);
    }
}
