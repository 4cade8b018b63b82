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
        nuint length = (nuint)elements.Length;
        return Vector512.IsHardwareAccelerated && length >= Simd512<T>.Count ? Among<Simd512<T>, TMagnitude, T>(ref first, length)
            : Vector256.IsHardwareAccelerated && length >= Simd256<T>.Count ? Among<Simd256<T>, TMagnitude, T>(ref first, length)
            : Vector128.IsHardwareAccelerated && length >= Simd128<T>.Count ? Among<Simd128<T>, TMagnitude, T>(ref first, length)
            : Among<SimdScalar<T>, TMagnitude, T>(ref first, length);
    }

    /// <summary>Takes the maximum in vectors of one width; at least one has to fit, but for scalars.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static T Among<TVector, TMagnitude, T>(ref T first, nuint length)
        where TVector : struct, ISimdVector<TVector, T>
        where TMagnitude : struct, ICondition
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TVector a = TVector.Create(T.NegativeInfinity);
        nuint i = 0;
        if (length >= 4 * TVector.Count)
        {
            // Several at a time, as each waits for the one before.
            TVector b = a, c = a, d = a;
            for (; length - i >= 4 * TVector.Count; i += 4 * TVector.Count)
            {
                a = TVector.Max(a, Element<TVector, TMagnitude, T>(ref first, i));
                b = TVector.Max(b, Element<TVector, TMagnitude, T>(ref first, i + TVector.Count));
                c = TVector.Max(c, Element<TVector, TMagnitude, T>(ref first, i + 2 * TVector.Count));
                d = TVector.Max(d, Element<TVector, TMagnitude, T>(ref first, i + 3 * TVector.Count));
            }

            a = TVector.Max(TVector.Max(a, b), TVector.Max(c, d));
        }

        for (; length - i >= TVector.Count; i += TVector.Count)
            a = TVector.Max(a, Element<TVector, TMagnitude, T>(ref first, i));

        // The last vector may have elements that have been seen.
        if (i < length)
            a = TVector.Max(a, Element<TVector, TMagnitude, T>(ref first, length - TVector.Count));
        return Among<TVector, T>(a);
    }

    // The largest element of a vector: each half against the other, until one is left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Among<TVector, T>(TVector vector)
        where TVector : struct, ISimdVector<TVector, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(TVector) == typeof(Simd512<T>))
        {
            Vector512<T> elements = Wide.As<TVector, Simd512<T>>(vector).Elements;
            return Among(Vector256.Max(elements.GetLower(), elements.GetUpper()));
        }

        if (typeof(TVector) == typeof(Simd256<T>))
            return Among(Wide.As<TVector, Simd256<T>>(vector).Elements);
        if (typeof(TVector) == typeof(Simd128<T>))
            return Among(Wide.As<TVector, Simd128<T>>(vector).Elements);
        return Wide.As<TVector, T>(vector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Among<T>(Vector256<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Among(Vector128.Max(elements.GetLower(), elements.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Among<T>(Vector128<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> halves = Vector128.Max(elements, Vector128.Shuffle(elements.AsDouble(), Vector128.Create(1L, 0)).As<double, T>());
        return Vector128<T>.Count == 2 ? halves[0] : T.Max(halves[0], halves[1]);
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
}
