namespace SweepRunner.Search.Tests.Pruning;

/// <summary>ASHA in the terms of Li et al. 2018, algorithm 2: rungs hold losses, and <see cref="GetJob"/> looks for a
/// trial that can be promoted from the highest rung down.</summary>
internal sealed class PaperAsha(int r, int eta)
{
    private readonly SortedDictionary<int, Dictionary<int, double>> _rungs = [];
    private readonly HashSet<(int Trial, int Epochs)> _promoted = [];

    public bool IsRung(int epochs)
    {
        var rung = r;
        while (rung < epochs)
            rung *= eta;
        return rung == epochs;
    }

    /// <summary>A loss after the epochs of a rung.</summary>
    /// <param name="trial">The number of the trial.</param>
    /// <param name="epochs">The epochs.</param>
    /// <param name="loss">Infinity where there is none.</param>
    /// <param name="isOver">True for a trial that ended there.</param>
    public void Report(int trial, int epochs, double loss, bool isOver)
    {
        _rungs.TryAdd(epochs, []);
        _rungs[epochs][trial] = loss;
        if (isOver)
            _promoted.Add((trial, epochs));
    }

    public void Diverge(int trial)
    {
        foreach (var rung in _rungs.Values.Where(rung => rung.ContainsKey(trial)))
            rung[trial] = double.PositiveInfinity;
    }

    public void Fail(int trial)
    {
        foreach (var rung in _rungs.Values)
            rung.Remove(trial);
    }

    /// <summary>The trial to promote; null for a new one.</summary>
    public int? GetJob()
    {
        foreach (var (epochs, losses) in _rungs.Reverse())
        {
            var candidates = losses
                .OrderBy(each => each.Value)
                .ThenBy(each => each.Key)
                .Take(losses.Count / eta)
                .Where(each => double.IsFinite(each.Value))
                .Select(each => each.Key);
            foreach (var trial in candidates.Where(trial => _promoted.Add((trial, epochs))))
                return trial;
        }

        return null;
    }
}
