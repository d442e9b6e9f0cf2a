#:project ../src/Experiments/Experiments.csproj
#:property PublishAot=false
#:property NoWarn=CS1591
#:property AssemblyName=decoding
#:property TieredPGO=false

// Reads a folder of JPEGs in rounds: as sweep does, on all cores, and with plain SkiaSharp, in one thread. For
// bench/decoding.py it prints, for each round, the way, images a second, and the cores that were busy.
// Arguments: a folder that does not exist, the images, their width and height, the side of the square or 0, the rounds.

using SkiaSharp;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Images;

var (folder, numbers) = (args[0], args[1..].Select(int.Parse).ToArray());
var (count, width, height, side, rounds) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
int? resize = side > 0 ? side : null;
for (var i = 0; i < count; i++)
    Draw(Path.Join(folder, i % 2 == 0 ? "even" : "odd", $"{i:0000}.jpg"), width, height, seed: i);
var files = Directory.GetFiles(folder, "*.jpg", SearchOption.AllDirectories);

// Nothing stays decoded.
var config = new ImageFolderConfig { Name = ImageFolderConfig.DataName, Path = folder, Resize = resize, Memory = 0 };
var folders = new ImageFolders(new DataFolders(Path.Join(folder, "..", "data")));
var images = folders.Load(config).Train;
for (var round = -1; round < rounds; round++)
{
    Measure("sweep", ReadBatches, round);
    Measure("plain", ReadPlainly, round);
}

void ReadBatches()
{
    const int Batch = 32;
    var pixels = new byte[Batch * 3 * (resize ?? height) * (resize ?? width)];
    foreach (var batch in Enumerable.Range(0, count).Chunk(Batch))
        images.Read(batch, pixels.AsSpan(0, pixels.Length / Batch * batch.Length));
}

void ReadPlainly()
{
    var linear = new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
    foreach (var file in files)
    {
        using var bitmap = SKBitmap.Decode(file);
        if (resize is { } square)
            bitmap.Resize(new SKSizeI(square, square), linear).Dispose();
    }
}

// Round -1 compiles the code and reads the files into the cache.
void Measure(string way, Action read, int round)
{
    var (begin, busy) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
    read();
    var elapsed = TimeProvider.System.GetElapsedTime(begin);
    if (round >= 0)
        Console.WriteLine(
            $"{way} {count / elapsed.TotalSeconds:0.0} {(Environment.CpuUsage.TotalTime - busy) / elapsed:0.00}");
}

// Waves with some noise: about as many bytes a pixel as a photograph.
static void Draw(string file, int width, int height, int seed)
{
    var random = new Random(seed);
    using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
    var (across, down) = (5 + (random.NextDouble() * 60), 5 + (random.NextDouble() * 60));
    var pixels = new SKColor[width * height];
    for (var i = 0; i < pixels.Length; i++)
    {
        var wave = Math.Sin(i % width / across) * Math.Cos(i / width / down);
        byte Sample(double amplitude) => (byte)(128 + (amplitude * wave) + random.Next(16));
        pixels[i] = new SKColor(Sample(110), Sample(60), Sample(-90));
    }

    bitmap.Pixels = pixels;
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    using var stream = File.Create(file);
    bitmap.Encode(stream, SKEncodedImageFormat.Jpeg, quality: 90);
}
