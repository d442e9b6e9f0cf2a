using System.Text.RegularExpressions;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The files, folders and headings that the pages name exist.</summary>
public sealed partial class DocumentedPathTests
{
    private static readonly string[] Folders = ["src", "tests", "bench", "build", "configs", "docs"];

    private static readonly string[] FoldersOfPages = ["docs", "bench"];

    private static readonly string[] FoldersOfProjects = ["src", "tests"];

    /// <summary>The pages that tell a reader where something is.</summary>
    public static TheoryData<string> Guides =>
        [.. Pages().Where(page => page.Contains("docs/architecture", StringComparison.Ordinal)
            || page.Contains("docs/adding-", StringComparison.Ordinal))];

    public static TheoryData<string> AllPages => [.. Pages()];

    [Theory, MemberData(nameof(Guides))]
    public void Guide_EveryPathInIt_Exists(string page)
    {
        var paths = Code().Matches(Text(page)).Select(match => match.Groups[1].Value).Where(IsPath).ToList();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Exists(path), $"{page} names {path}, which does not exist."));
    }

    [Fact]
    public void Readme_EveryFolderOfItsLayout_Exists()
    {
        var rows = Text("README.md").Split('\n')
            .SkipWhile(line => line != "## Layout").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(row => Code().Matches(row).Select(match => match.Groups[1].Value).ToList())
            .ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows.SelectMany(row => row.Where(IsFolder).Select(folder => (Room: row[0], Folder: folder))), each =>
            Assert.True(
                Directory.Exists(Repository.File(each.Folder))
                    || Directory.Exists(Repository.File($"{each.Room}/{each.Folder}")),
                $"The layout names {each.Folder} of {each.Room}, which does not exist."));
    }

    [Fact]
    public void OutcomesOfPrograms_EveryTestInThem_Exists()
    {
        var sources = Directory
            .EnumerateFiles(Repository.File("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .ToList();
        var tests = Code().Matches(Text("docs/program-outcomes.md"))
            .Select(match => match.Groups[1].Value)
            .Where(name => name.EndsWith("Tests", StringComparison.Ordinal)
                || (char.IsAsciiLetterLower(name[^1]) && name.Split('_').Length == 3))
            .ToList();

        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.Contains(
            sources,
            source => source.Contains($" {test}(", StringComparison.Ordinal)
                || source.Contains($" class {test}", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(AllPages))]
    public void Page_EveryLinkInIt_LeadsToAFileAndAHeading(string page)
    {
        var folder = Path.GetDirectoryName(Repository.File(page))!;
        var links = Link().Matches(Text(page)).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal));

        Assert.All(links, link =>
        {
            var (path, heading) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
            var target = path.Length == 0 ? Repository.File(page) : Path.Join(folder, path);
            Assert.True(Path.Exists(target), $"{page} links to {link}, which does not exist.");
            if (heading is not null)
                Assert.Contains(heading, Headings(target));
        });
    }

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Repository.Root, "*.md")
        .Concat(FoldersOfPages.SelectMany(folder =>
            Directory.EnumerateFiles(Repository.File(folder), "*.md", SearchOption.AllDirectories)))
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        .Order(StringComparer.Ordinal);

    private static string Text(string page) => File.ReadAllText(Repository.File(page));

    // A file name with an extension of ours, or a path below a folder of the repository or of a project.
    private static bool IsPath(string code) =>
        PathShape().IsMatch(code)
        && (FileName().IsMatch(code)
            || Folders.Contains(code.Split('/')[0])
            || ProjectFolder().IsMatch(code));

    private static bool IsFolder(string code) =>
        code.EndsWith('/') || Folders.Contains(code.Split('/')[0]);

    private static bool Exists(string path)
    {
        if (Path.Exists(Repository.File(path)) || Path.Exists(Repository.File($"docs/{path}")))
            return true;
        if (!path.Contains('/', StringComparison.Ordinal))
            return Folders.Any(folder => Directory.EnumerateFiles(
                Repository.File(folder), path, SearchOption.AllDirectories).Any());
        return FoldersOfProjects
            .SelectMany(folder => Directory.EnumerateDirectories(Repository.File(folder)))
            .Any(project => Path.Exists(Path.Join(project, path)));
    }

    // The anchors that GitHub makes of headings.
    private static IEnumerable<string> Headings(string file) => File.ReadLines(file)
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\A[\w.-]+(/[\w.-]+)*/?\z")]
    private static partial Regex PathShape();

    [GeneratedRegex(@"\.(cs|csproj|json|md|sh|py|txt|js|css)\z")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\A[A-Z][a-z]\w*/")]
    private static partial Regex ProjectFolder();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
