using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SweepRunner.Experiments.Data;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

/// <summary><c>sweep data</c>: the data sets, where they are, and whether they are whole.</summary>
internal static class DataCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>The command with those below it.</summary>
    public static Command Create(CommandContext context) =>
        new("data", "Data sets: where they are, fetching and checking them.")
        {
            List(context),
            Get(context),
            Verify(context),
        };

    private static Command List(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "List the data sets and where each was found.") { json };
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
        var name = new Argument<string>("NAME") { Description = "The data set." }.AcceptOnlyFromAmong([
            .. DatasetCatalog.Names,
        ]);
        var force = new Option<bool>("--force")
        {
            Description = "Fetch it even when it is there, and replace what the data folder holds of it.",
        };
        var command = new Command(
            "get",
            $"Fetch a data set into the data folder, {DataFolders.Variable} or data/, unless it is found, "
                + "and check it.")
        {
            name,
            force,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var wanted = result.GetRequiredValue(name);
            await Datasets.FetchAsync(
                wanted, context.Data, result.GetValue(force), context.Error.WriteLine, cancellationToken);
            return await ReportAsync(
                [Datasets.Inspect(wanted, context.Data, shouldVerify: true)],
                isAbsenceWrong: true,
                isJson: false,
                context);
        });
        return command;
    }

    private static Command Verify(CommandContext context)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "The data set; all that are there when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        }.AcceptOnlyFromAmong([.. DatasetCatalog.Names]);
        var json = CommonOptions.Json();
        var command = new Command(
            "verify",
            "Check every file of a data set: dimensions, length, labels, checksum. Ends with 2 when one is wrong.")
        {
            name,
            json,
        };
        command.SetAction((result, cancellationToken) =>
        {
            var wanted = result.GetValue(name);
            var statuses = new List<DatasetStatus>();
            foreach (var each in wanted is null ? DatasetCatalog.Names : [wanted])
            {
                cancellationToken.ThrowIfCancellationRequested();
                statuses.Add(Datasets.Inspect(each, context.Data, shouldVerify: true));
            }
            return ReportAsync(statuses, isAbsenceWrong: wanted is not null, result.GetValue(json), context);
        });
        return command;
    }

    private static async Task<int> ReportAsync(
        List<DatasetStatus> statuses, bool isAbsenceWrong, bool isJson, CommandContext context)
    {
        var exitCode = ExitCodes.Done;
        foreach (var status in statuses)
        {
            if (status.State is DatasetState.Damaged || (status.State is DatasetState.Absent && isAbsenceWrong))
            {
                await context.Error.WriteLineAsync(status.Fault);
                exitCode = ExitCodes.BadInput;
            }
        }
        Write(statuses, isJson, context);
        return exitCode;
    }

    private static void Write(List<DatasetStatus> statuses, bool isJson, CommandContext context)
    {
        if (isJson)
            context.Out.Write(AsJson(statuses));
        else
            Table(statuses).WriteTo(context);
    }

    private static string AsJson(List<DatasetStatus> statuses) => JsonSerializer.Serialize(
        statuses.Select(status => new
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
        }),
        Json) + "\n";

    private static TextTable Table(List<DatasetStatus> statuses)
    {
        var table = new TextTable("name", new("train + test images", 1), "state", "folder");
        foreach (var status in statuses)
            table.Add(
                status.Info.Name,
                Images(status.Info),
                JsonNamingPolicy.CamelCase.ConvertName(status.State.ToString()),
                status.Folder ?? "-");
        return table;
    }

    private static string Images(DatasetInfo info) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{info.TrainImages} + {info.TestImages}, {info.Channels}×{info.Height}×{info.Width}");
}
