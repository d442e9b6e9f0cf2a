using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Gnuplot;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Reports.Tests.Charts.Gnuplot;

public sealed class GnuplotPicturesTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DrawAsync_EachKind_WritesPngAndSvgForPagesAndPhonesOnLightAndDark()
    {
        var charts = SampleCharts.Usual();

        var paths = await GnuplotPictures.DrawAsync(charts, _folder.Path, CancellationToken.None).WaitAsync(Limit);

        string[] folders = ["", "dark", "small", "small-dark"];
        string[] extensions = [".png", ".svg"];
        Assert.Equal(
            charts.SelectMany(chart => folders.SelectMany(folder => extensions.Select(extension => Path.Join(_folder.Path, folder, chart.Name + extension)))),
            paths);
        Assert.Equal(paths.Order(), Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Order());
        foreach (var (path, index) in paths.Select((path, index) => (path, index)))
        {
            var width = Path.GetRelativePath(_folder.Path, path).StartsWith("small", StringComparison.Ordinal) ? 400 : 1280;
            var style = PictureSize.Of(charts[index / 8], width, ColourScheme.Light);
            Assert.Equal((style.Width, style.Height), SizeOf(path));
        }
    }

    [Fact]
    public async Task DrawAsync_Svg_HasTheTitleOfTheChartAndNoTooltips()
    {
        await GnuplotPictures.DrawAsync([SampleCharts.Importance() with { Title = "Loss < 1 & \"more\"" }], _folder.Path, CancellationToken.None).WaitAsync(Limit);

        XNamespace svg = "http://www.w3.org/2000/svg";
        var picture = XDocument.Load(_folder.File("importance.svg"));
        Assert.Equal(["Loss < 1 & \"more\""], picture.Descendants(svg + "title").Select(title => title.Value));
        var title = picture.Descendants(svg + "text").Single(text => text.Value == "Loss < 1 & \"more\"");
        Assert.Equal("bold", title.Parent!.Attribute("font-weight")!.Value);
        Assert.StartsWith("Inter, ", title.Parent.Attribute("font-family")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Inter:Bold", picture.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_EveryEdgeCase_DrawsWithoutAWarning()
    {
        var program = new StringBuilder();
        var files = new List<string>();
        foreach (var chart in EdgeCharts.All())
        {
            var style = PictureSize.Of(chart, 400, ColourScheme.Dark);
            foreach (var extension in new[] { ".png", ".svg" })
            {
                files.Add(_folder.File(chart.Name + extension));
                program.Append($"{GnuplotPictures.Terminal(extension, style)}\nset output '{files[^1]}'\n{new GnuplotRenderer().Render(chart, style)}unset output\n");
            }
        }
        await File.WriteAllTextAsync(_folder.File("all.gnuplot"), program.ToString());

        var said = await new GnuplotProcess("gnuplot", Limit).RunAsync("all.gnuplot", _folder.Path, CancellationToken.None);

        Assert.Equal("", said);
        Assert.All(files, file => Assert.Equal(400, SizeOf(file).Width));
    }

    [Fact]
    public async Task DrawAsync_HostileText_IsDrawnAndNotObeyed()
    {
        var trap = _folder.File("trap");

        var paths = await GnuplotPictures.DrawAsync(
            [SampleCharts.Hostile(trap), SampleCharts.HostileTiles(trap), SampleCharts.HostileParallel(trap)], _folder.Path, CancellationToken.None).WaitAsync(Limit);

        Assert.All(paths, path => Assert.True(SizeOf(path).Width > 0));
        Assert.False(File.Exists(trap));
        // What was meant as a command is there to be read.
        Assert.Contains(XDocument.Load(_folder.File("hostile.svg")).Descendants(), element => element.Value.StartsWith($"`touch {trap}` \"'\\ $x @a %d {{/Bold x_y^z}}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DrawAsync_FilesThatAreThere_AreReplaced()
    {
        await File.WriteAllTextAsync(_folder.File("importance.png"), "old");

        await GnuplotPictures.DrawAsync([SampleCharts.Importance()], _folder.Path, CancellationToken.None).WaitAsync(Limit);

        Assert.Equal(1280, SizeOf(_folder.File("importance.png")).Width);
    }

    [Fact]
    public async Task DrawAsync_NoCharts_DoesNotNeedGnuplot() =>
        Assert.Empty(await GnuplotPictures.DrawAsync([], _folder.Path, new GnuplotProcess("no-such-gnuplot", Limit), CancellationToken.None));

    [Fact]
    public async Task DrawAsync_GnuplotMissing_SaysWhatToInstall()
    {
        var fault = await Assert.ThrowsAsync<GnuplotMissingException>(() => Draw("no-such-gnuplot"));

        Assert.Equal("no-such-gnuplot does not start. Pictures need gnuplot: apt-get install gnuplot-nox fonts-inter", fault.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task DrawAsync_GnuplotFails_NamesTheChartAndItsFirstLinesAndLeavesNothing()
    {
        using var scripts = new TemporaryFolder();
        var command = Script(scripts, "echo 'sweep-chart importance' >&2; echo '\"run-0.gnuplot\" line 7: undefined variable: x' >&2; exit 3");

        var fault = await Assert.ThrowsAsync<GnuplotException>(() => Draw(command));

        Assert.Equal("gnuplot ended with 3 at the chart 'importance': \"run-0.gnuplot\" line 7: undefined variable: x", fault.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task DrawAsync_GnuplotWritesNothing_IsAFault()
    {
        using var scripts = new TemporaryFolder();

        var fault = await Assert.ThrowsAsync<GnuplotException>(() => Draw(Script(scripts, "exit 0")));

        Assert.Equal("gnuplot wrote no importance.png for the chart 'importance'. Is there room on the disk?", fault.Message);
    }

    [Fact]
    public async Task DrawAsync_GnuplotHangs_IsStopped()
    {
        using var scripts = new TemporaryFolder();
        var command = Script(scripts, "echo 'sweep-chart importance' >&2; exec sleep 1000");

        var fault = await Assert.ThrowsAsync<GnuplotException>(() => GnuplotPictures.DrawAsync(
            [SampleCharts.Importance()], _folder.Path, new GnuplotProcess(command, TimeSpan.FromSeconds(0.5)), CancellationToken.None).WaitAsync(Limit));

        Assert.Equal("gnuplot did not end within 0.5 s at the chart 'importance' and was stopped.", fault.Message);
    }

    [Fact]
    public async Task DrawAsync_Cancelled_LeavesNothing()
    {
        using var scripts = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GnuplotPictures.DrawAsync(
            [SampleCharts.Importance()], _folder.Path, new GnuplotProcess(Script(scripts, "exec sleep 1000"), Limit), cancelled.Token).WaitAsync(Limit));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("it's")]
    [InlineData("Upper")]
    [InlineData("")]
    public async Task DrawAsync_NameThatIsNoFile_IsRefused(string name)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => GnuplotPictures.DrawAsync([SampleCharts.Importance() with { Name = name }], _folder.Path, CancellationToken.None));

        Assert.StartsWith($"The chart's name '{name}' is no name of a file: use lower-case letters, digits and hyphens.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DrawAsync_TwoChartsOfOneName_AreRefused()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => GnuplotPictures.DrawAsync([SampleCharts.Importance(), SampleCharts.Importance()], _folder.Path, CancellationToken.None));

        Assert.StartsWith("2 charts are named 'importance': each needs a name of its own.", fault.Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>> Draw(string command) =>
        GnuplotPictures.DrawAsync([SampleCharts.Importance()], _folder.Path, new GnuplotProcess(command, Limit), CancellationToken.None).WaitAsync(Limit);

    private static string Script(TemporaryFolder folder, string lines)
    {
        var path = folder.File("gnuplot");
        File.WriteAllText(path, $"#!/bin/sh\n{lines}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>The size of a picture that is what its name says: a PNG by its signature and header, an SVG by being XML.</summary>
    private static (int Width, int Height) SizeOf(string path)
    {
        if (path.EndsWith(".svg", StringComparison.Ordinal))
        {
            var root = XDocument.Load(path).Root!;
            Assert.Equal("svg", root.Name.LocalName);
            return ((int)root.Attribute("width")!, (int)root.Attribute("height")!);
        }
        var bytes = File.ReadAllBytes(path);
        Assert.Equal([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'], bytes[..8]);
        Assert.Equal("IEND"u8.ToArray(), bytes[^8..^4]);
        return (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }
}
