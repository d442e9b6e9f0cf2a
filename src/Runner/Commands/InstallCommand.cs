using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Commands;

/// <summary><c>install</c>: a link to the launcher in a folder of the PATH, and completion for bash.</summary>
internal static class InstallCommand
{
    private const string Name = SweepCommands.DefaultLauncher;

    public static Command Create(CommandContext context)
    {
        var into = CommonOptions.Folder(
            "--into", "The folder for the link, created if missing. Default: ~/.local/bin.");
        var remove = new Option<bool>("--remove") { Description = "Remove the link and the completion." };
        var command = new Command(
            "install",
            "Put sweep on the PATH: write a link to this launcher, and completion for bash. Example: sweep install")
        { into, remove };
        command.SetAction(result =>
        {
            var launcher = Launcher(context);
            var folder = Path.GetFullPath(result.GetValue(into) ?? Home(context, "", ".local/bin"));
            var link = Path.Join(folder, Name);
            var completion = Path.Join(
                Home(context, "XDG_DATA_HOME", ".local/share"), "bash-completion", "completions", Name);
            try
            {
                if (result.GetValue(remove))
                    Remove(context, link, launcher, completion);
                else
                    Install(context, link, launcher, completion);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new CommandException(
                    $"Cannot write to '{folder}' or '{completion}': {FileFaults.Reason(exception, folder)}. Name "
                        + "another folder with --into DIR.",
                    exception);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Install(CommandContext context, string link, string launcher, string completion)
    {
        if (!LeadsTo(link, launcher))
        {
            if (Path.Exists(link) && !LeadsNowhere(link))
                throw new CommandException(
                    $"'{link}' exists and is not a link to {launcher}. Remove it, or name another folder with "
                        + "--into DIR.");
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            // A link to nothing that an older clone has left.
            File.Delete(link);
            File.CreateSymbolicLink(link, launcher);
        }

        context.Out.Write($"{link} -> {launcher}\n");
        if (IsForeign(completion))
        {
            context.Error.Write($"There is no completion: '{completion}' exists and is of another program.\n");
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(completion)!);
            File.WriteAllText(completion, BashCompletion.Script);
            context.Out.Write($"{completion}\n");
            context.Error.Write(
                "A new bash completes sweep if it has the package bash-completion. Otherwise add this line to "
                    + $"~/.bashrc: source {SweepCommands.Quoted(completion)}\n");
        }

        var folder = Path.GetDirectoryName(link)!;
        if (!Folders(context).Contains(folder))
            context.Error.Write(
                $"'{folder}' is not on the PATH. Add this line to ~/.bashrc: "
                    + $"export PATH={SweepCommands.Quoted(folder)}:\"$PATH\"\n");
    }

    private static void Remove(CommandContext context, string link, string launcher, string completion)
    {
        if (Path.Exists(link) && !LeadsTo(link, launcher))
            throw new CommandException($"'{link}' is not a link to {launcher}; it stays.");
        var other = Folders(context).Select(folder => Path.Join(folder, Name))
            .FirstOrDefault(file => file != link && LeadsTo(file, launcher));
        string[] ours = IsForeign(completion) || other is not null ? [link] : [link, completion];
        var found = ours.Where(Path.Exists).ToList();
        foreach (var file in found)
        {
            File.Delete(file);
            context.Out.Write($"Removed {file}\n");
        }

        if (found.Count == 0)
            context.Error.Write($"There is nothing to remove: '{link}' does not exist.\n");
        if (other is not null && Path.Exists(completion))
            context.Error.Write($"The completion stays for '{other}'.\n");
    }

    // The file behind all links.
    private static string Launcher(CommandContext context)
    {
        var name = context.Launcher;
        var file = name.Contains('/')
            ? Path.GetFullPath(name)
            : Folders(context).Select(folder => Path.Join(folder, name)).FirstOrDefault(File.Exists);
        return file is not null && File.Exists(file)
            ? RealPath(file)
            : throw new CommandException(
                "There is no launcher to install: run './sweep install' in the folder of the repository.");
    }

    private static bool LeadsTo(string link, string launcher) =>
        File.Exists(link) && RealPath(link) == launcher;

    private static bool LeadsNowhere(string link) =>
        File.ResolveLinkTarget(link, returnFinalTarget: true) is { Exists: false };

    private static string RealPath(string file) =>
        File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;

    private static bool IsForeign(string completion) =>
        Path.Exists(completion) && !File.ReadAllText(completion).StartsWith(BashCompletion.Heading);

    private static string[] Folders(CommandContext context) =>
        (context.Variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    private static string Home(CommandContext context, string variable, string folder) =>
        context.Variable(variable) is { Length: > 0 } named ? named
        : context.Variable("HOME") is { Length: > 0 } home ? Path.Join(home, folder)
        : throw new CommandException("HOME is not set, so there is no folder to install into.");
}

/// <summary>Completion for bash by the library's directive <c>[suggest]</c>.</summary>
internal static class BashCompletion
{
    public const string Heading = "# Completes the command sweep in bash; written by 'sweep install'.";

    // The command line is passed on with the plain name, as the parser expects it. Where no option begins, none is
    // offered, so that bash falls back to names of files.
    public const string Script = Heading + "\n" + """
        _sweep() {
            local launcher="${COMP_WORDS[0]}" word="${COMP_WORDS[COMP_CWORD]}" line suggestion
            line="sweep${COMP_LINE:${#launcher}}"
            COMPREPLY=()
            while IFS= read -r suggestion; do
                [[ "$suggestion" == "$word"* ]] || continue
                [[ "$suggestion" == [-/]* && "$word" != -* ]] && continue
                COMPREPLY+=("$suggestion")
            done < <("${launcher/#\~/$HOME}" "[suggest:$((COMP_POINT - ${#launcher} + 5))]" "$line" 2>/dev/null)
        }
        complete -o default -F _sweep sweep

        """;
}
