using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Data.Images;

/// <summary>Small pictures of every kind, and the pixels that ImageMagick decodes from them, in a folder of their own.
/// </summary>
public sealed class Pictures : IDisposable
{
    // The name of each file, and the arguments of `convert` that make it: $rgb is a picture of noisy colours, $rgba the
    // same with all values of alpha, $spot a smaller one.
    private const string Recipes = """
        grey-1.png $rgb -colorspace gray -depth 1 -define png:color-type=0 -define png:bit-depth=1
        grey-2.png $rgb -colorspace gray -depth 2 -define png:color-type=0 -define png:bit-depth=2
        grey-4.png $rgb -colorspace gray -depth 4 -define png:color-type=0 -define png:bit-depth=4
        grey-8.png $rgb -colorspace gray -depth 8 -define png:color-type=0 -define png:bit-depth=8
        grey-16.png $rgb -colorspace gray -depth 16 -define png:color-type=0 -define png:bit-depth=16
        grey-alpha-8.png $rgba -colorspace gray -depth 8 -define png:color-type=4
        grey-alpha-16.png $rgba -colorspace gray -depth 16 -define png:color-type=4 -define png:bit-depth=16
        grey-key.png $rgb -colorspace gray -colors 9 -fuzz 10% -transparent gray50 -define png:color-type=0
        grey-gamma.png $rgb -colorspace gray -set gamma 1
        rgb-8.png $rgb -depth 8 -define png:color-type=2 -define png:bit-depth=8
        rgb-16.png $rgb -depth 16 -define png:color-type=2 -define png:bit-depth=16
        rgb-key-8.png $rgb -depth 8 -fill lime -draw 'rectangle 3,3 12,12' -transparent lime -define png:color-type=2
        rgb-key-16.png $rgb -fill lime -draw 'rectangle 3,3 12,12' -transparent lime -define png:color-type=2
        rgb-gamma.png $rgb -set gamma 1
        rgb-gamma-chromaticity.png $rgb -set gamma 0.3 -define png:include-chunk=gAMA,cHRM
        rgba-8.png $rgba -depth 8 -define png:color-type=6
        rgba-16.png $rgba -depth 16 -define png:color-type=6 -define png:bit-depth=16
        rgba-16-gamma.png $rgba -depth 16 -define png:bit-depth=16 -set gamma 1
        background.png $rgba -background blue -define png:include-chunk=bKGD
        interlaced.png $rgb -interlace PNG
        interlaced-alpha.png $rgba -interlace PNG
        palette-1.png $rgb -monochrome -fill red -opaque black -define png:color-type=3
        palette-2.png $rgb -colors 4 -define png:color-type=3
        palette-4.png $rgb -colors 16 -define png:color-type=3 -define png:bit-depth=4
        palette-8.png $rgb -colors 200 -define png:color-type=3 -define png:bit-depth=8
        palette-one-transparent.png $rgb -colors 15 -fuzz 20% -transparent tomato -define png:color-type=3
        palette-alpha.png $rgba -colors 60 -define png:color-type=3
        one-pixel.png -size 1x1 xc:red
        tall.png -size 1x200 gradient:red-blue
        quality-95.jpg $rgb -quality 95
        quality-30.jpg $rgb -quality 30
        sampled-1x1.jpg $rgb -sampling-factor 1x1
        sampled-2x1.jpg $rgb -sampling-factor 2x1
        sampled-1x2.jpg $rgb -sampling-factor 1x2
        sampled-2x2.jpeg $rgb -sampling-factor 2x2
        sampled-4x1.jpg $rgb -sampling-factor 4x1
        progressive.jpg $rgb -interlace JPEG
        progressive-2x2.jpg $rgb -interlace JPEG -sampling-factor 2x2 -quality 50
        grey.jpg $rgb -colorspace gray
        grey-progressive.jpg $rgb -colorspace gray -interlace JPEG
        cmyk.jpg $rgb -colorspace CMYK
        cmyk-2x2.jpg $rgb -colorspace CMYK -sampling-factor 2x2
        cmyk-progressive.jpg $rgb -colorspace CMYK -interlace JPEG
        wide.jpg -size 300x2 gradient:red-blue
        lossless.webp $rgb -define webp:lossless=true
        lossless-alpha.webp $rgba -define webp:lossless=true
        lossy.webp $rgb -quality 60
        lossy-alpha.webp $rgba -quality 60
        rgb.bmp $rgb
        rgba.bmp $rgba
        version-2.bmp BMP2: $rgb
        version-3.bmp BMP3: $rgb
        version-3-alpha.bmp BMP3: $rgba
        grey.bmp $rgb -colorspace gray
        palette-8.bmp $rgb -colors 200
        palette-4.bmp BMP3: $rgb -colors 16 -type palette
        palette-1.bmp BMP3: $rgb -monochrome
        run-lengths.bmp BMP3: $rgb -colors 30 -compress RLE
        565.bmp $rgb -define bmp:subtype=RGB565
        555.bmp $rgb -define bmp:subtype=RGB555
        still.gif $rgb
        version-87.gif GIF87: $rgb
        interlaced.gif $rgb -interlace GIF
        transparent.gif $rgb -fuzz 20% -transparent tomato
        transparent-offset.gif $rgb -fuzz 20% -transparent tomato -repage 50x40+5+4
        offset.gif -page 37x23+5+4 $spot
        animated.gif $rgb xc:red
        animated-offset.gif -page 37x23+5+4 $spot -page 37x23+9+9 xc:red
        animated-disposed.gif -dispose background -page 37x23+5+4 $spot -page 37x23+9+9 xc:red
        turned-1.jpg $rgb -profile app1:exif-1
        turned-2.jpg $rgb -profile app1:exif-2
        turned-3.jpg $rgb -profile app1:exif-3
        turned-4.jpg $rgb -profile app1:exif-4
        turned-5.jpg $rgb -profile app1:exif-5
        turned-6.jpg $rgb -profile app1:exif-6
        turned-7.jpg $rgb -profile app1:exif-7
        turned-8.jpg $rgb -profile app1:exif-8
        turned-8-cmyk.jpg $rgb -colorspace CMYK -profile app1:exif-8
        turned-6.png turned-6.jpg
        turned-7-alpha-16.png turned-7.jpg -alpha set -channel A -evaluate set 40% -depth 16
        """;

