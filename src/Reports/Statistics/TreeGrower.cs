namespace SweepRunner.Reports.Statistics;

/// <summary>Grows one tree of a random forest (Breiman, Machine Learning 45, 2001) on a bootstrap, by the splits with
/// the least squared error, until every node is pure. As in scikit-learn's regressor, which Optuna's fANOVA uses, every
/// parameter is tried at every node in random order, and a threshold lies half-way between two neighbours. Used
/// once.</summary>
internal sealed class TreeGrower
{
    // Optuna's limit. Without one, values that halve again and again would cost the square of the number of points.
    private const int DeepestLevel = 64;
    private readonly RegressionTree _tree = new();
    private readonly Random _random;
    private readonly int[] _parameters;
    private readonly double[][] _columns;
    private readonly int[][] _orders;
    private readonly double[] _weights, _values;
    private readonly bool[] _isLeft;
    private readonly int[] _moved;

    // The coordinates of a tree. More would take minutes for many parameters and improve the result by a percent.
    private const int MostCoordinates = 60_000, LeastDraws = 2_000;

    /// <summary>Draws the bootstrap with replacement: as many points as there are, or fewer (but at least 2 000) for
    /// very many coordinates (an m out of n bootstrap: Bickel, Götze and van Zwet, Statistica Sinica 7,
    /// 1997).</summary>
    public TreeGrower(ForestData data, Random random)
    {
        _random = random;
        _parameters = [.. Enumerable.Range(0, data.ParameterCount)];
        var draws = new int[data.PointCount];
        var most = Min(draws.Length, Max(LeastDraws, MostCoordinates / data.ParameterCount));
        for (var draw = 0; draw < most; draw++)
            draws[random.Next(draws.Length)]++;

        // A point that was drawn more than once is kept once, with a weight and its own number.
        int[] drawn = [.. Enumerable.Range(0, draws.Length).Where(point => draws[point] > 0)];
        var numbers = new int[draws.Length];
        for (var number = 0; number < drawn.Length; number++)
            numbers[drawn[number]] = number;
        _columns = [.. data.Columns.Select(column => Array.ConvertAll(drawn, point => column[point]))];
        _orders = [.. data.Orders
            .Select(order => order.Where(point => draws[point] > 0).Select(point => numbers[point]).ToArray())];
        _weights = Array.ConvertAll(drawn, point => (double)draws[point]);
        _values = Array.ConvertAll(drawn, point => data.Values[point]);
        _isLeft = new bool[drawn.Length];
        _moved = new int[drawn.Length];
    }

    public RegressionTree Grow()
    {
        Grow(0, _values.Length, level: 0);
        return _tree;
    }

    private int Grow(int start, int end, int level)
    {
        var number = _tree.Reserve();
        var (weight, sum, isPure) = Sum(_orders[0].AsSpan(start, end - start));
        if (isPure || level == DeepestLevel || BestSplit(start, end, weight, sum) is not { } split)
        {
            _tree.Nodes[number] = new RegressionTree.Node(-1, 0, 0, 0, sum / weight);
            return number;
        }
        Part(split, start, end);
        var left = Grow(start, split.End, level + 1);
        var right = Grow(split.End, end, level + 1);
        _tree.Nodes[number] = new RegressionTree.Node(split.Parameter, split.Threshold, left, right, 0);
        return number;
    }

    private (double Weight, double Sum, bool IsPure) Sum(ReadOnlySpan<int> points)
    {
        var (weight, sum, isPure) = (0.0, 0.0, true);
        foreach (var point in points)
        {
            weight += _weights[point];
            sum += _weights[point] * _values[point];
            isPure &= _values[point] == _values[points[0]];
        }
        return (weight, sum, isPure);
    }

    private Split? BestSplit(int start, int end, double weight, double sum)
    {
        _random.Shuffle(_parameters);
        var best = default(Split?);
        foreach (var parameter in _parameters)
        {
            var points = _orders[parameter].AsSpan(start, end - start);
            if (Best(parameter, points, weight, sum, best?.Score ?? double.NegativeInfinity) is var (position, score))
            {
                var (column, order, last) = (_columns[parameter], _orders[parameter], start + position);
                best = new Split(parameter, Between(column[order[last]], column[order[last + 1]]), last + 1, score);
            }
        }
        return best;
    }

    // The best place to split on a parameter, if its score is better than the given one. The squared error is least
    // where the sum of (sum of the values)² / weight over both sides is largest.
    private (int Position, double Score)? Best(
        int parameter, ReadOnlySpan<int> points, double weight, double sum, double least)
    {
        var column = _columns[parameter];
        if (column[points[0]] == column[points[^1]])
            return null;
        var (best, score, leftWeight, leftSum) = (-1, least, 0.0, 0.0);
        var coordinate = column[points[0]];
        for (var position = 0; position < points.Length - 1; position++)
        {
            var point = points[position];
            leftWeight += _weights[point];
            leftSum += _weights[point] * _values[point];
            var next = column[points[position + 1]];
            if (next == coordinate)
                continue;
            coordinate = next;
            var rightSum = sum - leftSum;
            var here = leftSum * leftSum / leftWeight + rightSum * rightSum / (weight - leftWeight);
            if (here > score)
                (best, score) = (position, here);
        }
        return best < 0 ? null : (best, score);
    }

    // Half-way, but never the upper of two neighbouring doubles, which would put both on the left.
    private static double Between(double lower, double upper)
    {
        var middle = lower + (upper - lower) / 2;
        return middle < upper ? middle : lower;
    }

    // Moves the left side's points before the right side's in every parameter's order and keeps the order on each side.
    private void Part(Split split, int start, int end)
    {
        var sorted = _orders[split.Parameter];
        for (var place = start; place < end; place++)
            _isLeft[sorted[place]] = place < split.End;
        foreach (var order in _orders)
        {
            if (order == sorted)
                continue;
            var (left, right) = (start, 0);
            for (var place = start; place < end; place++)
            {
                var point = order[place];
                if (_isLeft[point])
                    order[left++] = point;
                else
                    _moved[right++] = point;
            }
            _moved.AsSpan(0, right).CopyTo(order.AsSpan(left));
        }
    }

    /// <summary>The left side ends before the index <paramref name="End"/> of the parameter's order.</summary>
    private readonly record struct Split(int Parameter, double Threshold, int End, double Score);
}

/// <summary>A binary tree over [0, 1]^d that is constant on each leaf's box. Node 0 is the root.</summary>
internal sealed class RegressionTree
{
    /// <summary>A node: the parameter of the split (−1 for a leaf), the threshold up to which coordinates go left, the
    /// numbers of the children, and the prediction of a leaf.</summary>
    public readonly record struct Node(int Parameter, double Threshold, int Left, int Right, double Value)
    {
        public bool IsLeaf => Parameter < 0;
    }

    public List<Node> Nodes { get; } = [];

    public int Reserve()
    {
        Nodes.Add(default);
        return Nodes.Count - 1;
    }
}
