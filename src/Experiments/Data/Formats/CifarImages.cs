namespace SweepRunner.Experiments.Data.Formats;

/// <summary>
/// Images in CIFAR-10's binary format: files with equally many images, each a byte with the label, then the pixels of
/// one channel after the other, row by row (A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images",
/// 2009).
/// </summary>
internal sealed record CifarImages(params DatasetFile[] Batches) : ImageFiles(Batches)
{
    public override ImageSet? Read(DatasetInfo info, int count, TryReadFile tryRead)
    {
        var (size, batch) = (info.Channels * info.Height * info.Width, count / Batches.Length);
        var (pixels, labels) = (new byte[count * size], new byte[count]);
        var areGood = true;
        foreach (var (index, file) in Batches.Index())
        {
            areGood &= tryRead(
                file,
                path => Read(
                    path, file.Md5, info.Classes, pixels.AsSpan(index * batch * size, batch * size),
                    labels.AsSpan(index * batch, batch)));
        }

        return areGood ? MemoryImages.Create(pixels, labels, info) : null;
    }

    private static void Read(string path, string md5, int classes, Span<byte> pixels, Span<byte> labels)
    {
        using var file = new PackedFile(path);
        var size = pixels.Length / labels.Length;
        for (var image = 0; image < labels.Length; image++)
        {
            file.Read(labels.Slice(image, 1));
            file.Read(pixels.Slice(image * size, size));
        }

        file.CheckLength(pixels.Length + labels.Length);
        PackedFile.CheckLabels(labels, classes);
        file.CheckMd5(md5);
    }
}
