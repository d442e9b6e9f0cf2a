namespace SweepRunner.Reports.Reading;

/// <summary>A trial as read from a store, in one pass over the points of its sweep.</summary>
public sealed record TrialReading
{
    // What the trend of a loss needs.
    private const int Buckets = 64;

    // Buckets of all series of a sweep, about 300 MB, and the fewest of one that are a curve.
    private const int MostBuckets = 4_000_000, FewestBuckets = 16;

    /// <summary>The progress and the metrics.</summary>
    public required TrialProgress Progress { get; init; }

    /// <summary>The result for comparisons.</summary>
    public required TrialResult Result { get; init; }

    /// <summary>The series of the metrics that were asked for.</summary>
    internal IReadOnlyDictionary<string, ThinnedSeries> Series { get; init; } = new Dictionary<string, ThinnedSeries>();

    /// <summary>Reads the trials of a sweep in plan order.</summary>
    public static IReadOnlyList<TrialReading> Read(ITrackingStore store, SweepFacts sweep) =>
        Read(store, sweep, Buckets, IsNeeded);

    /// <summary>Reads one trial.</summary>
    public static TrialReading Read(ITrackingStore store, SweepFacts sweep, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(trial);
        var (progress, points) = (new TrialProgress(trial), new TrialPoints(Buckets, IsNeeded));
        foreach (var point in store.Metrics(trial.Id))
        {
            progress.Add(point.Point);
            points.Add(point.Point);
        }
        return points.Read(progress, Objective.Of(sweep));
    }

    /// <summary>Reads the trials with the series of the chosen metrics, the training loss among them, in at most
    /// <paramref name="capacity"/> buckets each.</summary>
    internal static IReadOnlyList<TrialReading> Read(
        ITrackingStore store, SweepFacts sweep, int capacity, Predicate<string> isChosen)
    {
        var points = new SweepPoints(capacity, isChosen);
        var trials = TrialProgress.Read(store, sweep.Name, points.Add);
        var objective = Objective.Of(sweep);
        return [.. trials.Select(trial => points.Of(trial.Trial.Number).Read(trial, objective))];
    }

    private static bool IsNeeded(string metric) => metric == KnownMetrics.TrainLoss;

    // What is kept of the points of a sweep, which come trial by trial. Programs may log hundreds of metrics: when
    // their series become too many, all of them become shorter.
    private sealed class SweepPoints(int capacity, Predicate<string> isChosen)
    {
        private readonly Dictionary<int, TrialPoints> _trials = [];
        private int _capacity = capacity;
        private long _buckets;
        private TrialPoints? _last;

        public void Add(TrialMetricPoint point)
        {
            if (!_trials.TryGetValue(point.Trial, out var points))
            {
                _last?.Limit(_capacity);
                _buckets += _last?.Buckets ?? 0;
                if (_buckets > MostBuckets && _capacity > FewestBuckets)
                    Shorten();
                _trials.Add(point.Trial, points = new TrialPoints(_capacity, isChosen));
                _last = points;
            }
            points.Add(point.Point);
        }

        public TrialPoints Of(int trial) => _trials.GetValueOrDefault(trial) ?? new TrialPoints(_capacity, isChosen);

        private void Shorten()
        {
            _capacity /= 2;
            foreach (var trial in _trials.Values)
                trial.Limit(_capacity);
            _buckets = _trials.Values.Sum(trial => trial.Buckets);
        }
    }

    // What is kept of a trial's points while they are read.
    private sealed class TrialPoints(int capacity, Predicate<string> isChosen)
    {
        private readonly Dictionary<string, ThinnedSeries> _series = [];
        private readonly Dictionary<int, double> _accuracyByEpoch = [];

        public long Buckets => _series.Values.Sum(series => (long)series.Buckets.Count);

        public void Limit(int most)
        {
            foreach (var series in _series.Values)
                series.Limit(most);
        }

        public void Add(MetricPoint point)
        {
            if (point.Metric == KnownMetrics.ValAccuracy)
                _accuracyByEpoch[point.Epoch] = point.Value;
            if (!isChosen(point.Metric))
                return;
            if (!_series.TryGetValue(point.Metric, out var thinned))
                _series.Add(point.Metric, thinned = new ThinnedSeries(capacity));
            thinned.Add(point.Step, point.Value, point.TimeUtc);
        }

        public TrialReading Read(TrialProgress progress, Objective objective)
        {
            var counted = objective.PointOf(progress);
            var accuracy = _accuracyByEpoch.Count == 0 ? (double?)null
                : counted is { } point && _accuracyByEpoch.TryGetValue(point.Epoch, out var there) ? there
                : _accuracyByEpoch.Values.Last();
            var learning = ChanceLevel.Judge(progress, accuracy, _series.GetValueOrDefault(KnownMetrics.TrainLoss));
            return new TrialReading
            {
                Progress = progress,
                Result = new TrialResult(progress.Trial, counted?.Value, learning)
                {
                    Images = ConfigValues.Images(progress.Trial, objective.Metric),
                },
                Series = _series,
            };
        }
    }
}
