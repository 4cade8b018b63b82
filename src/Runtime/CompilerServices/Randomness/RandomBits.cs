using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// A random word of 32 bits at each place, or sixteen random bits for each element of a state at one step: a function of the index, so that
/// any part can be drawn on its own.
/// </summary>
/// <remarks>
/// A place w goes through two rounds of keyed multiplication and shift, which is as much as every element can pay for; different places
/// have different words. Elements 2w and 2w + 1 share a word, whose lower half is for the first of them. The keys are two halves of
/// <see cref="SplitMix64"/> at the step, in a sequence of the state's.
/// </remarks>
internal readonly struct RandomBits
{
    private const int First = unchecked((int)0x9E3779B1), Second = unchecked((int)0x85EBCA6B);

    private readonly int _key;
    private readonly int _otherKey;

    /// <param name="sequence">The number of the sequence.</param>
    /// <param name="step">The number of the step.</param>
    public RandomBits(ulong sequence, long step)
    {
        ulong keys = SplitMix64.Generate(sequence, step);
        (_key, _otherKey) = ((int)keys, (int)(keys >> 32));
    }

    /// <summary>The bits of one element.</summary>
    public int Draw(int element)
    {
        int word = Word(element >> 1);
        return (element & 1) == 0 ? word & 0xFFFF : word >>> 16;
    }

    /// <summary>The word at a place.</summary>
    public int Word(int place)
    {
        int word = (place ^ _key) * First;
        word = ((word ^ (word >>> 16)) + _otherKey) * Second;
        return word ^ (word >>> 16);
    }

    /// <summary>The words at as many places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TIntegers Draw<TIntegers>(TIntegers places)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        TIntegers word = (places ^ _key) * First;
        word = ((word ^ (word >>> 16)) + _otherKey) * Second;
        return word ^ (word >>> 16);
    }
}
