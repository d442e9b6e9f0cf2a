namespace SweepRunner.Experiments.Data;

/// <summary>Reads batches of images on other threads while earlier ones are used. The batches come in their order,
/// whatever the timing.</summary>
internal static class ReadAhead
{
    // One is used, one waits, and one is read.
    private const int MostBatches = 2;

    /// <summary>The pixels of each batch of indices, 0–255, [count, channels, height, width].</summary>
    /// <exception cref="DataException">An image of the batch cannot be read.</exception>
    public static IEnumerable<byte[]> Read(ImageSet images, IEnumerable<int[]> batches)
    {
        var reading = new Queue<Task<byte[]>>();
        try
        {
            foreach (var batch in batches)
            {
                reading.Enqueue(Task.Run(() => Read(images, batch)));
                if (reading.Count > MostBatches)
                    yield return reading.Dequeue().GetAwaiter().GetResult();
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

    private static byte[] Read(ImageSet images, int[] indices)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(checked(indices.Length * images.Size));
        images.Read(indices, pixels);
        return pixels;
    }
}
