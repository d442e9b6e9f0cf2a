using SweepRunner.Experiments.Programs;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Programs;
using SweepRunner.Runner.Progress;

namespace SweepRunner.Runner.Trials;

/// <summary>Runs a claimed trial that is a program: prepares its files, starts it, and tells how it ended.</summary>
internal sealed class ProgramTrialRun(
    ITrackingStore store, SweepRecord sweep, Claim claim, ProgramTrial trial, MetricBuffer buffer,
    ISweepProgress progress, TimeProvider time)
{
    private readonly CommandConfig _command = ((ProgramTrial)sweep.Config().Trial).Command;
    private readonly ProgramFolder _folder = new(store, claim);
    private bool _hasCompleted;

    /// <summary>Runs the program on a device.</summary>
    /// <exception cref="CommandException">A file of the program has changed since the sweep was created.</exception>
    /// <exception cref="ProgramFailedException">The program failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the program has been
    /// stopped.</exception>
    public TrialReport Run(Device device, CancellationToken cancellationToken)
    {
        ThrowIfChanged();
        KillEarlier();
        try
        {
            return RunProgram(device, cancellationToken);
        }
        catch
        {
            // What the program has logged before its checkpoint, it does not log again.
            buffer.Flush();
            throw;
        }
    }

    /// <summary>Deletes the checkpoints of a trial that has completed, after its end is written.</summary>
    public void Clean()
    {
        if (_hasCompleted)
            Say(_folder.Clean());
    }

    private void Say(string? warning)
    {
        if (warning is not null)
            progress.Say(warning);
    }

    private TrialReport RunProgram(Device device, CancellationToken cancellationToken)
    {
        using var log = new BoundedLog(claim.LogPath!);
        var observer = new ProgramObserver(store, claim, _folder, buffer, log, progress);
        var loss = new LossConfig(TrainingLoss.Of(sweep.Definition), sweep.Config().Stop.Divergence?.LossAbove);
        var metrics = new ProgramMetrics(observer, loss, isFirstAttempt: claim.Attempt == 1);
        progress.TrialStarted(claim.Trial, 0);
        if (claim.Attempt > 1)
            ReadEarlier(metrics);
        _folder.Prepare(trial.Parameters);
        using var journal = new PointJournal(_folder.Points, buffer.Flush);
        observer.Journal = journal;
        var end = new ProgramRun(Start(device), metrics, log, time).Run(cancellationToken);
        var report = ProgramOutcome.Of(end, metrics, sweep.Definition.ObjectiveMetric, _command.SilenceSeconds);
        // A trial that diverged may run again as soon as it has ended, with new checkpoints.
        if (report.Divergence is not null)
            Say(_folder.CleanHeld());
        else
            _hasCompleted = true;
        return report;
    }

    // A trial of a changed file would be another trial.
    private void ThrowIfChanged()
    {
        foreach (var (file, sha256) in trial.Command.Sha256 ?? new Dictionary<string, string>())
        {
            var path = Path.GetFullPath(file, _command.WorkingDirectory!);
            if (!File.Exists(path) || ProgramFiles.ContentOf(path) != sha256)
                throw new CommandException(
                    $"The file '{path}' {(File.Exists(path) ? "has changed" : "is gone")} since the sweep "
                        + $"'{sweep.Name}' was created, and its trials are those of the file as it was. Restore the "
                        + "file, or give the sweep another name and run it anew.");
        }
    }

    // A worker that was killed has left its program, which must not share the folder of checkpoints with the next one.
    private void KillEarlier()
    {
        if (claim.Attempt > 1)
            new ProgramProcesses(Attempt(Device.Cpu).Mark with { Attempt = null }, session: null)
                .Stop(TimeSpan.Zero, time);
    }

    // A worker that was killed has not written the last points of its program, which may have saved a checkpoint since.
    // The files have outlived it: the points that it had read, the output that it had not read, and the lines of the
    // program's own file.
    private void ReadEarlier(ProgramMetrics metrics)
    {
        if (_folder.IsFromStart)
            return;
        UnreadOutput.Await(_folder.Unread, time);
        ReadLines(metrics, _folder.Points, _folder.Unread);
        ReadLines(metrics, _folder.Metrics);
        metrics.EndEarlier();
        buffer.Flush();
    }

    private void ReadLines(ProgramMetrics metrics, params IEnumerable<string> paths)
    {
        var (line, steps) = (new MetricLines(), new LineSteps(first: 0));
        // Where the lines without steps of a later attempt began is not known.
        var isKnown = claim.Attempt == 2;
        foreach (var path in paths)
        {
            using var file = new MetricsFile(path, (bytes, isPiece) =>
            {
                if (isPiece || !line.Read(bytes))
                    return;
                isKnown |= line.Step is not null;
                if (isKnown)
                    metrics.Add(line, steps);
            });
            file.End();
            file.Follow(new OutputActivity(time));
        }
    }

    private ProgramStart Start(Device device)
    {
        var attempt = Attempt(device);
        return new ProgramStart
        {
            Arguments = Placeholders.Fill(trial, claim.Trial.Definition.Seed),
            WorkingDirectory = _command.WorkingDirectory!,
            Environment = ProgramVariables.Of(attempt, Environment.GetEnvironmentVariable),
            Mark = attempt.Mark,
            MetricsFile = attempt.MetricsFile,
            UnreadFile = _folder.Unread,
            Silence = _command.SilenceSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    private ProgramAttempt Attempt(Device device) => new()
    {
        Trial = claim.Trial.Id,
        Number = claim.Attempt,
        Seed = claim.Trial.Definition.Seed,
        Device = device == Device.Cpu ? device : Device.FirstGpu,
        VisibleGpus = Devices.Alone(device, Environment.GetEnvironmentVariable(Devices.Visible)) ?? "",
        Threads = sweep.Definition.Threads,
        Parameters = trial.Parameters,
        ParametersFile = _folder.Parameters,
        CheckpointsFolder = _folder.Checkpoints,
        MetricsFile = _folder.Metrics,
    };
}
