using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Data.Images;

public sealed class ImageFoldersTests : IDisposable
{
    private readonly ImageFolderFiles _files = ImageFolderFiles.Pets();

    [Fact]
    public void Describe_Folders_GivesTheShape()
    {
        _files.Images("validation/cat/1.png", "validation/dog/1.png", "validation/dog/2.png");
        _files.Images("test/cat/1.png", "test/dog/1.png");
        var config = _files.Config with { ValidationPath = _files["validation"], TestPath = _files["test"] };
        Assert.Equal(
            new DatasetInfo("image-folder", 3, 8, 8, Classes: 2, TrainImages: 4, TestImages: 2)
            {
                ValidationImages = 3,
            },
            _files.Describe(config).Info);
    }

    [Fact]
    public void Describe_Resize_GivesTheResizedShape()
    {
        var info = _files.Describe(_files.Config with { Resize = 32, Channels = 1 }).Info!;
        Assert.Equal((1, 32, 32), (info.Channels, info.Height, info.Width));
    }

    [Fact]
    public void Read_NamesOfAllKinds_AreInOrdinalOrder()
    {
        _files.Images(
            "train/Ärger/ß.png", "train/a cat/b c.PNG", "train/a cat/B.jpeg", "train/日本/'1\".png", "train/cat/10.png");
        _files.Bytes("train/cat/.hidden.png", []);
        _files.Bytes("train/.hidden/1.png", []);
        _files.Bytes("train/cat/Thumbs.db", []);
        _files.Bytes("train/labels.csv", []);
        var contents = FolderContents.Read(_files.Folders, _files["train"]);
        Assert.Empty(contents.Listing.Faults);
        Assert.Equal(["a cat", "cat", "dog", "Ärger", "日本"], contents.Listing.Classes);
        Assert.Equal(
            [
                "a cat/B.jpeg", "a cat/b c.PNG", "cat/1.png", "cat/10.png", "cat/2.png", "dog/1.png", "dog/2.png",
                "Ärger/ß.png", "日本/'1\".png",
            ],
            contents.Images.Select(image => image.File.Name));
        Assert.Equal(
            ["FOLDER/train/cat/Thumbs.db", "FOLDER/train/labels.csv"],
            contents.Listing.Others.Select(_files.Shown));
    }

    [Fact]
    public void Describe_LinkedFilesAndClasses_AreRead()
    {
        _files.Images("elsewhere/1.png");
        _files.Link("train/emu", "../elsewhere");
        _files.Link("train/cat/linked.png", "../dog/1.png");
        var info = _files.Describe().Info!;
        Assert.Equal((3, 6), (info.Classes, info.TrainImages));
    }

    [Fact]
    public void Describe_SkipUnreadable_LeavesOutAndNames()
    {
        _files.Bytes("train/cat/0.png", []);
        _files.Bytes("train/dog/0.png", [1]);
        var description = _files.Describe(_files.Config with { SkipUnreadable = true });
        Assert.Equal(4, description.Info!.TrainImages);
        Assert.Equal(
            "Leaving out 2 of the 6 images of 'FOLDER/train': 'FOLDER/train/cat/0.png' is empty, or is no regular "
                + "file; "
                + "'FOLDER/train/dog/0.png' is no PNG, JPEG, WebP, BMP or GIF image, or its header is damaged.",
            _files.Shown(Assert.Single(description.Warnings)));
    }

    [Fact]
    public void Sha256_SameContentsElsewhere_IsTheSame()
    {
        Shell.Run("cp", "-r", _files["train"], _files["copy"]);
        Assert.Equal(Sha256(), _files.Describe(_files.Config with { Path = _files["copy"] }).Sha256);
    }

    public static TheoryData<string, Action<string>> Changes => new()
    {
        { "contents", train => File.Copy(Path.Join(train, "cat/1.png"), Path.Join(train, "cat/2.png"), true) },
        { "name", train => File.Move(Path.Join(train, "cat/1.png"), Path.Join(train, "cat/3.png")) },
        { "class", train => Directory.Move(Path.Join(train, "cat"), Path.Join(train, "cow")) },
        { "removal", train => File.Delete(Path.Join(train, "cat/1.png")) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Sha256_Changed_IsAnother(string change, Action<string> make)
    {
        var before = Sha256();
        make(_files["train"]);
        Assert.True(before != Sha256(), $"The hash does not cover the {change}.");
    }

    [Fact]
    public void Sha256_OfSkippedFilesAndOthers_IsTheSame()
    {
        var before = Sha256();
        _files.Bytes("train/cat/0.png", []);
        _files.Bytes("train/cat/notes.txt", [1]);
        Assert.Equal(before, _files.Describe(_files.Config with { SkipUnreadable = true }).Sha256);
    }

    // The contents change, but not the length and the time, which shows that the file is not read again.
    [Fact]
    public void Describe_Remembered_ReadsOnlyWhatHasAnotherLengthOrTime()
    {
        var before = Sha256();
        var (file, time) = (_files["train/cat/1.png"], File.GetLastWriteTimeUtc(_files["train/cat/1.png"]));
        File.WriteAllBytes(file, new byte[new FileInfo(file).Length]);
        File.SetLastWriteTimeUtc(file, time);
        Assert.Equal(before, Sha256());
        Assert.Null((_files.Folders with { IsAnew = true }).Describe(_files.Config).Sha256);
        Assert.Null(Sha256());
        File.SetLastWriteTimeUtc(file, time.AddSeconds(1));
        Assert.Null(Sha256());
    }

    [Fact]
    public void Describe_DamagedMemory_ReadsAnew()
    {
        var before = Sha256();
        var memory = Assert.Single(Directory.GetFiles(_files["data/.image-folders"]));
        File.WriteAllText(memory, "{}");
        Assert.Equal(before, Sha256());
        File.WriteAllText(memory, "[");
        Assert.Equal(before, Sha256());
    }

    [Fact]
    public void Describe_DataFolderThatCannotBeWritten_Works()
    {
        _files.Bytes("data", []);
        Assert.NotNull(Sha256());
    }

    [Fact]
    public void Describe_Cancelled_Ends() => Assert.ThrowsAny<OperationCanceledException>(
        () => (_files.Folders with { Cancellation = new(canceled: true) }).Describe(_files.Config));

    [Fact]
    public void Describe_SlowReading_TellsItsProgress()
    {
        var (time, lines) = (new SteppingTime(), new List<string>());
        (_files.Folders with { Time = time, Say = lines.Add }).Describe(_files.Config);
        Assert.Equal(
            ["Checking the images of FOLDER/train: 2 of 4", "Checking the images of FOLDER/train: 4 of 4"],
            lines.Select(_files.Shown));
    }

    public void Dispose() => _files.Dispose();

    private string? Sha256() => _files.Describe().Sha256;

    /// <summary>A clock on which every reading takes two seconds.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _seconds, 2);
    }
}
