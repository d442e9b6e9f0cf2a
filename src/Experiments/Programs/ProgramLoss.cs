using SweepRunner.Experiments.Divergence;

namespace SweepRunner.Experiments.Programs;

/// <summary>Which metric of a program is its loss, and when it has diverged.</summary>
/// <param name="Metric">The metric; null for <c>loss</c>, or else <c>train/loss</c>, or else none.</param>
/// <param name="Above">A loss above this has diverged; null for no limit.</param>
public sealed record LossConfig(string? Metric, double? Above);

/// <summary>The moment at which a program diverged, with its last losses, the oldest first.</summary>
public sealed record ProgramDivergence(DivergenceKind Kind, long Step, IReadOnlyList<double> Losses)
{
    /// <summary>The snapshot in the form of networks.</summary>
    public DivergenceSnapshot Snapshot => new(Losses, [], []);
}

/// <summary>Watches the loss of a program.</summary>
internal sealed class ProgramLoss(LossConfig config)
{
    private const int Kept = 50;

    // The first that is logged counts until one before it is.
    private static readonly string[] Usual = ["loss", "train/loss"];

    private readonly Queue<double> _recent = new();

    /// <summary>The metric that is the loss, as far as is known.</summary>
    public string? Name { get; private set; } = config.Metric;

    public double? Last { get; private set; }

    public IReadOnlyList<double> Recent => [.. _recent];

    /// <summary>Chooses the loss, given metrics that are logged.</summary>
    public void Choose(IEnumerable<string> metrics)
    {
        if (config.Metric is null)
            Name = Usual.FirstOrDefault(metrics.Append(Name).Contains);
    }

    public bool Is(string metric) => metric == Name;

    public ProgramDivergence? Check(long step, double loss)
    {
        Last = loss;
        _recent.Enqueue(loss);
        if (_recent.Count > Kept)
            _recent.Dequeue();
        var kind = DivergenceMonitor.OfLoss(loss) ?? (loss > config.Above ? DivergenceKind.LossAbove : null);
        return kind is { } found ? new ProgramDivergence(found, step, Recent) : null;
    }
}
