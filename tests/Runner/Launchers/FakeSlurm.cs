using System.Runtime.Versioning;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Launchers;

/// <summary>Commands of Slurm that answer what a test says, and note how they were called.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FakeSlurm : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Commands that succeed without an answer; sbatch submits job 17.</summary>
    public FakeSlurm()
    {
        foreach (var command in new[] { "sbatch", "squeue", "scontrol", "scancel" })
            Answer(command, "");
        Answer("sbatch", "17\n");
    }

    /// <summary>The calls so far, in order, a line each.</summary>
    public IReadOnlyList<string> Calls =>
        File.Exists(_folder.File("calls")) ? File.ReadAllLines(_folder.File("calls")) : [];

    /// <summary>Variables of the environment besides PATH, on which only the folder with the commands is.</summary>
    public Dictionary<string, string?> Variables { get; } = [];

    public string? Variable(string name) =>
        name == "PATH" ? _folder.Path : Variables.GetValueOrDefault(name);

    /// <summary>What a command writes from now on, and how it ends.</summary>
    public void Answer(string command, string output, int exitCode = 0, string error = "")
    {
        File.WriteAllText(_folder.File($"{command}.out"), output);
        File.WriteAllText(_folder.File($"{command}.err"), error);
        Write(
            command,
            $"""
            #!/bin/bash
            folder={_folder.Path}
            cat >$folder/{command}.in
            echo "{command} $*" >>$folder/calls
            cat $folder/{command}.out
            cat $folder/{command}.err >&2
            exit {exitCode}

            """);
    }

    /// <summary>Removes a command.</summary>
    public void Remove(string command) => File.Delete(_folder.File(command));

    public void Dispose() => _folder.Dispose();

    private void Write(string command, string script)
    {
        // Written aside: a file that is open for writing cannot be executed.
        var (file, draft) = (_folder.File(command), _folder.File($"{command}.draft"));
        File.WriteAllText(draft, script);
        File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(draft, file, overwrite: true);
    }
}
