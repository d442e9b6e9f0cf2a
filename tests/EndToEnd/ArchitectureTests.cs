using System.Reflection;
using System.Xml.Linq;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>Which project may know which: nothing below the runner knows both models and memory.</summary>
public sealed class ArchitectureTests
{
    private const string Prefix = "SweepRunner.";

    public static TheoryData<string, string[]> Arrows => new()
    {
        { "Tracking", [] },
        { "Experiments", [] },
        { "Search", ["Tracking"] },
        { "Reports", ["Tracking"] },
        { "Runner", ["Experiments", "Reports", "Search", "Tracking"] },
    };

    [Theory, MemberData(nameof(Arrows))]
    public void References_OfAProject_AreItsArrows(string project, string[] arrows)
    {
        var declared = XDocument.Load(Repository.File($"src/{project}/{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Order(StringComparer.Ordinal);

        Assert.Equal(arrows, declared);
    }

    [Theory, MemberData(nameof(Arrows))]
    public void References_OfAnAssembly_KeepToTheArrows(string project, string[] arrows)
    {
        var file = Path.Join(AppContext.BaseDirectory, project == "Runner" ? "sweep.dll" : $"{Prefix}{project}.dll");
        var real = Assembly.LoadFrom(file).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]);

        Assert.Empty(real.Except(arrows));
    }

    [Fact]
    public void Arrows_OfTheTest_CoverEveryProject() =>
        Assert.Equal(
            Directory.EnumerateFiles(Repository.File("src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            Arrows.Select(arrow => (string)arrow[0]).Order(StringComparer.Ordinal));
}
