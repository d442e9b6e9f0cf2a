using System.Security.Cryptography;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

// A store in a file keeps files in folders, whatever a sweep asks for; what a caller sees is the same.
public abstract partial class TrackingStoreConformance
{
    private const int Chunk = FileRecord.ChunkBytes;

    [Theory]
    [InlineData("folder", 0)]
    [InlineData("folder", Chunk + 1)]
    [InlineData("store", 0)]
    [InlineData("store", 1)]
    [InlineData("store", Chunk - 1)]
    [InlineData("store", Chunk)]
    [InlineData("store", Chunk + 1)]
    [InlineData("store", (3 * Chunk) + 7)]
    public void WriteFile_OfAnySize_ReadsBackWithItsChecksum(string place, int size)
    {
        var (files, claim) = FilesIn(place);
        var content = Content(size);

        var written = files.Write(claim, "model-last.safetensors", stream => WriteInPieces(stream, content));

        Assert.Equal(new WrittenFile(Convert.ToHexStringLower(SHA256.HashData(content)), size), written);
        var others = OpenAnother().FilesOf("s");
        Assert.Equal([new FileRecord("model-last.safetensors", size)], others.List(claim.Trial.Id));
        Assert.Equal(content, ReadFile(others, claim.Trial.Id, "model-last.safetensors"));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("store")]
    public void WriteFile_NameThereAlready_ReplacesItsContent(string place)
    {
        var (files, claim) = FilesIn(place);
        files.Write(claim, "a", stream => stream.Write(Content(Chunk + 5)));
        files.Write(claim, "a", stream => stream.Write([1, 2]));
        files.Write(claim.Trial.Id, "attempt-1.log", stream => stream.Write([3]));

        Assert.Equal([new("a", 2), new("attempt-1.log", 1)], files.List(claim.Trial.Id));
        Assert.Equal([1, 2], ReadFile(files, claim.Trial.Id, "a")!);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("store")]
    public void WriteFile_ThatFails_LeavesTheOlderOne(string place)
    {
        var (files, claim) = FilesIn(place);
        files.Write(claim, "a", stream => stream.Write([1]));

        Assert.Throws<InvalidDataException>(() => files.Write(claim, "a", stream =>
        {
            stream.Write(Content(2 * Chunk));
            throw new InvalidDataException();
        }));

        Assert.Equal([new FileRecord("a", 1)], files.List(claim.Trial.Id));
        Assert.Equal([1], ReadFile(files, claim.Trial.Id, "a")!);
    }

