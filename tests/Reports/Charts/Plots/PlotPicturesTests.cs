using System.Buffers.Binary;
using System.Collections;
using System.Xml.Linq;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Reports.Tests.Charts.Plots;

public sealed class PlotPicturesTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DrawAsync_EachKind_WritesPngAndSvgForPagesAndPhonesOnLightAndDark()
    {
        var charts = SampleCharts.Usual();

        var paths = await DrawAsync([.. charts]);

        string[] folders = ["", "dark", "small", "small-dark"];
        string[] extensions = [".png", ".svg"];
        Assert.Equal(
            charts.SelectMany(chart =>
                folders.SelectMany(folder =>
                    extensions.Select(extension => Path.Join(_folder.Path, folder, chart.Name + extension))
                )
            ),
            paths);
        Assert.Equal(paths.Order(), Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Order());
        foreach (var (path, index) in paths.Select((path, index) => (path, index)))
        {
            var width = Path.GetRelativePath(_folder.Path, path).StartsWith("small", StringComparison.Ordinal)
                ? 400
                : 1280;
            var style = PlotRenderer.StyleOf(charts[index / 8], width, ColourScheme.Light);
            Assert.Equal((style.Width, style.Height), SizeOf(path));
        }
    }

    [Fact]
    public async Task DrawAsync_SameCharts_WritesTheSameBytes()
    {
        var paths = await DrawAsync(SampleCharts.HeatMap(2, 3), SampleCharts.Learning(4));
        var first = paths.Select(File.ReadAllBytes).ToList();

        await DrawAsync(SampleCharts.HeatMap(2, 3), SampleCharts.Learning(4));

        Assert.Equal(first, paths.Select(File.ReadAllBytes));
    }

    [Fact]
    public async Task DrawAsync_FilesThatAreThere_AreReplaced()
    {
        await File.WriteAllTextAsync(_folder.File("importance.png"), "old");

        await DrawAsync(SampleCharts.Importance());

        Assert.Equal(1280, SizeOf(_folder.File("importance.png")).Width);
    }

    [Fact]
    public async Task DrawAsync_NoCharts_WritesNothing()
    {
        Assert.Empty(await DrawAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task DrawAsync_ChartThatCannotBeDrawn_LeavesNothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() =>
            DrawAsync(SampleCharts.Importance(), new PieChart { Name = "pie", Title = "" })
        );

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task DrawAsync_Cancelled_LeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        var charts = SampleCharts
            .Usual()
            .Prepend(SampleCharts.Importance() with { Name = "cancelling", Layers = new CancellingLayers(cancelled) });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PlotPictures.DrawAsync([.. charts], _folder.Path, cancelled.Token).WaitAsync(Limit));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("it's")]
    [InlineData("Upper")]
    [InlineData("")]
    public async Task DrawAsync_NameThatIsNoFile_IsRefused(string name)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() =>
            DrawAsync(SampleCharts.Importance() with { Name = name })
        );

        Assert.StartsWith(
            $"The chart's name '{name}' cannot be the name of a file: use lower-case letters, digits and hyphens.",
            fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task DrawAsync_TwoChartsOfOneName_AreRefused()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() =>
            DrawAsync(SampleCharts.Importance(), SampleCharts.Importance())
        );

        Assert.StartsWith(
            "2 charts are named 'importance': each needs a different name.", fault.Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>> DrawAsync(params Chart[] charts) =>
        PlotPictures.DrawAsync(charts, _folder.Path, CancellationToken.None).WaitAsync(Limit);

    /// <summary>The size of a picture that is what its name says: a PNG by its signature and header, an SVG by being
    /// XML.</summary>
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
        return (
            BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)),
            BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }

    private sealed record PieChart : Chart;

    /// <summary>Cancels the drawing as soon as it is looked at, as a user might in the midst of it.</summary>
    private sealed class CancellingLayers(CancellationTokenSource cancelled) : IReadOnlyList<Layer>
    {
        public int Count => 0;

        public Layer this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<Layer> GetEnumerator()
        {
            cancelled.Cancel();
            return Enumerable.Empty<Layer>().GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
