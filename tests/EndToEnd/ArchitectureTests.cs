using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>Which project may know which (nothing below the runner knows both models and memory), and what of a
/// source's layout the build does not check.</summary>
public sealed class ArchitectureTests
{
    private const string Prefix = "SweepRunner.";

    private static readonly string[] Folders = ["src", "tests", "bench"];

    public static TheoryData<string, string[]> Arrows => new()
    {
        { "Tracking", [] },
        { "Configuration", [] },
        { "Experiments", ["Configuration"] },
        { "Search", ["Configuration"] },
        { "Reports", ["Tracking"] },
        { "Runner", ["Configuration", "Experiments", "Reports", "Search", "Tracking"] },
    };

    [Theory, MemberData(nameof(Arrows))]
    public void References_OfAProject_AreItsArrows(string project, string[] arrows)
    {
        var declared = XDocument
            .Load(Repository.File($"src/{project}/{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Order(StringComparer.Ordinal);

        Assert.Equal(arrows, declared);
    }

    [Theory, MemberData(nameof(Arrows))]
    public void References_OfAnAssembly_KeepToTheArrows(string project, string[] arrows)
    {
        var real = Assembly.LoadFrom(AssemblyOf(project)).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]);

        Assert.Empty(real.Except(arrows));
    }

    [Fact]
    public void Arrows_OfTheTest_CoverEveryProject() =>
        Assert.Equal(
            Directory
                .EnumerateDirectories(Repository.File("src"))
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal),
            Arrows.Select(arrow => (string)arrow[0]).Order(StringComparer.Ordinal));

    /// <summary>No namespace uses one that uses it back, directly or through others.</summary>
    [Fact]
    public void Namespaces_OfEveryProject_FormNoCircle()
    {
        var assemblies = Arrows.Select(arrow => Assembly.LoadFrom(AssemblyOf((string)arrow[0]))).ToArray();
        var uses = new ArchLoader().LoadAssemblies(assemblies).Build().Types
            .Where(IsOurs)
            .SelectMany(type => type.Dependencies
                .Where(dependency => IsOurs(dependency.Target))
                .Select(dependency => (From: type.Namespace.FullName, To: dependency.Target.Namespace.FullName)))
            .Where(use => use.From != use.To)
            .ToLookup(use => use.From, use => use.To);

        Assert.True(uses.Count > 10, "The loader found hardly any namespace.");
        var circular = uses.SelectMany(from => from.Distinct()
            .Where(to => CanReach(uses, to, from.Key))
            .Select(to => $"{from.Key} uses {to}, which uses it too."));
        Assert.Equal("", string.Join('\n', circular));
    }

    private static bool CanReach(ILookup<string, string> uses, string from, string to)
    {
        var (seen, left) = (new HashSet<string> { from }, new Stack<string>([from]));
        while (left.TryPop(out var current))
        {
            foreach (var next in uses[current].Where(seen.Add))
                left.Push(next);
        }

        return from != to && seen.Contains(to);
    }

    // A type parameter has no namespace.
    private static bool IsOurs(IType type) =>
        type is not GenericParameter && type.Namespace?.FullName.StartsWith(Prefix, StringComparison.Ordinal) == true;

    private static string AssemblyOf(string project) =>
        Path.Join(AppContext.BaseDirectory, project == "Runner" ? "sweep.dll" : $"{Prefix}{project}.dll");

    // As `dotnet format` sorts them, which takes half a minute to load the solution.
    [Fact]
    public void Usings_OfEverySource_AreSortedWithSystemFirst()
    {
        Assert.All(Sources(Folders), file =>
        {
            var names = File.ReadLines(file)
                .Where(line =>
                    line.StartsWith("using ", StringComparison.Ordinal)
                    && line.EndsWith(';')
                    && !line.Contains('=', StringComparison.Ordinal)
                )
                .Select(line => line["using ".Length..^1])
                .ToList();
            var sorted = names
                .OrderBy(name => name.StartsWith("static ", StringComparison.Ordinal))
                .ThenByDescending(name => name == "System" || name.StartsWith("System.", StringComparison.Ordinal))
                .ThenBy(name => name, StringComparer.Ordinal);
            Assert.Equal(sorted, names);
        });
    }

    [Fact]
    public void Lines_OfEverySource_AreAtMost120ColumnsWide()
    {
        const int Widest = 120;
        var wide = Sources(Folders).SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (line.Length, Place: $"{file}:{index + 1}"))
            .Where(line => line.Length > Widest)
            .Select(line => line.Place));

        Assert.Empty(wide);
    }

    [Fact]
    public void Files_OfTheProduct_HaveAtMost300LinesButTheTrainingLoop()
    {
        const int Longest = 300;
        var longer = Sources(["src"]).Where(file => File.ReadLines(file).Count() > Longest);

        Assert.DoesNotContain(longer, file => Path.GetFileName(file) != "TrainingLoop.cs");
    }

    private static IEnumerable<string> Sources(IEnumerable<string> folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
}
