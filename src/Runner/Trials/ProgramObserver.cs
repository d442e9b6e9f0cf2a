using System.Text;
using SweepRunner.Experiments.Programs;
using SweepRunner.Runner.Programs;
using SweepRunner.Runner.Progress;

namespace SweepRunner.Runner.Trials;

/// <summary>Keeps what a program logs in the store, and tells the user about it: in the log, among the events of the
/// trial, and once of each kind on the screen.</summary>
internal sealed class ProgramObserver(
    ITrackingStore store, Claim claim, ProgramFolder folder, MetricBuffer buffer, BoundedLog log,
    ISweepProgress progress) : IProgramObserver
{
    private readonly HashSet<NoteKind> _said = [];

    /// <summary>Receives the points of this attempt; null before it begins.</summary>
    public PointJournal? Journal { get; set; }

    public IEnumerable<ProgramPoint> Resume(long step)
    {
        if (folder.IsFromStart)
            store.Rewind(claim, step);
        return store.Metrics(claim.Trial.Id).Select(Point);
    }

    public void OnPoint(ProgramPoint point)
    {
        Journal?.Add(point);
        buffer.OnMetric(point.Metric, point.Step, point.Epoch, point.Value);
    }

    public IEnumerable<ProgramPoint> PointsOf(string metric)
    {
        buffer.Flush();
        return store.Metrics(claim.Trial.Id, metric).Select(Point);
    }

    public void OnProgress(long step, int? epoch, double? loss)
    {
        Journal?.EndLine();
        buffer.OnStep(new StepProgress(epoch ?? 0, 0, step + 1, 0, loss ?? double.NaN, 0));
    }

    public void Tell(ProgramNote note)
    {
        log.Write(Encoding.UTF8.GetBytes($"... sweep: {note.Message}"));
        store.AddEvent(new NewEvent(claim.Trial.Sweep, claim.Trial.Number, note.Kind.Name(), note.Message));
        if (_said.Add(note.Kind))
            progress.Say($"Trial {claim.Trial.Id}: {note.Message}");
    }

    private static ProgramPoint Point(TrialMetricPoint stored) =>
        new(stored.Point.Metric, stored.Point.Step, stored.Point.Epoch, stored.Point.Value);
}
