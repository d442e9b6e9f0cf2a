using System.Text;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Programs;

/// <summary>The environment variables of a trial that is a program.</summary>
internal static class ProgramVariables
{
    public const string Trial = "SWEEP_TRIAL", Seed = "SWEEP_SEED", Attempt = "SWEEP_ATTEMPT", Device = "SWEEP_DEVICE",
        Threads = "SWEEP_THREADS", Parameters = "SWEEP_PARAMETERS", Checkpoints = "SWEEP_CHECKPOINTS",
        Metrics = "SWEEP_METRICS", PythonPath = "PYTHONPATH";

    /// <summary>The beginning of the variable of a parameter.</summary>
    public const string Parameter = "SWEEP_PARAMETER_";

    // Linux starts no program with a longer variable (MAX_ARG_STRLEN, 128 KiB); a character takes up to three bytes.
    private const int LongestValue = 40_000;

    // Each is read by a library for which the others may mean nothing.
    private static readonly string[] ThreadCounts =
    [
        Threads, "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    ];

    // Where `sweep_log.py` is.
    private static string Helpers => Path.Join(AppContext.BaseDirectory, "helpers", "python");

    /// <summary>The variables that differ from those of this process; null removes one.</summary>
    public static IReadOnlyDictionary<string, string?> Of(ProgramAttempt attempt, Func<string, string?> variable)
    {
        var own = new Dictionary<string, string?>
        {
            [Trial] = $"{attempt.Trial}",
            [Seed] = $"{attempt.Seed}",
            [Attempt] = $"{attempt.Number}",
            [Device] = $"{attempt.Device}",
            [Parameters] = attempt.ParametersFile,
            [Checkpoints] = attempt.CheckpointsFolder,
            [Metrics] = attempt.MetricsFile,
            [Devices.Visible] = attempt.VisibleGpus,
            [PythonPath] = variable(PythonPath) is { Length: > 0 } others ? $"{Helpers}:{others}" : Helpers,
        };
        foreach (var name in ThreadCounts)
            own[name] = $"{attempt.Threads}";
        // Of parameters with the same variable, none has it: a program would take one for another.
        foreach (var paths in Leaves(attempt.Parameters, "").GroupBy(NameOf))
            own[paths.Key] = paths.Count() == 1
                && Placeholders.ParameterText(attempt.Parameters, paths.Single()) is { Length: <= LongestValue } text
                    ? text
                    : null;
        // Set for libtorch in this process; they would keep a program's memory from going back to the system.
        foreach (var (name, value) in TrialEnvironment.Allocator)
            if (variable(name) == value)
                own[name] = null;
        return own;
    }

    /// <summary>The variable of the parameter at a path: <c>SWEEP_PARAMETER_OPTIMIZER_LR</c> for
    /// <c>optimizer.lr</c>.</summary>
    public static string NameOf(string path)
    {
        var name = new StringBuilder(Parameter);
        foreach (var sign in path)
            name.Append(char.IsAsciiLetterOrDigit(sign) ? char.ToUpperInvariant(sign) : '_');
        return $"{name}";
    }

    private static IEnumerable<string> Leaves(JsonObject parent, string prefix) => parent.SelectMany(each =>
        each.Value is JsonObject inner ? Leaves(inner, $"{prefix}{each.Key}.") : [prefix + each.Key]);
}

/// <summary>An attempt at a trial that is a program, for its environment.</summary>
internal sealed record ProgramAttempt
{
    public required TrialId Trial { get; init; }

    /// <summary>The number of the attempt, from 1.</summary>
    public required int Number { get; init; }

    public required long Seed { get; init; }

    /// <summary>The device as the program sees it.</summary>
    public required Device Device { get; init; }

    /// <summary>The value of <see cref="Devices.Visible"/>; empty on a CPU.</summary>
    public required string VisibleGpus { get; init; }

    public required int Threads { get; init; }

    public required JsonObject Parameters { get; init; }

    public required string ParametersFile { get; init; }

    /// <summary>The folder that outlives attempts.</summary>
    public required string CheckpointsFolder { get; init; }

    public required string MetricsFile { get; init; }

    /// <summary>What only the processes of this attempt have.</summary>
    public ProgramMark Mark => new($"{Trial}", ParametersFile, Number);
}
