namespace SweepRunner.Experiments.Data;

/// <summary>Fetches a data set into the data folder from the first source that has all its files.</summary>
internal static class DatasetFetcher
{
    /// <summary>
    /// Tries the sources in order. Each puts its files into a folder beside the data set's own, where they are checked
    /// before they are moved: a fetch that is interrupted leaves no file that could be read.
    /// </summary>
    /// <exception cref="DataException">No source has the data set, or the data folder cannot be written.</exception>
    public static async Task FetchAsync(
        DatasetDefinition definition,
        DataFolders folders,
        IReadOnlyList<IDatasetSource> sources,
        Action<string> log,
        CancellationToken cancellationToken)
    {
        var (name, own) = (definition.Info.Name, folders.Own(definition));
        var staging = Path.Combine(Path.GetDirectoryName(own)!, $".{name}.{Environment.ProcessId}.partial");
        try
        {
            var failures = new List<string>();
            foreach (var source in sources)
            {
                log($"Fetching {name} from {source.Description} into {own}");
                DeleteFolder(staging);
                Directory.CreateDirectory(staging);
                if (await TryAsync(source, definition, staging, cancellationToken) is not { } failure)
                {
                    MoveInto(own, staging, definition);
                    return;
                }
                failures.Add($"  {source.Description}: {failure}\n");
            }
            throw new DataException(
                $"The data set '{name}' could not be fetched:\n{string.Concat(failures)}"
                    + DatasetLocation.BringFiles(definition, folders));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException(
                $"The data folder {Path.GetDirectoryName(own)} cannot be written: {exception.Message} Set "
                    + $"{DataFolders.Variable} to another folder.",
                exception);
        }
        finally
        {
            DeleteFolder(staging);
        }
    }

    private static async Task<string?> TryAsync(
        IDatasetSource source, DatasetDefinition definition, string staging, CancellationToken cancellationToken)
    {
        try
        {
            await source.FetchAsync(definition, staging, cancellationToken);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return exception.Message;
        }
        var faults = DatasetReader.Read(definition, staging).Faults;
        return faults.Count == 0 ? null : string.Join("; ", faults.Select(fault => fault.Replace(staging + "/", "")));
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static void MoveInto(string own, string staging, DatasetDefinition definition)
    {
        if (!Path.Exists(own))
        {
            Directory.Move(staging, own);
            return;
        }
        // The folder may hold other files: replace only the data set's, in whichever form they have.
        foreach (var file in definition.Files)
        {
            var fetched = DatasetReader.Locate(staging, file);
            var target = Path.Combine(own, Path.GetFileName(fetched));
            DeleteFolder(target);
            File.Move(fetched, target, overwrite: true);
            foreach (var name in (string[])[file.Name, file.Name + ".gz"])
            {
                if (name != Path.GetFileName(fetched))
                    File.Delete(Path.Combine(own, name));
            }
        }
    }
}
