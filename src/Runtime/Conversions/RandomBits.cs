using System.Runtime.CompilerServices;

namespace FusedOpt.Conversions;

/// <summary>Sixteen random bits for each element of a state at one step: a function of the element's index, so that any part can be drawn on its own.</summary>
/// <remarks>
/// Elements 2w and 2w + 1 share a word of 32 bits: w goes through two rounds of keyed multiplication and shift, which is as much as every element can pay for.
/// The lower half is for the first of them. The keys are two halves of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) at the step, in a sequence of the state's.
/// </remarks>
internal readonly struct RandomBits
{
    private const int First = unchecked((int)0x9E3779B1), Second = unchecked((int)0x85EBCA6B);

    private readonly int _key;
    private readonly int _otherKey;

    /// <param name="sequence">Which sequence.</param>
    /// <param name="step">The number of the step.</param>
    public RandomBits(ulong sequence, long step)
    {
        ulong keys = sequence + ((ulong)step * 0x9E3779B97F4A7C15);
        keys = (keys ^ (keys >> 30)) * 0xBF58476D1CE4E5B9;
        keys = (keys ^ (keys >> 27)) * 0x94D049BB133111EB;
        keys ^= keys >> 31;
        (_key, _otherKey) = ((int)keys, (int)(keys >> 32));
    }

    /// <summary>The bits of one element.</summary>
    public int Of(int element)
    {
        int word = ((element >> 1) ^ _key) * First;
        word = ((word ^ (word >>> 16)) + _otherKey) * Second;
        word ^= word >>> 16;
        return (element & 1) == 0 ? word & 0xFFFF : word >>> 16;
    }

    /// <summary>The words of as many pairs of elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TWords Of<TWords>(TWords pairs)
        where TWords : struct, IWords<TWords>
    {
        TWords word = (pairs ^ _key) * First;
        word = ((word ^ (word >>> 16)) + _otherKey) * Second;
        return word ^ (word >>> 16);
    }
}
