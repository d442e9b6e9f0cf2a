using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

internal static class DataCommand
{
    public static Command Create(CommandContext context) =>
        new("data", "List, download, check, generate and draw data sets.")
        {
            List(context),
            Get(context),
            VerifyCommand.Create(context),
            SampleCommand.Create(context),
            GenerateCommand.Create(context),
        };

    private static Command List(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "List the data sets and their folders.") { json };
        command.SetAction(result =>
        {
            var statuses = DatasetCatalog
                .Names.Select(name => Datasets.Inspect(name, context.Data, shouldVerify: false))
                .ToList();
            Write(statuses, result.GetValue(json), context);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Get(CommandContext context)
    {
        var name = new Argument<string>("NAME") { Description = "The data set." }
            .AcceptOnlyFromAmong([.. DatasetCatalog.Names]);
        var force = new Option<bool>("--force")
        {
            Description = "Download it even if it is there, and replace its files in the data folder.",
        };
        var command = new Command(
            "get",
            $"Download a data set into the data folder, {DataFolders.Variable} or data/, if it is "
                + "missing, and check it.") { name, force };
        command.SetAction(async (result, cancellationToken) =>
        {
            var wanted = result.GetRequiredValue(name);
            await Datasets.FetchAsync(
                wanted, context.Data, result.GetValue(force), context.Error.WriteLine, cancellationToken);
            var status = Datasets.Inspect(wanted, context.Data, shouldVerify: true);
            return Report([status], isAbsenceWrong: true, isJson: false, context);
        });
        return command;
    }

    /// <summary>Writes the states of data sets, and what is wrong with them to standard error.</summary>
    public static int Report(List<DatasetStatus> statuses, bool isAbsenceWrong, bool isJson, CommandContext context)
    {
        var faulty = statuses
            .Where(status => status.State == DatasetState.Damaged
                || (status.State == DatasetState.Absent && isAbsenceWrong))
            .ToList();
        foreach (var status in faulty)
            context.Error.WriteLine(status.Fault);
        Write(statuses, isJson, context);
        return faulty.Count == 0 ? ExitCodes.Done : ExitCodes.BadInput;
    }

    private static void Write(List<DatasetStatus> statuses, bool isJson, CommandContext context)
    {
        if (isJson)
        {
            JsonOutput.Write(context, statuses.Select(status => new
            {
                status.Info.Name,
                status.State,
                status.Folder,
                status.Fault,
                status.Info.Channels,
                status.Info.Height,
                status.Info.Width,
                status.Info.Classes,
                status.Info.TrainImages,
                status.Info.TestImages,
            }));
            return;
        }

        var table = new TextTable("name", new("train + test images", 1), "state", "folder");
        foreach (var status in statuses)
        {
            var info = status.Info;
            table.Add(
                info.Name, $"{info.TrainImages} + {info.TestImages}, {info.Channels}×{info.Height}×{info.Width}",
                JsonNamingPolicy.CamelCase.ConvertName($"{status.State}"), status.Folder);
        }

        table.WriteTo(context);
    }
}
