namespace SweepRunner.Experiments.Data;

/// <summary>Reads and checks a data set's four files.</summary>
internal static class DatasetReader
{
    /// <summary>Reads the files of a folder, plain or gzipped. The data set is null when there is a fault; faults begin
    /// with the file's path, at most one a file.</summary>
    public static (Dataset? Dataset, IReadOnlyList<string> Faults) Read(DatasetDefinition definition, string folder)
    {
        var (info, faults) = (definition.Info, new List<string>());
        var train = ReadSet(definition.TrainImages, definition.TrainLabels, info.TrainImages);
        var test = ReadSet(definition.TestImages, definition.TestLabels, info.TestImages);
        return train is null || test is null ? (null, faults) : (new Dataset(info, train, test), faults);

        ImageSet? ReadSet(DatasetFile imagesFile, DatasetFile labelsFile, int count)
        {
            int[] shape = info.Channels == 1 ? [info.Height, info.Width] : [info.Channels, info.Height, info.Width];
            var images = ReadFile(imagesFile, classes: null, [count, .. shape]);
            var labels = ReadFile(labelsFile, info.Classes, count);
            return images is null || labels is null
                ? null
                : new ImageSet(images, labels, info.Channels, info.Height, info.Width);
        }

        byte[]? ReadFile(DatasetFile file, int? classes, params int[] dimensions)
        {
            var path = Locate(folder, file);
            try
            {
                return ReadChecked(path, file, classes, dimensions);
            }
            catch (Exception exception)
                when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                faults.Add($"{path}: {exception.Message}");
                return null;
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

    private static byte[] ReadChecked(string path, DatasetFile file, int? classes, int[] dimensions)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException("a folder, expected a file");
        if (!File.Exists(path))
            throw new InvalidDataException("missing: expected the file, plain or with .gz at its end");
        var contents = IdxFile.Read(path, dimensions);
        if (classes is { } count)
            contents.CheckLabels(count);
        contents.CheckMd5(file.Md5);
        return contents.Values;
    }
}
