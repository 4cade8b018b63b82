namespace FusedOpt.CompilerServices;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): a random word of 64 bits at each
/// place of a sequence, found by itself.
/// </summary>
internal static class SplitMix64
{
    /// <param name="sequence">The number of the sequence.</param>
    /// <param name="place">The place in the sequence.</param>
    public static ulong Generate(ulong sequence, long place)
    {
        ulong word = sequence + ((ulong)place * 0x9E3779B97F4A7C15);
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }
}
