using System.ComponentModel;
using System.Runtime.CompilerServices;
using FusedOpt.Conversions;
using FusedOpt.Functions;
using FusedOpt.Lanes;
using FusedOpt.Randomness;

namespace FusedOpt;

/// <summary>One draw of a rule for all elements of an array at one step; for generated code. See <see cref="Noise"/>.</summary>
/// <remarks>
/// An element's index goes through four keyed rounds, those of two <see cref="RandomBits"/>: with two alone, the words of two sequences are those of one, in another order and with a
/// constant added.
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
    internal TLane Uniform<TLane, TWords>(nuint index)
        where TLane : struct, ILane<TLane, float>
        where TWords : struct, IWords<TWords> =>
        Unsafe.BitCast<TWords, TLane>(TWords.ToSingles(((Words<TWords>(index) ^ int.MinValue) >>> 8) | 1)) * UniformUnit;

    /// <summary>A normal number for each of as many elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal TLane Normal<TLane, TWords>(nuint index)
        where TLane : struct, ILane<TLane, float>
        where TWords : struct, IWords<TWords>
    {
        TWords word = Words<TWords>(index), centre = word ^ (word >> 31);
        TWords fromCentre = TWords.AddSingles(TWords.ToSingles(centre), Half) | (word & int.MinValue);
        TWords fromEnd = TWords.AddSingles(TWords.ToSingles(centre ^ int.MaxValue), Half);
        return NormalQuantile.Of(Unsafe.BitCast<TWords, TLane>(fromCentre), Unsafe.BitCast<TWords, TLane>(fromEnd));
    }

    /// <summary>The uniform number of one element.</summary>
    internal float Uniform(nuint index) => (((Word(index) ^ int.MinValue) >>> 8) | 1) * UniformUnit;

    /// <summary>The normal number of one element.</summary>
    internal float Normal(nuint index)
    {
        int word = Word(index), centre = word ^ (word >> 31);
        float fromCentre = centre + 0.5f;
        float result = 0;
        NormalQuantile.Of(new Lane1<float>(word < 0 ? -fromCentre : fromCentre), new Lane1<float>((centre ^ int.MaxValue) + 0.5f)).Store(ref result, 0);
        return result;
    }

    // Odd multiples of it below 1.
    private const float UniformUnit = 1f / (1 << 24);

    private int Word(nuint index) => _outer.Word(_inner.Word(_first + (int)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TWords Words<TWords>(nuint index)
        where TWords : struct, IWords<TWords> => _outer.Of(_inner.Of(TWords.From(_first + (int)index)));
}
