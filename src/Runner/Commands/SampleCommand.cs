using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Commands;

/// <summary><c>data sample CONFIG</c>: a picture of training images, to look at before training.</summary>
internal static class SampleCommand
{
    private const int MostImages = 1024;

    public static Command Create(CommandContext context)
    {
        var config = CommonOptions.Config();
        var target = new Option<string>("--out")
        {
            Description = "The PNG file, replaced if it is there. Default: NAME-sample.png, by the sweep's name.",
            HelpName = "FILE",
        };
        target.Validators.Add(result => CommonOptions.RefuseEmpty(result, target.Name));
        var count = new Option<int>("--count")
        {
            Description = "The number of images. Default: 36.",
            HelpName = "N",
            DefaultValueFactory = _ => 36,
        }.Taking(
            $"a whole number from 1 to {MostImages}",
            text => int.TryParse(text, out var number) && number is >= 1 and <= MostImages);
        var set = CommonOptions.Set();
        var command = new Command(
            "sample",
            "Draw training images of a sweep's first cell as PNG: as they are, and beside them as its network sees "
                + "them in the first epoch of seed 0.")
        { config, target, count, set };
        command.SetAction((result, cancellationToken) =>
        {
            var plan = SweepLoader.Load(
                result.GetRequiredValue(config), result.GetRequiredValue(set), context.Images(cancellationToken));
            if (plan.Trials[0].Cell.Config is not NetworkTrial trial)
                throw new CommandException("The trials of this sweep are programs, which read their own data.");
            var dataset = plan.Definition.Catalog.Data.Load(trial.Data);
            var sample = TrainingSample.Create(trial.Data, dataset, result.GetValue(count));
            var file = result.GetValue(target) ?? $"{plan.Config.Name}-sample.png";
            Write(file, SamplePicture.Png(sample));
            var images = NumberText.Count(sample.Count, "training image");
            context.Out.WriteLine(sample.Augmented is null
                ? $"{file}: {images}, whose pixels the sweep does not change"
                    + (trial.Data.Augment?.Normalize is null ? "." : "; normalize is not drawn.")
                : $"{file}: {images}, on the left as they are, on the right as the network sees them.");
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static void Write(string file, byte[] png)
    {
        try
        {
            if (Directory.Exists(file))
                throw new CommandException($"'{file}' is a folder. Name a PNG file with --out.");
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            File.WriteAllBytes(file, png);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"Cannot write '{file}': {FileFaults.Reason(exception, file)}. Name another file with --out.",
                exception);
        }
    }
}
