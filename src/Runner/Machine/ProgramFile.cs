namespace SweepRunner.Runner.Machine;

/// <summary>Finds the file of a program as the C library does when it starts one.</summary>
internal static class ProgramFile
{
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The reason why a program cannot be started; null if it can.</summary>
    /// <param name="name">A name that is looked for in PATH, or a path with a slash, which counts from the working
    /// directory.</param>
    /// <param name="workingDirectory">The absolute path of the folder in which the program would start.</param>
    public static string? FaultOf(string name, string workingDirectory) =>
        FaultOf(name, workingDirectory, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>The file of a program that is looked for in PATH; null if there is none.</summary>
    public static string? Find(string name, string? path) =>
        (path ?? "").Split(':').Select(folder => Path.Join(folder, name)).FirstOrDefault(IsExecutable);

    internal static string? FaultOf(string name, string workingDirectory, string? path)
    {
        var isPath = name.Contains('/');
        List<string> files = isPath
            ? [Path.GetFullPath(name, workingDirectory)]
            :
            [
                .. (path ?? "").Split(':')
                    .Select(folder => Path.Join(Path.GetFullPath(folder, workingDirectory), name)),
            ];
        if (files.Any(IsExecutable))
            return null;
        if (isPath && Directory.Exists(files[0]))
            return $"'{name}' is a folder, not a program.";
        if (files.FirstOrDefault(File.Exists) is { } file)
            return $"'{file}' may not be executed. Run 'chmod +x {file}', or begin the command with its interpreter, "
                + "such as \"python3\".";
        return isPath
            ? $"There is no program '{files[0]}': '{name}' counts from the working directory."
            : $"The program '{name}' was not found in PATH"
                + (File.Exists(Path.Join(workingDirectory, name))
                    ? $"; for the file in the working directory, write './{name}'."
                    : Nearest(name, files) is { } near ? $"; did you mean '{near}'?"
                    : ".");
    }

    private static string? Nearest(string name, IEnumerable<string> files) => NearestName.Find(
        name,
        files.Select(file => Path.GetDirectoryName(file)!)
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Where(IsExecutable)
            .Select(file => Path.GetFileName(file)!));

    private static bool IsExecutable(string file) =>
        new FileInfo(file) is { Exists: true } found && (found.UnixFileMode & Executable) != 0;
}
