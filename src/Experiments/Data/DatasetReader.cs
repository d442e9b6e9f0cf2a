namespace SweepRunner.Experiments.Data;

/// <summary>Reads and checks a data set's files.</summary>
internal static class DatasetReader
{
    /// <summary>Reads the files of a folder, plain or gzipped. The data set is null when there is a fault; faults begin
    /// with the file's path, at most one a file.</summary>
    public static (Dataset? Dataset, IReadOnlyList<string> Faults) Read(DatasetDefinition definition, string folder)
    {
        var (info, faults) = (definition.Info, new List<string>());
        var train = definition.Train.Read(info, info.TrainImages, TryRead);
        var test = definition.Test.Read(info, info.TestImages, TryRead);
        return train is null || test is null ? (null, faults) : (new Dataset(info, train, test), faults);

        bool TryRead(DatasetFile file, Action<string> read)
        {
            var path = Locate(folder, file);
            try
            {
                CheckIsFile(path);
                read(path);
                return true;
            }
            catch (Exception exception)
                when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                faults.Add($"{path}: {exception.Message}");
                return false;
            }
        }
    }

    /// <summary>The path of a file: plain, or gzipped where only that exists.</summary>
    public static string Locate(string folder, DatasetFile file)
    {
        var plain = Path.Combine(folder, file.Name);
        var packed = plain + ".gz";
        return !Path.Exists(plain) && Path.Exists(packed) ? packed : plain;
    }

    private static void CheckIsFile(string path)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException("a folder, expected a file");
        if (!File.Exists(path))
            throw new InvalidDataException("missing: expected the file, plain or with .gz at its end");
    }
}