    // A process that was cut off writes on after another has taken the trial, has read what was there, and has written.
    [Theory]
    [InlineData("folder", 10)]
    [InlineData("folder", (2 * Chunk) + 1)]
    [InlineData("store", 10)]
    [InlineData("store", (2 * Chunk) + 1)]
    public void WriteFile_TrialTakenMeanwhile_ChangesNothingThatTheOtherReads(string place, int size)
    {
        var (files, old) = FilesIn(place);
        files.Write(old, "checkpoint-1-10", stream => stream.Write([1]));
        Store.SaveCheckpoint(old, SampleSweeps.Checkpoint(10) with { File = "checkpoint-1-10" }, []);
        Claim? taken = null;

        Assert.Throws<LeaseLostException>(() => files.Write(old, "model-last", stream =>
        {
            stream.Write(Content(size));
            Time.Advance(TimeSpan.FromMinutes(1));
            taken = Claimed("s", processId: 8);
            files.ClearLeftovers(taken);
            Store.Rewind(taken, 10);
            files.Write(taken, "model-last", other => other.Write([2]));
        }));
        Assert.Throws<LeaseLostException>(() => files.Write(old, "checkpoint-1-20", stream => stream.Write([3])));
        Assert.Throws<LeaseLostException>(() => files.Write(old, "checkpoint-1-10", stream => stream.Write([3])));

        Assert.Equal([new("checkpoint-1-10", 1), new("model-last", 1)], files.List(old.Trial.Id));
        Assert.Equal([1], ReadFile(files, old.Trial.Id, "checkpoint-1-10")!);
        Assert.Equal([2], ReadFile(files, old.Trial.Id, "model-last")!);
        Assert.Equal(2, taken!.Attempt);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("store")]
    public void DeleteFiles_SomeThatAreNotThere_LeavesTheOthers(string place)
    {
        var (files, claim) = FilesIn(place);
        files.Write(claim, "a", stream => stream.Write([1]));
        files.Write(claim, "b", stream => stream.Write([1]));

        files.Delete(claim.Trial.Id, ["a", "gone"]);

        Assert.Equal([new FileRecord("b", 1)], files.List(claim.Trial.Id));
        Assert.Null(files.Open(claim.Trial.Id, "a"));
        Assert.Null(files.Open(new TrialId("s", 9), "a"));
        Assert.Empty(files.List(new TrialId("s", 9)));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("store")]
    public void DeleteSweep_WithFiles_DeletesThemWithIt(string place)
    {
        var (files, claim) = FilesIn(place);
        files.Write(claim, "a", stream => stream.Write([1]));
        Store.Release(claim);

        Store.DeleteSweep("s");
        CreateWithFilesIn(place);

        Assert.Empty(files.List(claim.Trial.Id));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("store")]
    public void CopyFrom_SweepWithFiles_HasThemWhereItsConfigSaysAndBack(string place)
    {
        using var other = OpenOther();
        other.CreateSweep(SampleSweeps.Named("s", trials: 2) with { ConfigJson = $$"""{"artifacts":"{{place}}"}""" });
        var (files, claim) = (other.FilesOf("s"), other.ClaimNext("s", Processes.Start(7))!);
        var content = Content(Chunk + 5);
        var (sha256, bytes) = files.Write(claim, "checkpoint-10", stream => stream.Write(content));
        other.SaveCheckpoint(claim, SampleSweeps.Checkpoint(10) with { Sha256 = sha256, Bytes = bytes }, []);
        files.Write(claim.Trial.Id, "attempt-1.log", stream => stream.Write([1, 2]));
        Processes.Kill(7);

        var copied = Store.CopyFrom(other, "s");
        using var back = OpenOther(LiteDbTrackingStore.Scheme, "back.db");
        back.CopyFrom(Store, "s");

        Assert.Equal((2, bytes + 2), (copied.Files, copied.Bytes));
        foreach (var copy in new[] { Store.FilesOf("s"), back.FilesOf("s") })
        {
            Assert.Equal([new("attempt-1.log", 2), new("checkpoint-10", bytes)], copy.List(claim.Trial.Id));
            Assert.Equal(content, ReadFile(copy, claim.Trial.Id, "checkpoint-10"));
            Assert.Equal([1, 2], ReadFile(copy, claim.Trial.Id, "attempt-1.log")!);
        }
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("")]
    public void WriteFile_NameOutsideOfTheTrial_IsRefused(string name)
    {
        var (files, claim) = FilesIn("folder");

        Assert.Throws<ArgumentException>(() => files.Write(claim, name, stream => stream.Write([1])));
    }

    private (ITrialFiles Files, Claim Claim) FilesIn(string place)
    {
        CreateWithFilesIn(place);
        return (Store.FilesOf("s"), Claimed("s"));
    }

    private void CreateWithFilesIn(string place) => Store.CreateSweep(
        SampleSweeps.Named("s", trials: 1) with { ConfigJson = $$"""{"artifacts":"{{place}}"}""" });

    private static byte[] Content(int size) => [.. Enumerable.Range(0, size).Select(index => (byte)(index * 7 / 3))];

    private static void WriteInPieces(Stream stream, byte[] content)
    {
        foreach (var piece in content.Chunk((Chunk / 3) + 1))
            stream.Write(piece);
    }

    private static byte[]? ReadFile(ITrialFiles files, TrialId trial, string name)
    {
        using var stream = files.Open(trial, name);
        if (stream is null)
            return null;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        Assert.Equal(0, stream.Read(new byte[1]));
        return content;
    }
}
