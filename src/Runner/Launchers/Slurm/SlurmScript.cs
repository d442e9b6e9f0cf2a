using System.Security.Cryptography;
using System.Text;
using SweepRunner.Runner.Launchers.Local;

namespace SweepRunner.Runner.Launchers.Slurm;

/// <summary>The script of a sweep's job, which a person may change.</summary>
internal sealed class SlurmScript(LaunchPlace place, SlurmLauncher settings)
{
    private const string Mark = "# written by sweep: ";

    private string Folder => Path.Join(place.Store.SweepArtifacts(place.Sweep), "slurm");

    /// <summary>The file, among the artifacts of the sweep.</summary>
    public string File => Path.Join(Folder, "job.sh");

    // sbatch fills in the job and the task.
    private string Output => Path.Join(Folder, "task-%A_%a.out");

    /// <summary>Writes the script, unless a person has changed it.</summary>
    /// <returns>True if a person has.</returns>
    public bool Write()
    {
        Directory.CreateDirectory(Folder);
        if (System.IO.File.Exists(File) && IsChanged(System.IO.File.ReadAllText(File)))
            return true;
        System.IO.File.WriteAllText(File, Text());
        return false;
    }

    /// <summary>The last line of the newest output of a task, and its file; null if there is none.</summary>
    public string? LastOutput()
    {
        try
        {
            return new DirectoryInfo(Folder).EnumerateFiles("task-*.out")
                .Where(file => file.Length > 0)
                .MaxBy(file => file.LastWriteTimeUtc) is { } newest
                && System.IO.File.ReadLines(newest.FullName).LastOrDefault(line => line.Trim().Length > 0) is { } line
                ? $"{line.Trim()} ({newest.FullName})"
                : null;
        }
        catch (IOException)
        {
            // Nothing was submitted from here, or the folder is not shared.
            return null;
        }
    }

    /// <summary>The script.</summary>
    public string Text()
    {
        var text = string.Join('\n', Lines()) + "\n";
        return text.Replace($"{Mark}\n", $"{Mark}{HashOf(text)}\n");
    }

    private static bool IsChanged(string text)
    {
        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, line => line.StartsWith(Mark));
        if (at < 0)
            return true;
        var hash = lines[at][Mark.Length..];
        lines[at] = Mark;
        return HashOf(string.Join('\n', lines)) != hash;
    }

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private IEnumerable<string> Lines()
    {
        var (sweep, program) = (place.Sweep, WorkerProcess.Command());
        return
        [
            "#!/bin/bash",
            $"# Runs the workers of the sweep '{sweep}'. Each task of the job array is one.",
            "# You may change this script: 'run' and 'resume' then submit it as it is. Delete it for a new one.",
            "# They add --job-name, --comment and --array, by which 'status' and 'stop' find the tasks.",
            Mark,
            "",
            "# What a task asks Slurm for: launcher in the sweep file.",
            .. Asked().Select(option => $"#SBATCH {option}"),
            "",
            "# A task that loses its node or is preempted is queued again, and goes on with its output.",
            .. Unless(["requeue", "no-requeue"], "--requeue"),
            "#SBATCH --open-mode=append",
            .. Unless(["output", "o"], $"--output={SbatchOptions.Quoted(Output)}"),
            "",
            .. settings.Setup.Count == 0 ? [] : settings.Setup.Prepend("# launcher.setup").Append(""),
            "# Where the machine that submits has its data. Each node needs the same folders.",
            $"export {DataFolders.Variable}={Quoted(Path.GetFullPath(place.Context.Data.Data))}",
            "",
            $"for file in {string.Join(' ', program.Select(Quoted))}; do",
            "    if [ ! -e \"$file\" ]; then",
            "        echo \"The node $(hostname) has no $file. Install sweep in a folder that all nodes share.\" >&2",
            "        exit 2",
            "    fi",
            "done",
            "",
            "# By exec, the signals of Slurm reach the worker.",
            $"exec {string.Join(' ', program.Select(Quoted))} worker {sweep} --store {Quoted(place.Store.Url)} \\",
            $"    {WorkerProcess.LauncherOption} {Catalogue.NameOf(settings)}",
        ];
    }

    private IEnumerable<string> Asked()
    {
        if (settings.Partition is { } partition)
            yield return $"--partition={partition}";
        if (settings.Account is { } account)
            yield return $"--account={account}";
        if (settings.Time is { } time)
            yield return $"--time={time}";
        yield return $"--cpus-per-task={settings.Cpus}";
        if (settings.Gpus > 0)
            yield return $"--gres=gpu:{settings.Gpus}";
        if (settings.Memory is { } memory)
            yield return $"--mem={memory}";
        foreach (var option in SbatchOptions.Lines(settings.Options))
            yield return option;
    }

    private IEnumerable<string> Unless(string[] options, string own) =>
        options.Any(settings.Options.ContainsKey) ? [] : [$"#SBATCH {own}"];

    private static string Quoted(string text) => SweepCommands.Quoted(text);
}
