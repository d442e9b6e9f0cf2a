using SweepRunner.Experiments.Divergence;

namespace SweepRunner.Experiments.Programs;

/// <summary>The metrics of a trial that is a program: gives each line its step, adds its points, and decides whether
/// the trial has diverged. Lines may come from several threads.</summary>
public sealed class ProgramMetrics
{
    /// <summary>The most metrics of a trial.</summary>
    public const int MostMetrics = 1000;

    private readonly Lock _gate = new();
    private readonly IProgramObserver _observer;
    private readonly ProgramLoss _loss;
    private readonly Dictionary<string, MetricCurve> _curves = [];
    private readonly HashSet<(NoteKind, string?)> _told = [];
    private bool _isResuming;
    private long _stepAfterEarlier;

    /// <summary>Begins an attempt.</summary>
    /// <param name="observer">Keeps the points.</param>
    /// <param name="loss">Which metric is the loss, and its limit.</param>
    /// <param name="isFirstAttempt">False if an earlier attempt may have logged points.</param>
    public ProgramMetrics(IProgramObserver observer, LossConfig loss, bool isFirstAttempt)
    {
        (_observer, _loss, _isResuming) = (observer, new ProgramLoss(loss), !isFirstAttempt);
    }

    /// <summary>Set once, when the trial diverges; later lines are ignored.</summary>
    public ProgramDivergence? Divergence { get; private set; }

    /// <summary>The highest step so far; null for none.</summary>
    public long? HighestStep { get; private set; }

    /// <summary>The highest epoch so far; null if no line has named one.</summary>
    public int? HighestEpoch { get; private set; }

    /// <summary>The last finite loss; null for none.</summary>
    public double? LastFiniteLoss => _curves.GetValueOrDefault(_loss.Name ?? "")?.LastFinite;

    /// <summary>The names of the metrics so far.</summary>
    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_gate)
                return [.. _curves.Keys];
        }
    }

    /// <summary>Adds a line of metrics.</summary>
    public void Add(MetricLines line, LineSteps steps)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(steps);
        lock (_gate)
        {
            if (Divergence is not null)
                return;
            Resume(line.Step ?? 0);
            var (step, epoch) = steps.Next(line, _stepAfterEarlier);
            (HighestStep, HighestEpoch) = (Math.Max(HighestStep ?? 0, step), Highest(line.Epoch));
            foreach (var (metric, value) in line.Values)
                Add(new ProgramPoint(metric, step, epoch, value));
            foreach (var (metric, value) in line.Values)
                if (_loss.Is(metric) && Divergence is null)
                    Divergence = _loss.Check(step, value);
            foreach (var note in line.Notes)
                TellOnce(note);
            _observer.OnProgress(HighestStep.Value, HighestEpoch, _loss.Last);
        }
    }

    /// <summary>Ends the lines that an earlier attempt has left: those without steps go on after them.</summary>
    public void EndEarlier()
    {
        lock (_gate)
            _stepAfterEarlier = HighestStep + 1 ?? 0;
    }

    /// <summary>Tells the notes of a line that is text.</summary>
    public void AddText(MetricLines line)
    {
        ArgumentNullException.ThrowIfNull(line);
        lock (_gate)
            foreach (var note in line.Notes)
                TellOnce(note);
    }

    /// <summary>Ends the attempt: the trial has diverged too if its last objective is not finite.</summary>
    /// <returns>False if the trial has no value of its objective.</returns>
    public bool End(string objective)
    {
        lock (_gate)
        {
            // A program that logs nothing begins at the first step all the same.
            Resume(0);
            if (!_curves.TryGetValue(objective, out var curve) || curve.Last is not { } last)
                return false;
            if (DivergenceMonitor.OfLoss(last.Value) is { } kind)
                Divergence ??= new ProgramDivergence(kind, last.Step, _loss.Recent);
            return true;
        }
    }

    /// <summary>Ends the attempt of a program that failed: every earlier point counts.</summary>
    public void Fail()
    {
        lock (_gate)
            Resume(long.MaxValue);
    }

    private void Resume(long step)
    {
        if (!_isResuming)
            return;
        _isResuming = false;
        foreach (var point in _observer.Resume(step))
        {
            if (!_curves.TryGetValue(point.Metric, out var curve))
                _curves.Add(point.Metric, curve = new MetricCurve(point.Metric));
            curve.Append(point.Step, point.Value);
            HighestStep = Math.Max(HighestStep ?? 0, point.Step);
            // Epoch 0 may stand for none.
            HighestEpoch = point.Epoch > 0 ? Highest(point.Epoch) : HighestEpoch;
        }

        _stepAfterEarlier = HighestStep + 1 ?? 0;
        _loss.Choose(_curves.Keys);
    }

    private int? Highest(int? epoch) => epoch is { } number ? Math.Max(HighestEpoch ?? 0, number) : HighestEpoch;

    private void Add(ProgramPoint point)
    {
        if (CurveOf(point.Metric) is not { } curve)
            return;
        switch (curve.Add(point.Step, point.Value, _observer.PointsOf))
        {
            case Addition.New:
                _observer.OnPoint(point);
                break;
            case Addition.Backwards:
                _observer.OnPoint(point);
                TellOnce(new ProgramNote(
                    NoteKind.Backwards,
                    $"The steps of '{point.Metric}' go backwards, at step {point.Step} for the first time. Points are "
                        + "ordered by step, so steps should grow over all epochs.",
                    point.Metric));
                break;
            case Addition.Different:
                TellOnce(new ProgramNote(
                    NoteKind.Repeated,
                    $"'{point.Metric}' has another value at step {point.Step} than before; the first one is kept. A "
                        + "program that resumes from a checkpoint should log the same again, or begin after it.",
                    point.Metric));
                break;
        }
    }

    private MetricCurve? CurveOf(string metric)
    {
        if (_curves.TryGetValue(metric, out var curve))
            return curve;
        if (_curves.Count >= MostMetrics)
        {
            TellOnce(new ProgramNote(
                NoteKind.Names,
                $"The trial has {MostMetrics} metrics; '{metric}' and further ones are ignored."));
            return null;
        }

        _curves.Add(metric, curve = new MetricCurve(metric));
        _loss.Choose([metric]);
        return curve;
    }

    private void TellOnce(ProgramNote note)
    {
        if (_told.Add((note.Kind, note.Metric)))
            _observer.Tell(note);
    }
}
