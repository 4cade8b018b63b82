using System;
using System.Numerics;
using FusedOpt.Reductions;

namespace FusedOpt;

/// <summary>What has been measured of a piece of a gradient.</summary>
/// <param name="isLargest">Whether that is the largest magnitude; else it is the sum of the squares.</param>
internal struct PieceMeasure(bool isLargest)
{
    private BlockedSum _squares;
    private double _largest = double.NegativeInfinity;

    public readonly double Result => isLargest ? _largest : _squares.Total();

    public void Add<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (isLargest)
            _largest = Math.Max(_largest, Largest.Magnitude(elements));
        else
            _squares.Add<AddingSquares, T>(elements);
    }
}
