namespace SweepRunner.Experiments.Tests.Data.Images;

public sealed class FolderFaultTests : IDisposable
{
    private readonly ImageFolderFiles _files = ImageFolderFiles.Pets();

    public static TheoryData<string, string> OfFolders => new()
    {
        {
            "nowhere",
            "data.path: 'FOLDER/nowhere' does not exist; give a folder with a sub-folder for each class. "
                + "'sweep data generate shapes DIR' draws images to try."
        },
        {
            "train/cat/1.png",
            "data.path: 'FOLDER/train/cat/1.png' is a file; give a folder with a sub-folder for each class."
        },
        {
            "train/cat",
            "data.path: 'FOLDER/train/cat' has no sub-folders; put the images of each class into a sub-folder, such as "
                + "'FOLDER/train/cat/cat'."
        },
    };

    [Theory]
    [MemberData(nameof(OfFolders))]
    public void Describe_WrongFolder_SaysWhatItIs(string path, string fault) =>
        Assert.Equal(fault, _files.Faults(_files.Config with { Path = _files[path] }));

    [Fact]
    public void Describe_OneClass_AsksForTwo()
    {
        Directory.Delete(_files["train/dog"], recursive: true);
        Assert.Equal(
            "data.path: 'FOLDER/train' has only the class 'cat'; at least two are needed.", _files.Faults());
    }

    [Fact]
    public void Describe_ClassesWithoutImages_NamesEach()
    {
        _files.Folder("train/emu");
        _files.Bytes("train/fox/1.tiff", [1]);
        Assert.Equal(
            "data.path: 'FOLDER/train/emu' has no images; put images of the class there (.png, .jpg, .jpeg, .webp, "
                + ".bmp, .gif), or remove the folder.\n"
                + "data.path: 'FOLDER/train/fox' has no images ('1.tiff' has another extension); put images of the "
                + "class there (.png, .jpg, .jpeg, .webp, .bmp, .gif), or remove the folder.",
            _files.Faults());
    }

    [Fact]
    public void Describe_FilesThatAreNoImages_NamesEach()
    {
        _files.Bytes("train/cat/empty.png", []);
        _files.Bytes("train/cat/text.JPG", "hello"u8.ToArray());
        _files.Bytes("train/dog/truncated.png", File.ReadAllBytes(_files["train/dog/1.png"])[..60]);
        const string End = "; replace it, remove it, or leave it out with 'data.skipUnreadable'.";
        Assert.Equal(
            $"data.path: 'FOLDER/train/cat/empty.png' is empty, or is no regular file{End}\n"
                + "data.path: 'FOLDER/train/cat/text.JPG' is no PNG, JPEG, WebP, BMP or GIF image, or its header is "
                + $"damaged{End}\n"
                + $"data.path: 'FOLDER/train/dog/truncated.png' is truncated{End}",
            _files.Faults());
    }

    // Opening a FIFO waits for a writer, and a device has no end.
    [Fact]
    public void Describe_FilesWithoutEnd_AreNotRead()
    {
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", _files["train/cat/fifo.png"]))
            mkfifo.WaitForExit();
        _files.Link("train/dog/zero.png", "/dev/zero");
        const string End = " is empty, or is no regular file; replace it, remove it, or leave it out with "
            + "'data.skipUnreadable'.";
        Assert.Equal(
            $"data.path: 'FOLDER/train/cat/fifo.png'{End}\ndata.path: 'FOLDER/train/dog/zero.png'{End}",
            _files.Faults());
    }

    [Fact]
    public void Describe_ClassThatIsALinkToNothing_IsTold()
    {
        _files.Link("train/emu", "/nowhere/emu");
        Assert.Equal(
            "data.path: 'FOLDER/train/emu' is a link to '/nowhere/emu', but leads nowhere; remove it.",
            _files.Faults());
    }

    [Fact]
    public void Describe_FolderOneLevelTooHigh_NamesTheOneBelow()
    {
        _files.Images("all/test/cat/1.png", "all/test/dog/1.png", "all/train/cat/1.png", "all/train/dog/1.png");
        Assert.Equal(
            "data.path: 'FOLDER/all' is one level too high: its sub-folders contain folders, and no images. Did you "
                + "mean 'FOLDER/all/train'?",
            _files.Faults(_files.Config with { Path = _files["all"] }));
    }

