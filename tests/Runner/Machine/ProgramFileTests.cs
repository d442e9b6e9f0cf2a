using SweepRunner.Runner.Machine;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Machine;

public sealed class ProgramFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProgramFileTests()
    {
        Directory.CreateDirectory(_folder.File("bin/folder"));
        File.WriteAllText(_folder.File("bin/tool"), "");
        File.WriteAllText(_folder.File("bin/data"), "");
        File.WriteAllText(_folder.File("train.sh"), "");
        Shell.Run("chmod", "+x", _folder.File("bin/tool"), _folder.File("train.sh"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tool")]
    [InlineData("./train.sh")]
    [InlineData("bin/tool")]
    [InlineData("/bin/sh")]
    public void FaultOf_ProgramThatCanBeStarted_IsNull(string name) =>
        Assert.Null(ProgramFile.FaultOf(name, _folder.Path, $"/none:{_folder.File("bin")}"));

    [Theory]
    [InlineData("pyton3", "The program 'pyton3' was not found in PATH.")]
    [InlineData("tol", "The program 'tol' was not found in PATH; did you mean 'tool'?")]
    [InlineData(
        "train.sh",
        "The program 'train.sh' was not found in PATH; for the file in the working directory, write './train.sh'.")]
    [InlineData("./nothing", "There is no program 'FOLDER/nothing': './nothing' counts from the working directory.")]
    [InlineData("./bin", "'./bin' is a folder, not a program.")]
    [InlineData("folder", "The program 'folder' was not found in PATH.")]
    [InlineData(
        "data",
        "'FOLDER/bin/data' may not be executed. Run 'chmod +x FOLDER/bin/data', or begin the command with its "
            + "interpreter, such as \"python3\".")]
    public void FaultOf_OtherProgram_TellsWhatToDo(string name, string fault) => Assert.Equal(
        fault.Replace("FOLDER", _folder.Path, StringComparison.Ordinal),
        ProgramFile.FaultOf(name, _folder.Path, _folder.File("bin")));
}
