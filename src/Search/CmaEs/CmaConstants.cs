namespace SweepRunner.Search.CmaEs;

/// <summary>The constants of a CMA-ES by the number of dimensions (N. Hansen, "The CMA evolution strategy: a tutorial",
/// arXiv 1604.00772, table 1, with positive weights only).</summary>
internal sealed class CmaConstants
{
    /// <summary>Computes the constants.</summary>
    /// <param name="dimensions">At least 1.</param>
    public CmaConstants(int dimensions)
    {
        double d = dimensions;
        Population = 4 + (int)(3 * Math.Log(d));
        var raw = Enumerable.Range(1, Population / 2)
            .Select(rank => Math.Log((Population + 1) / 2.0) - Math.Log(rank))
            .ToList();
        Weights = [.. raw.Select(weight => weight / raw.Sum())];
        Selected = 1 / Weights.Sum(weight => weight * weight);
        StepRate = (Selected + 2) / (d + Selected + 5);
        StepDamping = 1 + (2 * Math.Max(0, Math.Sqrt((Selected - 1) / (d + 1)) - 1)) + StepRate;
        PathRate = (4 + (Selected / d)) / (d + 4 + (2 * Selected / d));
        RankOne = 2 / (((d + 1.3) * (d + 1.3)) + Selected);
        RankMany = Math.Min(
            1 - RankOne, 2 * (Selected - 2 + (1 / Selected)) / (((d + 2) * (d + 2)) + Selected));
        NormalLength = Math.Sqrt(d) * (1 - (1 / (4 * d)) + (1 / (21 * d * d)));
    }

    /// <summary>The cells of a generation (λ).</summary>
    public int Population { get; }

    /// <summary>The weights of the best half of a generation, the best first; their sum is 1.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>The effective number of selected cells (μ_eff).</summary>
    public double Selected { get; }

    /// <summary>The learning rate of the path of the step size (c_σ).</summary>
    public double StepRate { get; }

    /// <summary>The damping of the step size (d_σ).</summary>
    public double StepDamping { get; }

    /// <summary>The learning rate of the path of the covariance (c_c).</summary>
    public double PathRate { get; }

    /// <summary>The learning rate of the rank-one update (c_1).</summary>
    public double RankOne { get; }

    /// <summary>The learning rate of the rank-μ update (c_μ).</summary>
    public double RankMany { get; }

    /// <summary>The expected length of a standard normal vector.</summary>
    public double NormalLength { get; }
}