    [Fact]
    public void Describe_ValidationOnTheTrainingImages_IsAFault() => Assert.Equal(
        "data.validationPath: 'FOLDER/train' is the folder of the training images; give another.",
        _files.Faults(_files.Config with { ValidationPath = _files["train"] + "/../train" }));

    [Fact]
    public void Describe_LinkCircle_IsToldAndNotFollowed()
    {
        _files.Link("train/cat/loop", "..");
        _files.Link("train/dog/self.png", "self.png");
        _files.Link("train/loop", ".");
        const string End =
            " in the folder of a class; put its images into the folder of their class, and remove it.";
        Assert.Equal(
            $"data.path: 'FOLDER/train/cat/loop' is a folder (a link to '..'){End}\n"
                + "data.path: 'FOLDER/train/dog/self.png' is a link to 'self.png', but leads nowhere; remove it.\n"
                + $"data.path: 'FOLDER/train/loop/cat' is a folder{End}\n"
                + $"data.path: 'FOLDER/train/loop/dog' is a folder{End}\n"
                + $"data.path: 'FOLDER/train/loop/loop' is a folder (a link to '.'){End}",
            _files.Faults());
    }

    [Fact]
    public void Describe_LinkToNothing_IsTold()
    {
        _files.Link("train/cat/gone.png", "nowhere.png");
        Assert.Equal(
            "data.path: 'FOLDER/train/cat/gone.png' is a link to 'nowhere.png', but leads nowhere; remove it.",
            _files.Faults());
    }

    [Fact]
    public void Describe_OtherClassesInAnotherPart_NamesThem()
    {
        _files.Images("validation/cat/1.png", "validation/emu/1.png");
        _files.Images("test/cat/1.png", "test/dog/1.png", "test/emu/1.png");
        Assert.Equal(
            "data.validationPath: 'FOLDER/validation' must have the classes of 'FOLDER/train', but has 'emu' in "
                + "addition and lacks 'dog'.\n"
                + "data.testPath: 'FOLDER/test' must have the classes of 'FOLDER/train', but has 'emu' in addition.",
            _files.Faults(
                _files.Config with { ValidationPath = _files["validation"], TestPath = _files["test"] }));
    }

    [Fact]
    public void Describe_ManyOtherClasses_NamesTheFirst()
    {
        for (var i = 0; i < 7; i++)
            _files.Images($"validation/{i}/1.png");
        Assert.Equal(
            "data.validationPath: 'FOLDER/validation' must have the classes of 'FOLDER/train', but has '0', '1', '2', "
                + "'3', '4' and 2 more in addition and lacks 'cat', 'dog'.",
            _files.Faults(_files.Config with { ValidationPath = _files["validation"] }));
    }

    [Fact]
    public void Describe_UnequalSizesWithoutResize_ShowsTwo()
    {
        _files.Image("train/dog/3.png", 20, 10);
        _files.Image("validation/cat/1.png", 20, 10);
        _files.Image("validation/dog/1.png", 9, 9);
        var config = _files.Config with { ValidationPath = _files["validation"] };
        Assert.Equal(
            "data.resize: The images have 3 sizes, such as 8×8 ('FOLDER/train/cat/1.png') and 20×10 "
                + "('FOLDER/train/dog/3.png'); set 'data.resize' to the side of the square that they are resized to.",
            _files.Faults(config));
        Assert.Equal("", _files.Faults(config with { Resize = 16 }));
    }

    [Fact]
    public void Describe_ManyFaults_EndsWithTheirNumber()
    {
        for (var i = 0; i < 22; i++)
            _files.Bytes($"train/cat/{i:00}.png", []);
        var faults = _files.Describe().Faults;
        Assert.Equal(11, faults.Count);
        Assert.Equal(
            "data.path: … and 12 more; 'sweep data verify FOLDER/train' shows all.", _files.Shown($"{faults[^1]}"));
    }

    [Fact]
    public void Describe_NothingLeftOfAClass_IsAFaultThoughUnreadableFilesAreSkipped()
    {
        _files.Bytes("train/cat/1.png", []);
        _files.Bytes("train/cat/2.png", []);
        Assert.Equal(
            "data.path: 'FOLDER/train/cat' has no image that can be used; replace its files, or remove the folder.",
            _files.Faults(_files.Config with { SkipUnreadable = true }));
    }

    public void Dispose() => _files.Dispose();
}
