namespace SweepRunner.Experiments.Data;

/// <summary>Reads batches of images on other threads while earlier ones are used. The batches come in their order,
/// whatever the timing.</summary>
internal static class ReadAhead
{
    // One is used, one waits, and one is read.
    private const int MostBatches = 2;

    /// <summary>The pixels of each batch of indices, 0–255, [count, channels, height, width], valid until the
    /// next.</summary>
    /// <exception cref="DataException">An image of the batch cannot be read.</exception>
    public static IEnumerable<byte[]> Read(ImageSet images, IEnumerable<int[]> batches)
    {
        var reading = new Queue<Task<byte[]>>();
        byte[]? used = null;
        try
        {
            foreach (var batch in batches)
            {
                reading.Enqueue(Begin(images, batch, used));
                used = null;
                if (reading.Count <= MostBatches)
                    continue;
                used = reading.Dequeue().GetAwaiter().GetResult();
                yield return used;
            }

            while (reading.TryDequeue(out var next))
                yield return next.GetAwaiter().GetResult();
        }
        finally
        {
            // A thread must not be inside a native library when the process ends.
            Task all = Task.WhenAll(reading);
            all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }

    // Reads into the place of a batch that has been used: new ones would be garbage faster than it is collected.
    private static Task<byte[]> Begin(ImageSet images, int[] indices, byte[]? used)
    {
        var length = checked(indices.Length * images.Size);
        var pixels = used?.Length == length ? used : GC.AllocateUninitializedArray<byte>(length);
        return Task.Run(() =>
        {
            images.Read(indices, pixels);
            return pixels;
        });
    }
}
