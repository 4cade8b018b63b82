using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>One draw of a rule for all elements of an array at one step; for generated code. See <see cref="Noise"/>.</summary>
/// <remarks>
/// An element's index goes through four keyed rounds, those of two <see cref="RandomBits"/>: with two alone, the words of two sequences are
/// those of one, in another order and with a constant added.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoiseSequence
{
    // The bits of 1/2 as a float.
    private const int Half = 0x3F000000;

    private readonly RandomBits _inner;
    private readonly RandomBits _outer;
    private readonly int _first;

    internal NoiseSequence(ulong sequence, int first) => (_inner, _outer, _first) = (new(sequence, 0), new(sequence, 1), first);

    /// <summary>A uniform number for each of as many elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal TVector Uniform<TVector, TIntegers>(nuint index)
        where TVector : struct, ISimdVector<TVector, float>
        where TIntegers : struct, IIntegerVector<TIntegers> =>
        Unsafe.BitCast<TIntegers, TVector>(TIntegers.ToSingles(((Integers<TIntegers>(index) ^ int.MinValue) >>> 8) | 1)) * UniformUnit;

    /// <summary>A normal number for each of as many elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal TVector Normal<TVector, TIntegers>(nuint index)
        where TVector : struct, ISimdVector<TVector, float>
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        TIntegers word = Integers<TIntegers>(index), centre = word ^ (word >> 31);
        TIntegers fromCentre = TIntegers.AddSingles(TIntegers.ToSingles(centre), Half) | (word & int.MinValue);
        TIntegers fromEnd = TIntegers.AddSingles(TIntegers.ToSingles(centre ^ int.MaxValue), Half);
        return NormalQuantile.Compute(Unsafe.BitCast<TIntegers, TVector>(fromCentre), Unsafe.BitCast<TIntegers, TVector>(fromEnd));
    }

    /// <summary>The uniform number of one element.</summary>
    internal float Uniform(nuint index) => (((Word(index) ^ int.MinValue) >>> 8) | 1) * UniformUnit;

    /// <summary>The normal number of one element.</summary>
    internal float Normal(nuint index)
    {
        int word = Word(index), centre = word ^ (word >> 31);
        float fromCentre = centre + 0.5f;
        float result = 0;
        NormalQuantile.Compute(
            new SimdScalar<float>(word < 0 ? -fromCentre : fromCentre), new SimdScalar<float>((centre ^ int.MaxValue) + 0.5f))
            .Store(ref result, 0);
        return result;
    }

    // Odd multiples of it below 1.
    private const float UniformUnit = 1f / (1 << 24);

    private int Word(nuint index) => _outer.Word(_inner.Word(_first + (int)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TIntegers Integers<TIntegers>(nuint index)
        where TIntegers : struct, IIntegerVector<TIntegers> => _outer.Draw(_inner.Draw(TIntegers.From(_first + (int)index)));
}
