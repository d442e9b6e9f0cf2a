using System.Numerics;

namespace SweepRunner.Search.Sobol;

/// <summary>
/// Points that fill the unit cube evenly (I. M. Sobol 1967), in the Gray code order of Antonov and Saleev 1979. A
/// scrambled sequence multiplies each coordinate's digits by a random triangular matrix (J. Matoušek 1998, "On the
/// L2-discrepancy for anchored boxes") and shifts them by a random number; it is as even as the plain one, and each
/// point alone is uniform. Coordinates after the last of <see cref="Dimensions"/> are random numbers instead (J.
/// Spanier 1995): no table of this length would make them even within the points that a sweep has.
/// </summary>
internal sealed class SobolSequence
{
    /// <summary>The number of coordinates that are even.</summary>
    public static readonly int Dimensions = DirectionNumbers.Table.Length + 1;

    private const int Bits = 32;

    private readonly uint[][] _directions;
    private readonly uint[] _state;
    private readonly Random? _random;
    private readonly int _count;
    private uint _index;

    /// <summary>Starts a sequence.</summary>
    /// <param name="count">The number of coordinates.</param>
    /// <param name="random">The source of the scrambling; null for the plain sequence, which begins with 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A plain sequence has at most <see cref="Dimensions"/>
    /// coordinates.</exception>
    public SobolSequence(int count, Random? random)
    {
        if (random is null)
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Dimensions);
        _count = count;
        _random = random;
        _directions = [.. Enumerable.Range(0, Math.Min(count, Dimensions)).Select(Directions)];
        _state = new uint[_directions.Length];
        if (random is null)
            return;
        for (var dimension = 0; dimension < _directions.Length; dimension++)
        {
            Scramble(_directions[dimension], random);
            _state[dimension] = NextBits(random);
        }
    }

    /// <summary>The next point: each coordinate in [0, 1).</summary>
    public double[] Next()
    {
        var point = new double[_count];
        for (var dimension = 0; dimension < _count; dimension++)
            point[dimension] = dimension < _state.Length
                ? _state[dimension] * Math.Pow(2, -Bits)
                : _random!.NextDouble();

        // The lowest zero bit of the index is the one that changes in the Gray code.
        var bit = Math.Min(BitOperations.TrailingZeroCount(~_index), Bits - 1);
        for (var dimension = 0; dimension < _state.Length; dimension++)
            _state[dimension] ^= _directions[dimension][bit];
        _index++;
        return point;
    }

    // The direction numbers of one dimension: the k-th has its lowest one at the k-th binary place.
    private static uint[] Directions(int dimension)
    {
        var directions = new uint[Bits];
        if (dimension == 0)
        {
            for (var place = 0; place < Bits; place++)
                directions[place] = 1u << (Bits - 1 - place);
            return directions;
        }

        var row = DirectionNumbers.Table[dimension - 1];
        var (coefficients, degree) = (row[0], row.Length - 1);
        for (var place = 0; place < degree; place++)
            directions[place] = row[place + 1] << (Bits - 1 - place);
        for (var place = degree; place < Bits; place++)
        {
            directions[place] = directions[place - degree] ^ (directions[place - degree] >> degree);
            for (var term = 1; term < degree; term++)
                if ((coefficients >> (degree - 1 - term) & 1) != 0)
                    directions[place] ^= directions[place - term];
        }

        return directions;
    }

    // Row r of the matrix has a one in column r, random digits before it and zeros after it; a digit of the product is
    // the parity of the row's common ones with the number.
    private static void Scramble(uint[] directions, Random random)
    {
        var rows = new uint[Bits];
        for (var row = 0; row < Bits; row++)
            rows[row] = (NextBits(random) | (1u << (Bits - 1 - row))) & (uint.MaxValue << (Bits - 1 - row));
        for (var place = 0; place < Bits; place++)
        {
            var product = 0u;
            for (var row = 0; row < Bits; row++)
                product |= (uint)(BitOperations.PopCount(rows[row] & directions[place]) & 1)
                    << (Bits - 1 - row);
            directions[place] = product;
        }
    }

    private static uint NextBits(Random random) => (uint)(random.NextDouble() * (1L << Bits));
}
