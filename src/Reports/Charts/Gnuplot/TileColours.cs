namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>The colours of tiles: the better end of the scale is the bright one.</summary>
internal sealed class TileColours
{
    private readonly bool _isTurned;

    /// <summary>Fits the scale to the values of the tiles.</summary>
    public TileColours(TileLayer tiles)
    {
        var values = tiles.Value.Where(double.IsFinite).ToList();
        HasValues = values.Count > 0;
        (Minimum, Maximum) = HasValues ? (values.Min(), values.Max()) : (0, 1);
        _isTurned = !tiles.IsMaximized;
    }

    /// <summary>True where a tile has a finite value.</summary>
    public bool HasValues { get; }

    /// <summary>The least value.</summary>
    public double Minimum { get; }

    /// <summary>The greatest value.</summary>
    public double Maximum { get; }

    /// <summary>The colour of a finite value.</summary>
    public string Of(double value) => At(Minimum == Maximum ? 0.5 : (value / 2 - Minimum / 2) / (Maximum / 2 - Minimum / 2));

    /// <summary>The colour at a share of the way from the least to the greatest value.</summary>
    public string At(double share) => Shade.Amount(_isTurned ? 1 - share : share);
}
