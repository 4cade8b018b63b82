using System;
using System.Numerics;

namespace FusedOpt.CompilerServices;

/// <summary>The measure of one piece of a gradient.</summary>
/// <param name="isLargest">True to measure the largest magnitude; false to measure the sum of the squares, which may be scaled.</param>
/// <param name="factor">A factor on each element, in its own type, if magnitudes are measured.</param>
internal struct PieceMeasure(bool isLargest, double factor)
{
    private BlockedSum _squares;
    private double _largest = double.NegativeInfinity;

    public readonly ScaledSum Result => isLargest ? new(_largest) : _squares.Squares();

    public void Add<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (isLargest)
            _largest = Math.Max(_largest, double.CreateChecked(T.CreateChecked(Maximum.Magnitude(elements)) * T.CreateChecked(factor)));
        else
            _squares.Add<AddingSquares, T>(elements);
    }
}
