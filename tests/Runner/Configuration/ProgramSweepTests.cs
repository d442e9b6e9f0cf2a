using System.Text;
using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Configuration;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Configuration;

public sealed class ProgramSweepTests : IDisposable
{
    private const string Sweep = """
        {
          "name": "study",
          "trial": {
            "command": ["python3", "train.py", "--lr", "{optimizer.lr}", "--seed", "{seed}"],
            "parameters": { "optimizer": { "name": "sgd", "lr": 0.1 }, "depth": 3 }
          },
          "space": { "optimizer.lr": [0.1, 1e-2], "depth": [3, "auto", [1, 2]] },
          "seeds": 2
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plan_Program_HasTheCellsOfItsParameters()
    {
        var plan = Plan(Sweep);

        Assert.Equal(["optimizer.lr", "depth"], plan.SpacePaths);
        Assert.Equal((6, 12), (plan.Cells, plan.Trials.Count));
        Assert.Equal(
            ["0.1 3", "0.1 \"auto\"", "0.1 [1,2]", "0.01 3", "0.01 \"auto\"", "0.01 [1,2]"],
            plan.Trials.Where(trial => trial.Seed == 0).Select(trial => string.Join(' ', trial.Cell.SpaceValues)));
        Assert.Equal(
            """
            {"command":{"run":["python3","train.py","--lr","{optimizer.lr}","--seed","{seed}"]},
            "parameters":{"depth":[1,2],"optimizer":{"lr":0.01,"name":"sgd"}}}
            """.Replace("\n", ""),
            plan.Trials[^1].Cell.ConfigJson);
        Assert.Equal(plan.Trials[^1].Cell.ConfigJson, plan.Trials[^1].Cell.Canonical);
        Assert.All(plan.Trials, trial => Assert.Null(trial.Cell.Size));
    }

    [Fact]
    public void Plan_StoredCell_ParsesToTheSameText()
    {
        var cell = Plan(Sweep).Trials[^1].Cell;

        var parsed = Assert.IsType<ProgramTrial>(TrialJson.Parse(cell.ConfigJson));

        Assert.Equal(cell.Canonical, TrialJson.Canonical(parsed));
        Assert.Equal(cell.ConfigJson, TrialJson.Spelled(cell.ConfigJson));
        Assert.Equal(["python3", "train.py", "--lr", "0.01", "--seed", "7"], Placeholders.Fill(parsed, 7));
    }

    [Fact]
    public void Identity_Program_CoversCommandParametersSeedAndFiles()
    {
        File.WriteAllText(_folder.File("train.py"), "print(1)");
        const string WithFiles = """trial.command={ "run": ["python3", "train.py"], "files": ["*.py"] }""";
        string[][] changes =
        [
            [],
            ["seeds=[5]"],
            ["""trial.command=["python3", "train.py"]"""],
            [WithFiles],
            ["trial.parameters.other=true"],
            ["threads=2"],
        ];
        var identities = changes.Select(change => Identity(Sweep, change)).ToList();
        File.WriteAllText(_folder.File("train.py"), "print(2)");
        identities.Add(Identity(Sweep, WithFiles));

        Assert.Equal(7, identities.Distinct().Count());
    }

    [Fact]
    public void Identity_WhereAndHowItRuns_DoNotChangeIt()
    {
        Directory.CreateDirectory(_folder.File("below"));
        string[][] changes =
        [
            ["description=other"],
            ["trial.workingDirectory=below"],
            [
                """
                trial.command={ "run": ["python3", "train.py", "--lr", "{optimizer.lr}", "--seed", "{seed}"],
                "silenceSeconds": 60, "workingDirectory": "below" }
                """,
            ],
            ["trial.command.silenceSeconds=60"],
            ["trial.parameters.optimizer.lr=1.0e-1"],
        ];

        Assert.All(changes, change => Assert.Equal(Identity(Sweep), Identity(Sweep, change)));
    }

    [Fact]
    public void Read_Files_AreStoredWithTheirContent()
    {
        Directory.CreateDirectory(_folder.File("lib"));
        File.WriteAllText(_folder.File("lib/b.py"), "");
        File.WriteAllText(_folder.File("train.py"), "abc");

        var definition = Read(
            Sweep,
            """trial.command={ "run": ["python3"], "files": ["train.py", "lib/**/*.py"], "silenceSeconds": 9 }""");

        // The SHA-256 of the empty text and of "abc" (FIPS 180-4, examples).
        Assert.Equal(
            $$"""
            {"files":["train.py","lib/**/*.py"],"run":["python3"],
            "sha256":{
            "lib/b.py":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "train.py":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
            "silenceSeconds":9,"workingDirectory":"{{_folder.Path}}"}
            """.Replace("\n", ""),
            CanonicalJson.Write(JsonNode.Parse(definition.ConfigJson)!["trial"]!["command"]));
    }

    [Fact]
    public void Read_PatternOfFiles_LeavesOutLinksToFoldersAndToNothing()
    {
        Directory.CreateDirectory(_folder.File("lib/inner"));
        File.WriteAllText(_folder.File("lib/inner/a.py"), "abc");
        File.CreateSymbolicLink(_folder.File("lib/b.py"), "inner/a.py");
        File.CreateSymbolicLink(_folder.File("lib/.#a.py"), "user@host.1");
        Directory.CreateSymbolicLink(_folder.File("lib/inner/loop"), "..");
        Directory.CreateSymbolicLink(_folder.File("linked"), "lib/inner");

        var definition = Read(
            Sweep, """trial.command={ "run": ["python3"], "files": ["lib/**/*.py", "linked/*.py"] }""");

        var command = JsonNode.Parse(definition.ConfigJson)!["trial"]!["command"]!;
        Assert.Equal(
            ["lib/b.py", "lib/inner/a.py", "linked/a.py"],
            command["sha256"]!.AsObject().Select(each => each.Key));
    }

    [Fact]
    public void Read_OtherFolder_IsWhereAWorkingDirectoryCountsFrom()
    {
        Directory.CreateDirectory(_folder.File("running"));
        Directory.CreateDirectory(_folder.File("project"));
        File.WriteAllText(_folder.File("running/study.json"), Sweep);

        var definition = SweepReader.ReadFile(
            _folder.File("running/study.json"), ["trial.workingDirectory=project"], _folder.Path);

        Assert.Equal(
            _folder.File("project"), Assert.IsType<ProgramTrial>(definition.Config.Trial).Command.WorkingDirectory);
    }

    [Fact]
    public void Read_FileOfAnotherContent_IsRefused()
    {
        File.WriteAllText(_folder.File("train.py"), "abc");
        const string Hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        Read(Sweep, $$"""trial.command={ "run": ["python3"], "sha256": { "train.py": "{{Hash}}" } }""");
        var fault = Assert.Single(Assert.Throws<FaultsException>(() => Read(
            Sweep, """trial.command={ "run": ["python3"], "sha256": { "train.py": "00" } }""")).Faults);

        Assert.Equal(
            $"The file '{_folder.File("train.py")}' has another content than the sweep was made for: its SHA-256 is "
                + $"{Hash}. Restore the file, or leave sha256 out.",
            fault.Message);
    }

    private string Identity(string text, params string[] overrides)
    {
        var definition = Read(text, overrides);
        var resources = SweepTexts.OneCore with { Threads = definition.Config.Threads ?? 1 };
        var plan = SweepPlanner.Plan(definition, resources);
        return plan.Identity(plan.Trials[0]);
    }

    private SweepPlan Plan(string text) => SweepPlanner.Plan(Read(text), SweepTexts.OneCore);

    private SweepDefinition Read(string text, params string[] overrides) =>
        SweepReader.Read(Encoding.UTF8.GetBytes(text), _folder.File("study.json"), overrides);
}
