using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Runner.Progress;

namespace SweepRunner.Runner.Launchers.Slurm;

/// <summary>Runs the workers of a sweep as the tasks of a Slurm job array. <c>run</c> submits the array and
/// returns.</summary>
[Case("slurm", 1)]
internal sealed record SlurmLauncher : LauncherConfig
{
    // The forms that sbatch(1) lists.
    private const string TimePattern = "[0-9]+(:[0-9]{1,2}){0,2}|[0-9]+-[0-9]{1,2}(:[0-9]{1,2}){0,2}",
        TimeRule = "a text with a time as sbatch takes it: minutes, HH:MM:SS or D-HH:MM:SS",
        NamesPattern = "[^\\s,\"']+(,[^\\s,\"']+)*";

    [Description("The partition, or several with commas between them. When absent, that of the cluster.")]
    [RegularExpression(NamesPattern, ErrorMessage = "the name of a partition, or several with commas between them")]
    public string? Partition { get; init; }

    [Description("The account that the time is charged to. When absent, that of the user.")]
    [RegularExpression("[^\\s,\"']+", ErrorMessage = "the name of an account")]
    public string? Account { get; init; }

    [Description(
        "The time limit of a task. A task whose time ends returns its trial with a checkpoint and queues itself "
            + "again, so that it may be shorter than a trial. When absent, that of the partition.")]
    [RegularExpression(TimePattern, ErrorMessage = TimeRule)]
    public string? Time { get; init; }

    [Description("The GPUs of a task, with a trial on each.")]
    [Range(0, 64)]
    public int Gpus { get; init; }

    [Description("The cores of a task, which are also the threads of its trial unless threads is given.")]
    [Range(1, 4096)]
    public int Cpus { get; init; } = 1;

    [Description("The memory of a task. When absent, that of the partition.")]
    [RegularExpression(
        "[1-9][0-9]*[KMGT]?", ErrorMessage = "a size as sbatch takes it: a whole number with K, M, G or T, as in 4G")]
    public string? Memory { get; init; }

    [Description("The most tasks at a time. There are fewer where fewer trials are left.")]
    [Range(1, 10_000)]
    public int Parallel { get; init; } = 32;

    [Description("Lines of bash that a node runs before the worker starts, such as module load cuda.")]
    public IReadOnlyList<string> Setup { get; init; } = [];

    [Description(
        "an object of other options of sbatch without their dashes, each with its value or true: see cluster.md")]
    public IReadOnlyDictionary<string, JsonElement> Options { get; init; } = new Dictionary<string, JsonElement>();

    public override TaskShare Share() => new(Parallel, Cpus, Gpus);

    public override IEnumerable<Fault> Check(ConfigObject keys) => SbatchOptions.Check(keys);

    public override Task RequireAsync(
        LaunchPlace place, RunOptions options, CancellationToken cancellationToken) =>
        new SlurmSubmission(place, this).RequireAsync(options, cancellationToken);

    public override async Task<ServiceResult?> RunAsync(Launch launch, CancellationToken cancellationToken)
    {
        var (name, store) = (launch.Sweep.Name, launch.Store);
        await using (var progress = ISweepProgress.Create(launch.Context))
            progress.Begin(launch.Sweep, store.Trials(name), isDecided: store.IsOpen(name));
        if (store.IsDone(name))
            return new ServiceResult();
        await new SlurmSubmission(launch.Place, this).SubmitAsync(launch, cancellationToken);
        return null;
    }

    public override Task<IReadOnlyList<LaunchedTask>> FindTasksAsync(
        LaunchPlace place, CancellationToken cancellationToken) => new SlurmJobs(place).FindAsync(cancellationToken);

    public override Task CancelAsync(
        LaunchPlace place, IReadOnlyList<LaunchedTask> tasks, CancellationToken cancellationToken) =>
        new SlurmJobs(place).CancelAsync(tasks, cancellationToken);

    public override string? LastOutput(LaunchPlace place) => new SlurmScript(place, this).LastOutput();

    public override IWorkerTask? CurrentTask(CommandContext context) => SlurmTask.Find(context.Variable);
}
