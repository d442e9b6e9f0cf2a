using System.Text.Json;
using Spectre.Console;
using SweepRunner.Experiments.Data;
using SweepRunner.Runner.Commands;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private const string Debian = "/usr/share/datasets/fashion-mnist";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task List_OnePresent_SaysWhereEachIs()
    {
        Assert.Equal(
            (ExitCodes.Done, $"""
            name           train + test images     state   folder
            fashion-mnist  60000 + 10000, 1×28×28  found   {Debian}
            mnist          60000 + 10000, 1×28×28  absent  -
            cifar-10       50000 + 10000, 3×32×32  absent  -

            """, ""),
            await RunAsync("list"));
    }

    [Fact]
    public async Task List_AsJson_HoldsEveryField()
    {
        var (exitCode, output, _) = await RunAsync("list", "--json");
        Assert.Equal(ExitCodes.Done, exitCode);
        var sets = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            $$"""{"name":"fashion-mnist","state":"found","folder":"{{Debian}}","fault":null,"channels":1,"height":"""
                + """28,"width":28,"classes":10,"trainImages":60000,"testImages":10000}""",
            JsonSerializer.Serialize(sets[0]));
        Assert.Equal(JsonValueKind.Null, sets[1].GetProperty("folder").ValueKind);
        Assert.Equal("absent", sets[1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Get_AlreadyThere_ChecksItAndFetchesNothing()
    {
        var (exitCode, output, error) = await RunAsync("get", "fashion-mnist");
        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
        Assert.Contains(
            $"fashion-mnist  60000 + 10000, 1×28×28  verified  {Debian}\n", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Get_DamagedFilesWithForce_ReplacesThem()
    {
        var own = Put("fashion-mnist", "train-labels-idx1-ubyte", "damaged");

        var refused = await RunAsync("get", "fashion-mnist");
        var forced = await RunAsync("get", "fashion-mnist", "--force");

        Assert.Equal(ExitCodes.BadInput, refused.ExitCode);
        Assert.EndsWith(
            "Replace it with 'sweep data get fashion-mnist --force'.\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal(
            (ExitCodes.Done, $"Fetching fashion-mnist from the Debian package dataset-fashion-mnist into {own}\n"),
            (forced.ExitCode, forced.Error));
        Assert.Contains($"verified  {own}\n", forced.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NothingWrong_EndsWithZero()
    {
        Assert.Equal(
            (ExitCodes.Done, $"""
            name           train + test images     state     folder
            fashion-mnist  60000 + 10000, 1×28×28  verified  {Debian}
            mnist          60000 + 10000, 1×28×28  absent    -
            cifar-10       50000 + 10000, 3×32×32  absent    -

            """, ""),
            await RunAsync("verify"));
    }

    [Fact]
    public async Task Verify_DamagedFiles_NamesEachAndEndsWithTwo()
    {
        var own = Put("mnist", "train-labels-idx1-ubyte", "damaged");
        const string WrongMagic =
            "not an IDX file of bytes in 1 dimensions: it begins with 0x64616d61, expected 0x00000801";
        var fault = $"""
            The data set 'mnist' in {own} cannot be used:
              {own}/train-images-idx3-ubyte: missing: expected the file, plain or with .gz at its end
              {own}/train-labels-idx1-ubyte: {WrongMagic}
              {own}/t10k-images-idx3-ubyte: missing: expected the file, plain or with .gz at its end
              {own}/t10k-labels-idx1-ubyte: missing: expected the file, plain or with .gz at its end
            Replace it with 'sweep data get mnist --force'.
            """;

        var table = await RunAsync("verify", "mnist");
        var json = await RunAsync("verify", "mnist", "--json");

        Assert.Equal((ExitCodes.BadInput, fault + "\n"), (table.ExitCode, table.Error));
        Assert.Contains("damaged", table.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.BadInput, json.ExitCode);
        Assert.Equal(fault, JsonDocument.Parse(json.Output).RootElement[0].GetProperty("fault").GetString());
        Assert.Contains("incomplete", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NamedButAbsent_EndsWithTwo()
    {
        var (exitCode, _, error) = await RunAsync("verify", "mnist");
        Assert.Equal(
            (
                ExitCodes.BadInput,
                $"The data set 'mnist' was not found in {_folder.Path}/mnist. Fetch it with 'sweep data get "
                    + "mnist'.\n"),
            (exitCode, error));
    }

    [Fact]
    public async Task Get_ArchiveNotThere_SaysWhereToGetItAndWhereToPutIt()
    {
        var own = $"{_folder.Path}/cifar-10";
        const string Page = "https://www.cs.toronto.edu/~kriz/cifar.html";
        var (exitCode, output, error) = await RunAsync("get", "cifar-10");
        Assert.Equal((ExitCodes.BadInput, ""), (exitCode, output));
        Assert.Equal(
            $"""
            Fetching cifar-10 from the archive cifar-10-binary.tar.gz into {own}
            The data set 'cifar-10' could not be fetched:
              the archive cifar-10-binary.tar.gz: there is no file {own}/cifar-10-binary.tar.gz
            Download cifar-10-binary.tar.gz from {Page} into {own}, or put its files there.

            """,
            error);
    }

    [Fact]
    public async Task GenerateShapes_EmptyFolder_WritesImagesAndSaysHowToTrainOnThem()
    {
        var target = _folder.File("shapes");

        var (exitCode, output, error) = await RunAsync(
            "generate", "shapes", target, "--train", "2", "--validation", "1", "--seed", "3");

        Assert.Equal((ExitCodes.Done, $"{target}\n"), (exitCode, output));
        Assert.Equal(
            "20 training images and 10 validation images of 10 classes: circle, crescent, cross, dots, ring, square, "
                + "star, stripes, triangle, zigzag.\n"
                + "Train on them: sweep run configs/alexnet-half.json "
                + $"--set trial.data.path={target}/train --set trial.data.validationPath={target}/validation\n",
            error);
        Assert.Equal(30, Directory.GetFiles(target, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task GenerateShapes_FolderHoldsFiles_EndsWithTwo()
    {
        var own = Put("shapes", "notes.txt", "mine");
        Assert.Equal(
            (
                ExitCodes.BadInput, "",
                $"'{own}' is not an empty folder, and stays as it is. Name a folder that is empty or does not "
                    + "exist.\n"),
            await RunAsync("generate", "shapes", own));
    }

    [Theory]
    [InlineData("--train", "0", "--train takes a whole number from 1 to 9999, not '0'.")]
    [InlineData("--validation", "many", "--validation takes a whole number from 1 to 9999, not 'many'.")]
    [InlineData("--seed", "1.5", "--seed takes a whole number, not '1.5'.")]
    public async Task GenerateShapes_NotANumber_NamesWhatIsAllowed(string option, string value, string message)
    {
        var (exitCode, _, error) = await RunAsync("generate", "shapes", _folder.File("shapes"), option, value);
        Assert.Equal(ExitCodes.BadInput, exitCode);
        Assert.StartsWith($"{message}\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnknownName_NamesTheKnown()
    {
        var (exitCode, output, error) = await RunAsync("get", "cifar10");
        Assert.Equal((ExitCodes.BadInput, ""), (exitCode, output));
        Assert.Equal(
            "Argument 'cifar10' not recognized. Must be one of:\n\t'fashion-mnist'\n\t'mnist'\n\t'cifar-10'\nRun "
                + "'sweep data get --help' for the commands and their options.\n",
            error);
    }

    [Fact]
    public async Task Verify_NeitherNameNorFolder_NamesTheKnown()
    {
        var (exitCode, output, error) = await RunAsync("verify", "cifar10");
        Assert.Equal((ExitCodes.BadInput, ""), (exitCode, output));
        Assert.Equal(
            "'cifar10' is neither a data set nor a folder. The data sets are fashion-mnist, mnist, cifar-10.\nRun "
                + "'sweep data verify --help' for the commands and their options.\n",
            error);
    }

    [Fact]
    public async Task Verify_ImageFolder_CountsTheImagesOfItsClasses()
    {
        var pets = await GenerateAsync();
        Put("pets/train/circle", "notes.txt", "mine");
        var (exitCode, output, error) = await RunAsync("verify", $"{pets}/train");
        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
        Assert.StartsWith("class     images\ncircle    2\ncrescent  2\n", output, StringComparison.Ordinal);
        Assert.Contains("\n20 images in 10 classes. Sizes: ", output, StringComparison.Ordinal);
        Assert.EndsWith(
            $"Other files, which are not read: 1, such as {pets}/train/circle/notes.txt.\n", output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_DamagedImages_NamesEachWhenAskedAgain()
    {
        var pets = await GenerateAsync();
        for (var i = 0; i < 12; i++)
            Put("pets/train/circle", $"{i:00}.png", "text");
        for (var round = 0; round < 2; round++)
        {
            var (exitCode, output, error) = await RunAsync("verify", $"{pets}/train", "--json");
            Assert.Equal(ExitCodes.BadInput, exitCode);
            Assert.Equal(
                string.Concat(Enumerable.Range(0, 12).Select(i =>
                    $"'{pets}/train/circle/{i:00}.png' is no PNG, JPEG, WebP, BMP or GIF image, or its header is "
                        + "damaged; replace it, remove it, or leave it out with 'data.skipUnreadable'.\n")),
                error);
            var report = JsonDocument.Parse(output).RootElement;
            Assert.Equal(12, report.GetProperty("faults").GetArrayLength());
            Assert.Equal(
                """{"name":"circle","images":2}""", JsonSerializer.Serialize(report.GetProperty("classes")[0]));
        }
    }

    [Fact]
    public async Task Verify_MissingFolder_EndsWithTwo() => Assert.Equal(
        (
            ExitCodes.BadInput, "",
            $"'{_folder.Path}/nowhere' does not exist; give a folder with a sub-folder for each class.\n"),
        await RunAsync("verify", _folder.File("nowhere")));

    public void Dispose() => _folder.Dispose();

    private async Task<string> GenerateAsync()
    {
        var folder = _folder.File("pets");
        await RunAsync("generate", "shapes", folder, "--train", "2", "--validation", "1");
        return folder;
    }

    private string Put(string name, string file, string text)
    {
        var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        File.WriteAllText(Path.Combine(folder, file), text);
        return folder;
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = new CommandContext
        {
            Output = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }),
            Out = output,
            Error = error,
            Data = new DataFolders(_folder.Path),
            Time = TimeProvider.System,
        };
        var exitCode = await CommandLine.RunAsync(["data", .. arguments], context).WaitAsync(TimeSpan.FromSeconds(60));
        return (exitCode, output.ToString(), error.ToString());
    }
}
