using System.CommandLine;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Commands;

/// <summary>How many processes run trials: the options that every command has that runs them.</summary>
internal sealed class WorkerOptions
{
    private const int MostWorkers = 1024;

    private readonly Option<bool> _inline = new("--inline")
    {
        Description = "Run the trials one after the other inside this process, without workers.",
    };

    private readonly Option<int?> _workers = new("--workers")
    {
        Description =
            "Worker processes in all. Default: one a GPU; on the CPU one for every so many cores as a trial "
            + "has threads.",
        HelpName = "N",
    };

    private readonly Option<int?> _workersPerDevice = new("--workers-per-device")
    {
        Description = "Worker processes on each GPU, or on the CPU.",
        HelpName = "N",
    };

    private readonly bool _hasInline;

    /// <summary>Options of their own for one command.</summary>
    /// <param name="hasInline">False where trials always run in workers.</param>
    public WorkerOptions(bool hasInline = true)
    {
        _hasInline = hasInline;
        foreach (var option in new[] { _workers, _workersPerDevice })
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1
                    && (!int.TryParse(result.Tokens[0].Value, out var count) || count is < 1 or > MostWorkers))
                    result.AddError(
                        $"{option.Name} takes a whole number from 1 to {MostWorkers}, not "
                            + $"'{result.Tokens[0].Value}'.");
            });
        }
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_workers);
        command.Options.Add(_workersPerDevice);
        if (_hasInline)
            command.Options.Add(_inline);
        command.Validators.Add(result =>
        {
            var given = new Option[] { _workers, _workersPerDevice, _inline }
                .Where(option => result.GetResult(option) is { Implicit: false })
                .ToList();
            if (given.Count > 1)
                result.AddError($"{given[0].Name} and {given[1].Name} exclude each other: give one of them.");
        });
    }

    /// <summary>What a command line says.</summary>
    public RunOptions Of(ParseResult result) => new()
    {
        IsInline = result.GetValue(_inline),
        Workers = result.GetValue(_workers),
        WorkersPerDevice = result.GetValue(_workersPerDevice),
    };
}
