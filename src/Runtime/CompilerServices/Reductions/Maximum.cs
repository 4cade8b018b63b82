using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>The largest of elements, NaN if any is: see <see cref="Reduce"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Maximum
{
    private readonly Span<double> _pieces;
    private double _largest = double.NegativeInfinity;

    /// <summary>Begins the maximum of elements that one thread sees alone. The maximum of no elements is negative infinity.</summary>
    public Maximum()
    {
    }

    /// <summary>Begins the maximum of elements that threads share.</summary>
    /// <param name="workShare">This thread's share.</param>
    /// <param name="reduction">The number of the reduction among those of the parameter.</param>
    public Maximum(in WorkShare workShare, int reduction) => _pieces = workShare.Results(reduction);

    /// <summary>The largest of the elements added so far; negative infinity at first.</summary>
    public readonly double Result => _pieces.IsEmpty ? _largest : Compute(_pieces);

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<float> elements) => _largest = Math.Max(_largest, Compute(elements));

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<double> elements) => _largest = Math.Max(_largest, Compute(elements));

    /// <inheritdoc cref="Sum.EndPiece"/>
    public void EndPiece(nuint first)
    {
        if (_pieces.IsEmpty)
            return;
        _pieces[(int)first / Tuning.CooperativePiece] = _largest;
        _largest = double.NegativeInfinity;
    }

    /// <summary>The largest element of a span.</summary>
    public static double Compute(ReadOnlySpan<float> elements) => Among<False, float>(elements);

    /// <inheritdoc cref="Compute(ReadOnlySpan{float})"/>
    public static double Compute(ReadOnlySpan<double> elements) => Among<False, double>(elements);

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
        if (Vector512.IsHardwareAccelerated && length - i >= Simd512<T>.Count)
            i = Loop<Simd512<T>, TMagnitude, T>(ref first, i, length, ref largest);
        if (Vector256.IsHardwareAccelerated && length - i >= Simd256<T>.Count)
            i = Loop<Simd256<T>, TMagnitude, T>(ref first, i, length, ref largest);
        if (Vector128.IsHardwareAccelerated && length - i >= Simd128<T>.Count)
            i = Loop<Simd128<T>, TMagnitude, T>(ref first, i, length, ref largest);
        if (i < length)
            Loop<SimdScalar<T>, TMagnitude, T>(ref first, i, length, ref largest);
        return largest;
    }

    // Several at a time, as each waits for the one before.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Loop<TVector, TMagnitude, T>(ref T first, nuint i, nuint length, ref T largest)
        where TVector : struct, ISimdVector<TVector, T>
        where TMagnitude : struct, ICondition
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TVector a = TVector.Create(largest), b = a, c = a, d = a;
        for (; length - i >= 4 * TVector.Count; i += 4 * TVector.Count)
        {
            a = TVector.Max(a, Element<TVector, TMagnitude, T>(ref first, i));
            b = TVector.Max(b, Element<TVector, TMagnitude, T>(ref first, i + TVector.Count));
            c = TVector.Max(c, Element<TVector, TMagnitude, T>(ref first, i + 2 * TVector.Count));
            d = TVector.Max(d, Element<TVector, TMagnitude, T>(ref first, i + 3 * TVector.Count));
        }

        for (; length - i >= TVector.Count; i += TVector.Count)
            a = TVector.Max(a, Element<TVector, TMagnitude, T>(ref first, i));
        Unsafe.SkipInit(out Elements<T> elements);
        TVector.Max(TVector.Max(a, b), TVector.Max(c, d)).Store(ref elements[0], 0);
        for (int half = (int)TVector.Count / 2; half > 0; half /= 2)
        {
            for (int k = 0; k < half; k++)
                elements[k] = T.Max(elements[k], elements[k + half]);
        }

        largest = elements[0];
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Element<TVector, TMagnitude, T>(ref T first, nuint i)
        where TVector : struct, ISimdVector<TVector, T>
        where TMagnitude : struct, ICondition
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TVector element = TVector.Load(ref first, i);
        return TMagnitude.Holds ? TVector.Abs(element) : element;
    }

    // Memory for the elements of the widest vector.
    [InlineArray(16)]
    private struct Elements<T>
    {
        private T _first;
    }
}
