using System.Text.RegularExpressions;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Tests.Configuration;

public sealed partial class PluginTemplateTests
{
    [Fact]
    public void Docs_TheirCode_IsThatOfTheTemplate()
    {
        var page = File.ReadAllText(Path.Join(SweepTexts.ConfigsFolder(), "../docs/plugins.md"));

        Assert.Equal(
            PluginTemplate.Create("MyNets")
                .Where(each => each.File.EndsWith(".cs", StringComparison.Ordinal))
                .OrderBy(each => each.File, StringComparer.Ordinal)
                .Select(each => each.Text),
            CodeBlock().Matches(page).Select(block => block.Groups[1].Value));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
