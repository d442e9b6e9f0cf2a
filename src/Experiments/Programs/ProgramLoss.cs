using SweepRunner.Experiments.Divergence;

namespace SweepRunner.Experiments.Programs;

/// <summary>Which metric of a program is its loss, and when it has diverged.</summary>
/// <param name="Metrics">The metrics that can be the loss: the first of them that is logged.</param>
/// <param name="Above">A loss above this has diverged; null for no limit.</param>
public sealed record LossConfig(IReadOnlyList<string> Metrics, double? Above);

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

    private readonly Queue<double> _recent = new();

    /// <summary>The metric that is the loss, as far as is known; null before one is logged.</summary>
    public string? Name { get; private set; }

    public double? Last { get; private set; }

    public IReadOnlyList<double> Recent => [.. _recent];

    /// <summary>Chooses the loss, given metrics that are logged. One counts until another that precedes it is
    /// logged.</summary>
    public void Choose(IEnumerable<string> metrics) =>
        Name = config.Metrics.FirstOrDefault(metrics.Append(Name).Contains);

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
