namespace SweepRunner.Reports.Statistics;

/// <summary>The parts of the variance of a tree's prediction over the uniform measure on [0, 1]^d: each parameter's own
/// share, and the rest.</summary>
internal sealed record TreeVariance(double[] Shares, double Interactions)
{
    /// <summary>V_j / V with V_j the variance of the marginal of parameter j (Hutter, Hoos and Leyton-Brown, ICML 2014,
    /// equations 3 to 6); null for a tree without variance. The marginal is constant between neighbouring thresholds on
    /// j, and each leaf's box adds to one run of these pieces, so one pass over the leaves and one over the thresholds
    /// is exact; the paper's algorithm passes over the leaves once per piece.</summary>
    public static TreeVariance? Compute(RegressionTree tree, int parameterCount)
    {
        var walk = new Walk(tree, parameterCount);
        walk.Visit(0, 1);
        var mean = walk.Leaves.Sum(leaf => leaf.Volume * leaf.Value);
        var variance = walk.Leaves.Sum(leaf => leaf.Volume * (leaf.Value - mean) * (leaf.Value - mean));
        if (!(variance > 0))
            return null;
        double[] shares = [.. Enumerable.Range(0, parameterCount)
            .Select(parameter => Min(1, walk.MarginalVariance(parameter, mean) / variance))];
        return new TreeVariance(shares, Max(0, 1 - shares.Sum()));
    }

    private sealed class Walk
    {
        private readonly RegressionTree _tree;
        private readonly double[][] _edges, _changes;
        private readonly int[] _low, _high;

        public Walk(RegressionTree tree, int parameterCount)
        {
            _tree = tree;
            var thresholds = tree.Nodes.Where(node => !node.IsLeaf)
                .ToLookup(node => node.Parameter, node => node.Threshold);
            _edges = [.. Enumerable.Range(0, parameterCount)
                .Select(parameter => thresholds[parameter].Append(0).Append(1).Distinct().Order().ToArray())];
            _changes = [.. _edges.Select(edges => new double[edges.Length])];
            _low = new int[parameterCount];
            _high = [.. _edges.Select(edges => edges.Length - 1)];
        }

        public List<(double Volume, double Value)> Leaves { get; } = [];

        public void Visit(int number, double volume)
        {
            // A threshold at the edge of a box splits off a box without volume.
            if (volume == 0)
                return;
            var node = _tree.Nodes[number];
            if (node.IsLeaf)
            {
                Add(node.Value, volume);
                return;
            }
            var (parameter, edges) = (node.Parameter, _edges[node.Parameter]);
            var (low, high, edge) = (_low[parameter], _high[parameter], Array.BinarySearch(edges, node.Threshold));
            var share = (node.Threshold - edges[low]) / (edges[high] - edges[low]);
            _high[parameter] = edge;
            Visit(node.Left, volume * share);
            (_low[parameter], _high[parameter]) = (edge, high);
            Visit(node.Right, volume * (1 - share));
            _low[parameter] = low;
        }

        public double MarginalVariance(int parameter, double mean)
        {
            var (edges, changes) = (_edges[parameter], _changes[parameter]);
            if (edges.Length == 2)
                return 0;
            var (marginal, variance) = (0.0, 0.0);
            for (var piece = 0; piece < edges.Length - 1; piece++)
            {
                marginal += changes[piece];
                variance += (edges[piece + 1] - edges[piece]) * (marginal - mean) * (marginal - mean);
            }
            return variance;
        }

        private void Add(double value, double volume)
        {
            Leaves.Add((volume, value));
            for (var parameter = 0; parameter < _edges.Length; parameter++)
            {
                var (low, high) = (_low[parameter], _high[parameter]);
                var others = value * volume / (_edges[parameter][high] - _edges[parameter][low]);
                _changes[parameter][low] += others;
                _changes[parameter][high] -= others;
            }
        }
    }
}
