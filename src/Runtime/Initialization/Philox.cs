namespace FusedOpt.Initialization;

/// <summary>
/// Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011): a function from a place
/// and a key to four random words. There is no state, so any element of any sequence can be drawn on its own; and each key, a
/// seed here, has a sequence that is independent of all others.
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;

    /// <summary>Four random words.</summary>
    /// <param name="counter">The place in the sequence, least significant word first.</param>
    /// <param name="key">The number of the sequence, least significant word first.</param>
    public static (uint, uint, uint, uint) Words((uint, uint, uint, uint) counter, (uint, uint) key)
    {
        (uint c0, uint c1, uint c2, uint c3) = counter;
        (uint k0, uint k1) = key;
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = 0xD2511F53ul * c0;
            ulong product1 = 0xCD9E8D57ul * c2;
            (c0, c1, c2, c3) = (High(product1) ^ c1 ^ k0, (uint)product1, High(product0) ^ c3 ^ k1, (uint)product0);

            // Weyl's sequence: the golden ratio, and sqrt(3) - 1.
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Two numbers in (0, 1), symmetric about 1/2: the odd multiples of 2^-53, all equally likely.</summary>
    /// <param name="seed">The number of the sequence.</param>
    /// <param name="pair">The place in the sequence.</param>
    public static (double First, double Second) Uniforms(long seed, long pair)
    {
        (uint w0, uint w1, uint w2, uint w3) = Words(((uint)pair, (uint)(pair >> 32), 0, 0), ((uint)seed, (uint)(seed >> 32)));
        return (Uniform(w0, w1), Uniform(w2, w3));
    }

    // Never 0, 1 or 1/2: the quantile of the normal distribution is finite and not 0.
    private static double Uniform(uint low, uint high)
    {
        ulong bits = ((ulong)high << 32) | low;
        return ((bits >> 12 << 1) + 1) * (1.0 / (1ul << 53));
    }

    private static uint High(ulong product) => (uint)(product >> 32);
}
