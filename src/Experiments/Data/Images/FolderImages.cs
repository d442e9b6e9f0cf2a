using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace SweepRunner.Experiments.Data.Images;

/// <summary>The images of a folder. They are decoded as they are read, on all cores; those that fit the memory stay
/// decoded.</summary>
internal sealed class FolderImages : ImageSet
{
    private readonly FolderContents _contents;
    private readonly ImageFolderConfig _config;
    private readonly ImageMemory _memory;
    private readonly byte[]?[] _kept;

    public FolderImages(FolderContents contents, DatasetInfo info, ImageFolderConfig config, ImageMemory memory)
        : base(LabelsOf(contents), info.Channels, info.Height, info.Width) =>
        (_contents, _config, _memory, _kept) = (contents, config, memory, new byte[contents.Images.Count][]);

    /// <inheritdoc/>
    /// <exception cref="DataException">A file is missing, cannot be read, or has changed since it was
    /// checked.</exception>
    public override void Read(ReadOnlySpan<int> indices, Span<byte> pixels)
    {
        var wanted = indices.ToArray();
        var images = new byte[wanted.Length][];
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.For(0, wanted.Length, options, i => images[i] = _kept[wanted[i]] ?? Decode(wanted[i]));
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        for (var i = 0; i < images.Length; i++)
        {
            images[i].AsSpan(0, Size).CopyTo(pixels[(i * Size)..]);
            if (_kept[wanted[i]] is null)
                ArrayPool<byte>.Shared.Return(images[i]);
        }
    }

    private byte[] Decode(int index)
    {
        var file = _contents.Images[index];
        var path = Path.Join(_contents.Listing.Folder, file.File.Name);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"The image '{path}' cannot be read: {exception.Message}", exception);
        }

        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != file.Sha256)
            throw new DataException($"The image '{path}' has changed since it was checked. Restore it.");
        using var image = ImageDecoder.Decode(bytes);
        // What is not kept is used again: new arrays of this size would keep the collector busy.
        var isKept = _memory.TryTake(Size, _config.Memory);
        var pixels = isKept ? new byte[Size] : ArrayPool<byte>.Shared.Rent(Size);
        ImageResizer.Write(image, Channels, _config.Resize, _config.Fit, pixels.AsSpan(0, Size));
        if (isKept)
            _kept[index] = pixels;
        return pixels;
    }

    private static int[] LabelsOf(FolderContents contents)
    {
        var labels = contents.Listing.Classes.Index().ToDictionary(each => each.Item, each => each.Index);
        return [.. contents.Images.Select(image => labels[image.File.Class])];
    }
}

/// <summary>The memory for decoded images that all data sets of a process share.</summary>
internal sealed class ImageMemory
{
    private const long Mebibyte = 1024 * 1024;

    private long _taken;

    /// <summary>Takes bytes of the memory, unless more than the limit would then be taken. Thread-safe.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="limit">The limit in MiB.</param>
    public bool TryTake(int bytes, int limit)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limit * Mebibyte)
            return true;
        Interlocked.Add(ref _taken, -bytes);
        return false;
    }
}
