using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Tests.Data;

public sealed class ReadAheadTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void Read_LaterBatchesReadFirst_KeepsTheOrder()
    {
        using var second = new ManualResetEventSlim();
        var images = new Numbered(index =>
        {
            if (index == 1)
                second.Set();
            else if (index == 0)
                Assert.True(second.Wait(Limit));
        });
        Assert.Equal([[0], [1], [2], [3]], ReadAhead.Read(images, [[0], [1], [2], [3]]));
    }

    [Fact]
    public void Read_SlowUse_StaysTwoBatchesAhead()
    {
        using var read = new SemaphoreSlim(0);
        var count = 0;
        var images = new Numbered(_ =>
        {
            Interlocked.Increment(ref count);
            read.Release();
        });
        using var batches = ReadAhead.Read(images, Enumerable.Range(0, 9).Select(i => new[] { i })).GetEnumerator();
        for (var used = 1; used <= 9; used++)
        {
            Assert.True(batches.MoveNext());
            var expected = Math.Min(9, used + 2);
            while (Volatile.Read(ref count) < expected)
                Assert.True(read.Wait(Limit));
            Assert.Equal(expected, count);
        }

        Assert.False(batches.MoveNext());
    }

    [Fact]
    public void Read_ImageThatCannotBeRead_FailsAtItsBatch()
    {
        var images = new Numbered(index =>
        {
            if (index == 2)
                throw new DataException("no image");
        });
        var seen = new List<byte>();
        var exception = Assert.Throws<DataException>(() =>
        {
            foreach (var pixels in ReadAhead.Read(images, [[0], [1], [2], [3]]))
                seen.AddRange(pixels);
        });
        Assert.Equal(("no image", 2), (exception.Message, seen.Count));
    }

    [Fact]
    public void Read_Abandoned_EndsAfterWhatItBegan()
    {
        var (begun, ended) = (0, 0);
        var images = new Numbered(_ =>
        {
            Interlocked.Increment(ref begun);
            Task.Delay(20).Wait();
            Interlocked.Increment(ref ended);
        });
        foreach (var _ in ReadAhead.Read(images, [[0], [1], [2], [3], [4]]))
            break;
        Assert.Equal(begun, ended);
    }

    /// <summary>Images of one pixel whose value is their index.</summary>
    private sealed class Numbered(Action<int> onRead) : ImageSet(new int[10], channels: 1, height: 1, width: 1)
    {
        public override void Read(ReadOnlySpan<int> indices, Span<byte> pixels)
        {
            for (var i = 0; i < indices.Length; i++)
            {
                onRead(indices[i]);
                pixels[i] = (byte)indices[i];
            }
        }
    }
}
