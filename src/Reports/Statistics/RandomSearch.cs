namespace SweepRunner.Reports.Statistics;

/// <summary>What a search of as many random cells would have found.</summary>
internal static class RandomSearch
{
    /// <summary>The expected best of <paramref name="draws"/> values that are drawn with replacement from
    /// <paramref name="values"/> and, for cells without a value, <paramref name="without"/> blanks, given that not all
    /// draws are blanks: the sum of v_i (F_i^k − F_(i−1)^k) / (1 − F_0^k) over the values from the worst to the
    /// best, where F_i is the share of blanks and of values up to v_i. NaN without a value.</summary>
    public static double ExpectedBest(IReadOnlyList<double> values, int without, int draws, bool isMaximized)
    {
        if (values.Count == 0)
            return double.NaN;
        var all = (double)values.Count + without;
        var blank = Pow(without / all, draws);
        var (sum, before) = (0.0, blank);
        foreach (var (index, value) in values.OrderBy(value => isMaximized ? value : -value).Index())
        {
            var upTo = Pow((without + index + 1) / all, draws);
            sum += value * (upTo - before);
            before = upTo;
        }
        return sum / (1 - blank);
    }
}
