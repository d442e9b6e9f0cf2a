using System.Diagnostics;
using SweepRunner.Runner.Machine;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Machine;

public sealed class GitFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_FolderOutsideOfAClone_IsNull() => Assert.Null(GitFolder.Of(_folder.Path));

    [Fact]
    public void Of_MissingFolder_IsNull() => Assert.Null(GitFolder.Of(_folder.File("missing")));

    [Fact]
    public void Of_Clone_IsItsCommitAndWhetherFilesDiffer()
    {
        Git("init", "-q");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "first");

        var clean = GitFolder.Of(_folder.Path);
        File.WriteAllText(_folder.File("new.py"), "");
        var dirty = GitFolder.Of(_folder.Path);

        Assert.Matches("^[0-9a-f]{40}$", clean?.Commit);
        Assert.Equal((clean!.Commit, true, false), (dirty?.Commit, dirty?.IsDirty, clean.IsDirty));
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start("git", ["-C", _folder.Path, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
