using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusedOpt.Lanes;

namespace FusedOpt.Reductions;

/// <summary>The largest of elements, NaN if any is: see <see cref="Tensor"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Largest
{
    private readonly Span<double> _pieces;
    private double _largest = double.NegativeInfinity;

    /// <summary>That of no elements: negative infinity.</summary>
    public Largest()
    {
    }

    /// <summary>That of elements that threads share.</summary>
    /// <param name="sharing">This thread's share.</param>
    /// <param name="reduction">The number of the reduction among those of the parameter.</param>
    public Largest(in Sharing sharing, int reduction) => _pieces = sharing.Results(reduction);

    /// <summary>The largest of what has been added; negative infinity at first.</summary>
    public readonly double Result => _pieces.IsEmpty ? _largest : Of(_pieces);

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<float> elements) => _largest = Math.Max(_largest, Of(elements));

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<double> elements) => _largest = Math.Max(_largest, Of(elements));

    /// <inheritdoc cref="Sum.EndPiece"/>
    public void EndPiece(nuint first)
    {
        if (_pieces.IsEmpty)
            return;
        _pieces[(int)first / Meeting.Piece] = _largest;
        _largest = double.NegativeInfinity;
    }

    /// <summary>The largest element of a span.</summary>
    public static double Of(ReadOnlySpan<float> elements) => Among<False, float>(elements);

    /// <inheritdoc cref="Of(ReadOnlySpan{float})"/>
    public static double Of(ReadOnlySpan<double> elements) => Among<False, double>(elements);

    /// <summary>The largest magnitude in a span.</summary>
    internal static double Magnitude<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.CreateChecked(Among<True, T>(elements));

    // A maximum is never rounded, so that any order gives the same.
    private static T Among<TMagnitude, T>(ReadOnlySpan<T> elements)
        where TMagnitude : struct, ICondition
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(elements);
        nuint length = (nuint)elements.Length, i = 0;
        T largest = T.NegativeInfinity;
        if (Vector512.IsHardwareAccelerated)
            i = Loop<Lane512<T>, TMagnitude, T>(ref first, i, length, ref largest);
        if (Vector256.IsHardwareAccelerated)
            i = Loop<Lane256<T>, TMagnitude, T>(ref first, i, length, ref largest);
        if (Vector128.IsHardwareAccelerated)
            i = Loop<Lane128<T>, TMagnitude, T>(ref first, i, length, ref largest);
        Loop<Lane1<T>, TMagnitude, T>(ref first, i, length, ref largest);
        return largest;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Loop<TLane, TMagnitude, T>(ref T first, nuint i, nuint length, ref T largest)
        where TLane : struct, ILane<TLane, T>
        where TMagnitude : struct, ICondition
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TLane lane = TLane.Create(largest);
        for (; length - i >= TLane.Count; i += TLane.Count)
        {
            TLane element = TLane.Load(ref first, i);
            lane = TLane.Max(lane, TMagnitude.Holds ? TLane.Abs(element) : element);
        }

        Span<T> elements = stackalloc T[(int)TLane.Count];
        lane.Store(ref MemoryMarshal.GetReference(elements), 0);
        foreach (T element in elements)
            largest = T.Max(largest, element);
        return i;
    }
}
