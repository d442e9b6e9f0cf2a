using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Launchers.Slurm;

/// <summary>Submits the workers of a sweep as a job array.</summary>
internal sealed class SlurmSubmission(LaunchPlace place, SlurmLauncher settings)
{
    // sbatch --test-only refuses a job whose nodes are all down, which sbatch itself would queue.
    private const string NotNow = "Requested node configuration is not available";

    private readonly SlurmCommands _commands = new(place.Context.Variable);
    private readonly SlurmScript _script = new(place, settings);

    /// <summary>Refuses what cannot work.</summary>
    /// <exception cref="CommandException">An option is for another launcher, or sbatch refuses the
    /// script.</exception>
    public async Task RequireAsync(RunOptions options, CancellationToken cancellationToken)
    {
        if (options.Workers is not null || options.WorkersPerDevice is not null)
            throw new CommandException(
                "--workers and --workers-per-device are for the launcher local. For Slurm, launcher.parallel in the "
                    + "sweep file says how many tasks run at a time: --set launcher.parallel=4.");
        try
        {
            await SubmitAsync(["--test-only", .. Names()], cancellationToken, _script.Text());
        }
        catch (CommandException exception) when (exception.Message.Contains(NotNow))
        {
            // Submitting it tells.
        }
    }

    /// <summary>Submits as many tasks as the trials need, besides those that wait or run.</summary>
    public async Task SubmitAsync(Launch launch, CancellationToken cancellationToken)
    {
        var context = place.Context;
        var tasks = await new SlurmJobs(place).FindAsync(cancellationToken);
        var living = tasks.Count(task => task.State != TaskState.Ending);
        var needed = Needed(launch) - living;
        if (needed <= 0)
        {
            context.Error.WriteLine(
                $"{NumberText.Count(living, "task")} of it {(living == 1 ? "waits or runs" : "wait or run")} already, "
                    + "which is enough.");
            Write(launch, job: null, submitted: 0, living);
            return;
        }

        if (WriteScript())
            context.Error.WriteLine(
                $"The script was changed and is submitted as it is; delete it to have it written anew: {_script.File}");
        var answer = await SubmitAsync(
            ["--parsable", .. Names(), $"--array=0-{needed - 1}", _script.File], cancellationToken);
        // With several clusters, the name of one follows.
        var job = answer.Trim().Split('\n')[^1].Split(';')[0];
        LaunchEvents.AddSubmission(place, settings, $"job {job} with {NumberText.Count(needed, "task")}");
        Write(launch, job, needed, living);
    }

    private async Task<string> SubmitAsync(
        IEnumerable<string> arguments, CancellationToken cancellationToken, string? input = null)
    {
        try
        {
            return await _commands.RunAsync("sbatch", arguments, cancellationToken, input);
        }
        catch (SlurmRefusal exception)
        {
            throw new CommandException(
                $"{exception.Message} Its options are the key launcher of the sweep file; 'sinfo' lists the "
                    + "partitions.",
                exception);
        }
    }

    private string[] Names()
    {
        var jobs = new SlurmJobs(place);
        return [$"--job-name={jobs.Name}", $"--comment={jobs.Comment}"];
    }

    private int Needed(Launch launch)
    {
        // Where results decide the trials, there may be work for every task.
        if (place.Store.IsOpen(place.Sweep))
            return settings.Parallel;
        var ofATask = settings.Share().TrialsOfATask(TrialResources.Of(launch.Sweep.Definition));
        var left = place.Store.Trials(place.Sweep).Count(trial => trial.End is null);
        return Math.Min(settings.Parallel, (left + ofATask - 1) / ofATask);
    }

    private bool WriteScript()
    {
        try
        {
            return _script.Write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The script of the job cannot be written: {FileFaults.Reason(exception, _script.File)}. The sweep is "
                    + $"kept; '{place.Context.Commands(place.Store.Url).Write("resume", place.Sweep)}' submits it.",
                exception);
        }
    }

    private void Write(Launch launch, string? job, int submitted, int living)
    {
        var (context, name) = (place.Context, place.Sweep);
        var commands = context.Commands(place.Store.Url);
        if (launch.Options.IsJson)
        {
            JsonOutput.Write(
                context,
                new { Name = name, Job = job, Submitted = submitted, WaitOrRun = living, Script = _script.File });
            return;
        }

        if (job is not null)
            context.Out.Write($"Submitted job {job} with {NumberText.Count(submitted, "task")}: {_script.File}\n");
        context.Out.Write(
            $"""
            '{commands.Write("status", name)}' shows its tasks and trials.
            '{commands.Write("stop", name)}' ends its tasks; '{commands.Write("resume", name)}' submits what is left.
            '{commands.Write("report", name)}' writes its report, also while it runs.

            """);
    }
}
