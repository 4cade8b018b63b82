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
        if (Vector512.IsHardwareAccelerated && length - i >= Lane512<T>.Count)
            i = Loop<Lane512<T>, TMagnitude, T>(ref first, i, length, ref largest);
        if (Vector256.IsHardwareAccelerated && length - i >= Lane256<T>.Count)
            i = Loop<Lane256<T>, TMagnitude, T>(ref first, i, length, ref largest);
        if (Vector128.IsHardwareAccelerated && length - i >= Lane128<T>.Count)
            i = Loop<Lane128<T>, TMagnitude, T>(ref first, i, length, ref largest);
        if (i < length)
            Loop<Lane1<T>, TMagnitude, T>(ref first, i, length, ref largest);
        return largest;
    }

    // Several at a time, as each waits for the one before.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Loop<TLane, TMagnitude, T>(ref T first, nuint i, nuint length, ref T largest)
        where TLane : struct, ILane<TLane, T>
        where TMagnitude : struct, ICondition
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TLane a = TLane.Create(largest), b = a, c = a, d = a;
        for (; length - i >= 4 * TLane.Count; i += 4 * TLane.Count)
        {
            a = TLane.Max(a, Element<TLane, TMagnitude, T>(ref first, i));
            b = TLane.Max(b, Element<TLane, TMagnitude, T>(ref first, i + TLane.Count));
            c = TLane.Max(c, Element<TLane, TMagnitude, T>(ref first, i + 2 * TLane.Count));
            d = TLane.Max(d, Element<TLane, TMagnitude, T>(ref first, i + 3 * TLane.Count));
        }

        for (; length - i >= TLane.Count; i += TLane.Count)
            a = TLane.Max(a, Element<TLane, TMagnitude, T>(ref first, i));
        Unsafe.SkipInit(out Elements<T> elements);
        TLane.Max(TLane.Max(a, b), TLane.Max(c, d)).Store(ref elements[0], 0);
        for (int half = (int)TLane.Count / 2; half > 0; half /= 2)
        {
            for (int k = 0; k < half; k++)
                elements[k] = T.Max(elements[k], elements[k + half]);
        }

        largest = elements[0];
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Element<TLane, TMagnitude, T>(ref T first, nuint i)
        where TLane : struct, ILane<TLane, T>
        where TMagnitude : struct, ICondition
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TLane element = TLane.Load(ref first, i);
        return TMagnitude.Holds ? TLane.Abs(element) : element;
    }

    // Of the widest lane.
    [InlineArray(16)]
    private struct Elements<T>
    {
        private T _first;
    }
}
