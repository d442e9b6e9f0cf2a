namespace SweepRunner.Experiments.Data;

/// <summary>Fetches a data set into the data folder from the first source that has it whole.</summary>
internal static class DatasetFetcher
{
    /// <summary>
    /// Tries each source in turn: its files go into a folder beside the data set's own, are checked, and only then take
    /// their place, so that a fetch that is cut off leaves nothing that could be read.
    /// </summary>
    /// <param name="definition">The data set.</param>
    /// <param name="folders">Where the data folder is.</param>
    /// <param name="sources">The sources, in order.</param>
    /// <param name="log">Hears one line as each source is tried.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DataException">No source had it, or the data folder cannot be written; what each said is in the
    /// message.</exception>
    public static async Task FetchAsync(
        DatasetDefinition definition,
        DataFolders folders,
        IReadOnlyList<IDatasetSource> sources,
        Action<string> log,
        CancellationToken cancellationToken)
    {
        var own = folders.Own(definition);
        var staging = Path.Combine(
            Path.GetDirectoryName(own)!, $".{definition.Info.Name}.{Environment.ProcessId}.partial");
        try
        {
            var failures = new List<string>();
            foreach (var source in sources)
            {
                log($"Fetching {definition.Info.Name} from {source.Description} into {own}");
                Empty(staging);
                if (await TryAsync(source, definition, staging, cancellationToken) is not { } failure)
                {
                    MoveInto(own, staging, definition);
                    return;
                }
                failures.Add($"  {source.Description}: {failure}\n");
            }
            throw new DataException(
                $"The data set '{definition.Info.Name}' could not be "
                    + $"fetched:\n{string.Concat(failures)}{Remedy(definition, own)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException(
                $"The data folder {Path.GetDirectoryName(own)} cannot be written: {exception.Message} Name "
                    + $"another one in {DataFolders.Variable}.",
                exception);
        }
        finally
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
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
        var (dataset, faults) = DatasetReader.Read(definition, staging);
        return dataset is null
            ? string.Join(
                "; ",
                faults.Select(fault =>
                    fault.Replace(staging + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
                ))
            : null;
    }

    private static void Empty(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }

    private static void MoveInto(string own, string staging, DatasetDefinition definition)
    {
        if (!Path.Exists(own))
        {
            Directory.Move(staging, own);
            return;
        }
        // Only the data set's own files are replaced, whichever form they have: the folder may hold others.
        foreach (var file in definition.Files)
        {
            var fetched = DatasetReader.Locate(staging, file);
            var target = Path.Combine(own, Path.GetFileName(fetched));
            if (Directory.Exists(target))
                Directory.Delete(target);
            File.Move(fetched, target, overwrite: true);
            foreach (var name in (string[])[file.Name, file.Name + ".gz"])
            {
                if (name != Path.GetFileName(fetched))
                    File.Delete(Path.Combine(own, name));
            }
        }
    }

    private static string Remedy(DatasetDefinition definition, string own) =>
        definition.Package is { } package
            ? $"Install it with 'apt-get install -y --no-install-recommends {package.Name}', or put its four "
                + $"files, plain or gzipped, into {own}."
            : $"Put its four files, plain or gzipped, into {own}.";
}
