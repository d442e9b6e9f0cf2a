using System.ComponentModel;
using System.Diagnostics;

namespace SweepRunner.Runner.Machine;

/// <summary>The commit that a folder is at.</summary>
/// <param name="Commit">The hash of the commit.</param>
/// <param name="IsDirty">True if files of the clone differ from it or are not in it.</param>
internal sealed record GitFolder(string Commit, bool IsDirty)
{
    /// <summary>Asks git; null outside of a clone, and without git.</summary>
    public static GitFolder? Of(string folder) =>
        Ask(folder, "rev-parse", "HEAD") is { } commit && Ask(folder, "status", "--porcelain") is { } changes
            ? new GitFolder(commit.Trim(), changes.Length > 0)
            : null;

    private static string? Ask(string folder, params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", folder, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            git.StandardInput.Close();
            // Nobody reads the complaint about a folder without a clone.
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var answer = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? answer : null;
        }
        catch (Win32Exception)
        {
            // There is no git here.
            return null;
        }
    }
}
