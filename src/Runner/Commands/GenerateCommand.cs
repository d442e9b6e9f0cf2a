using SweepRunner.Experiments.Data.Shapes;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Commands;

/// <summary><c>data generate shapes DIR</c>: writes an image folder to train on.</summary>
internal static class GenerateCommand
{
    private const int MostImages = 9999;

    public static Command Create(CommandContext context) =>
        new("generate", "Generate a data set.") { Shapes(context) };

    private static Command Shapes(CommandContext context)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "The folder, which is empty or does not exist.",
            Validators = { result => CommonOptions.RefuseEmpty(result, "DIR") },
        };
        var train = Count("--train", "The training images of each class.", ShapeFolder.TrainImages);
        var validation = Count("--validation", "The validation images of each class.", ShapeFolder.ValidationImages);
        var seed = new Option<long>("--seed")
        {
            Description = "The same seed draws the same images. Default: 0.",
            HelpName = "N",
        }.Taking("a whole number", text => long.TryParse(text, out _));
        var command = new Command(
            "shapes",
            "Draw an image folder of ten classes of shapes, from 32 to 256 pixels. Example: sweep data generate shapes "
                + "shapes") { folder, train, validation, seed };
        command.SetAction((result, cancellationToken) =>
        {
            var target = result.GetRequiredValue(folder);
            var counts = (
                Train: result.GetValue(train) ?? ShapeFolder.TrainImages,
                Validation: result.GetValue(validation) ?? ShapeFolder.ValidationImages);
            try
            {
                ShapeFolder.Generate(
                    target, counts.Train, counts.Validation, result.GetValue(seed), cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new CommandException(
                    $"Cannot write '{target}': {FileFaults.Reason(exception, target)}. Name another folder.",
                    exception);
            }
            Report(target, counts, context);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Option<int?> Count(string name, string description, int usual) => new Option<int?>(name)
    {
        Description = $"{description} Default: {usual}.",
        HelpName = "N",
    }.Taking(
        $"a whole number from 1 to {MostImages}",
        text => int.TryParse(text, out var count) && count is >= 1 and <= MostImages);

    private static void Report(string folder, (int Train, int Validation) counts, CommandContext context)
    {
        var classes = ShapeFolder.Classes.Count;
        context.Out.Write($"{folder}\n");
        context.Error.WriteLine(
            $"{classes * counts.Train} training images and {classes * counts.Validation} validation images of "
                + $"{classes} classes: {string.Join(", ", ShapeFolder.Classes)}.");
        var run = context.Commands().Write(
            "run", "configs/alexnet-half.json",
            "--set", $"trial.data.path={Path.GetFullPath(Path.Join(folder, "train"))}",
            "--set", $"trial.data.validationPath={Path.GetFullPath(Path.Join(folder, "validation"))}");
        context.Error.WriteLine($"Train on them: {run}");
    }
}
