using SweepRunner.Experiments.Training;

namespace SweepRunner.Experiments.Tests.Training;

internal sealed class RecordingObserver : ITrialObserver
{
    public List<(string Metric, long Step, int Epoch, double Value)> Metrics { get; } = [];

    public List<StepProgress> Steps { get; } = [];

    public Action<StepProgress> OnEachStep { get; init; } = _ => { };

    public IEnumerable<double> Values(string metric) =>
        Metrics.Where(point => point.Metric == metric).Select(point => point.Value);

    /// <summary>All that must be equal in two runs of the same trial.</summary>
    public IEnumerable<(string Metric, long Step, int Epoch, long Bits)> Numbers() => Metrics
        .Where(point => !point.Metric.StartsWith("system/", StringComparison.Ordinal))
        .Select(point => (point.Metric, point.Step, point.Epoch, BitConverter.DoubleToInt64Bits(point.Value)));

    public void OnEvaluation(string metric, long step, int epoch, double value) => OnMetric(metric, step, epoch, value);

    public void OnMetric(string metric, long step, int epoch, double value) =>
        Metrics.Add((metric, step, epoch, value));

    public void OnStep(StepProgress progress)
    {
        Steps.Add(progress);
        OnEachStep(progress);
    }
}
