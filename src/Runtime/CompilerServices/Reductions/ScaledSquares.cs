using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The scaled sum of squares of a block whose plain sum leaves the range: taken one by one, so that it does not depend on the parts in
/// which the block comes.
/// </summary>
/// <remarks>
/// Large elements alone count in a large sum: all others together come to less than 2^-190 of it. The error of a rounding is carried along,
/// so that the error is that of a few roundings.
/// </remarks>
internal struct ScaledSquares
{
    // 2^400, and its square. Elements below it have no part in a sum above 2^1000, and those of a block with smaller sums are all below it.
    private const double Large = 2.5822498780869086e120;

    /// <summary>The square of the least large element: plain sums up to it have none.</summary>
    public const double LargeSquare = 6.668014432879854e240;

    private double _sum;
    private double _lost;
    private int _band;

    /// <summary>The sum so far.</summary>
    public readonly ScaledSum Result => new(double.IsFinite(_lost) ? _sum + _lost : _sum, _band);

    /// <summary>Returns true if the sum of the block has to be scaled, given its plain sum.</summary>
    public readonly bool IsNeeded(double plain) => _band != 0 && _band == ScaledSum.GetBand(plain);

    /// <summary>
    /// Adds a part of a block if the block may need it, given the largest of the plain sums that make up the block's, with those of this
    /// part.
    /// </summary>
    public void Add(double largest, ReadOnlySpan<double> elements)
    {
        if (largest > LargeSquare)
            Add(1, elements);
        else if (ScaledSum.GetBand(largest) < 0 && Maximum.Magnitude(elements) > 0)
            Add(-1, elements);
    }

    /// <summary>
    /// The band of the scaled sum in which an element counts, given the plain sum with it: 0 where none may be needed, or the element does
    /// not matter.
    /// </summary>
    public static int BandIn(double plain, double element) =>
        plain > LargeSquare ? Math.Abs(element) >= Large ? 1 : 0 : element == 0 ? 0 : ScaledSum.GetBand(plain);

    /// <summary>The sum of a whole block, given its plain sum.</summary>
    public static ScaledSum Compute<T>(double plain, ReadOnlySpan<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<double> elements = MemoryMarshal.Cast<T, double>(block);
        int band = ScaledSum.GetBand(plain);
        if (band == 0 || (band < 0 && Maximum.Magnitude(elements) == 0))
            return new(plain);
        ScaledSquares squares = default;
        squares.Add(band, elements);
        return squares.Result;
    }

    private void Add(int band, ReadOnlySpan<double> elements)
    {
        if (_band != band)
            this = new() { _band = band };
        double factor = ScaledSum.Factor(band);
        foreach (double element in elements)
        {
            if (band > 0 && Math.Abs(element) < Large)
                continue;
            double scaled = element * factor, square = scaled * scaled, sum = _sum + square;
            _lost += _sum >= square ? _sum - sum + square : square - sum + _sum;
            _sum = sum;
        }
    }
}