    // `convert` applies gAMA by giving the picture a linear colour space; -set takes it back. -delete keeps the first
    // frame.
    private const string Script = """
        set -e
        cd "$1"
        for o in 1 2 3 4 5 6 7 8; do
          {
            printf 'Exif\0\0II*\0\010\0\0\0\001\0\022\001\003\0\001\0\0\0'
            printf "\\$(printf %03o $o)\0\0\0\0\0\0\0"
          } > exif-$o
        done
        rgb='-seed 7 -size 37x23 plasma:tomato-steelblue'
        rgba="$rgb ( -size 37x23 gradient: ) -alpha off -compose CopyOpacity -composite"
        spot='-seed 3 -size 12x9 plasma:red-blue'
        make() { file="$1"; shift; case "$1" in *:) file="$1$file"; shift;; esac; convert "$@" "$file"; }
        RECIPES
        rm exif-*

        convert turned-6.jpg -define webp:lossless=true turned-6.webp

        # The colours of a CMYK file with 2 in its Adobe marker are YCCK.
        cp cmyk.jpg ycck.jpg
        marker=$(grep -abo Adobe ycck.jpg | cut -d: -f1)
        printf '\002' | dd of=ycck.jpg bs=1 seek=$((marker + 11)) conv=notrunc status=none

        for file in *; do
          case "$file" in *gamma*) space='-set colorspace sRGB';; *) space=;; esac
          convert "$file" -coalesce -delete 1--1 $space -auto-orient -background white -alpha remove -depth 8 \
            "rgb:$file.rgb"
        done
        """;

    private readonly TemporaryFolder _folder = new();

    public Pictures()
    {
        var recipes = string.Concat(Recipes.Split('\n').Select(recipe => $"make {recipe}\n"));
        Shell.Run("sh", "-c", $"PATH=/usr/bin:$PATH\n{Script.Replace("RECIPES", recipes)}", "sh", _folder.Path);
    }

    public static IReadOnlyList<string> Names { get; } =
        [.. Recipes.Split('\n').Select(recipe => recipe.Split(' ')[0]), "ycck.jpg"];

    public byte[] this[string name] => File.ReadAllBytes(_folder.File(name));

    /// <summary>What ImageMagick decodes, [height, width, 3].</summary>
    public byte[] Expected(string name) => this[name + ".rgb"];

    public void Dispose() => _folder.Dispose();
}
