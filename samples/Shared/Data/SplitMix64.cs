using System;

namespace Samples.Shared;

/// <summary>Steele, Lea and Flood's SplitMix64: random numbers that are the same on every platform and version of .NET.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The seed of a generator that goes on from here.</summary>
    public ulong State => _state;

    /// <summary>A number in [0, 1), with all 24 bits that a float has.</summary>
    public float NextSingle() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Puts the items in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int left = items.Length; left > 1; left--)
        {
            int drawn = (int)(Next() % (ulong)left);
            (items[left - 1], items[drawn]) = (items[drawn], items[left - 1]);
        }
    }

    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
