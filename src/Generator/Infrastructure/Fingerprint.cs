namespace FusedOpt.Generator.Infrastructure;

/// <summary>A hash of 128 bits: what has equal ones is taken to be equal.</summary>
internal readonly record struct Fingerprint(ulong High, ulong Low);

/// <summary>Builds a fingerprint from a sequence of values, whose borders and order count.</summary>
/// <remarks>
/// Two hashes of 64 bits with other multipliers (FNV-1a, and one that mixes by rotation), so that no collision is to be expected.
/// </remarks>
internal sealed class FingerprintBuilder
{
    private ulong _high = 14695981039346656037;
    private ulong _low = 0x9e3779b97f4a7c15;

    public void Add(string text)
    {
        Add(text.Length);
        foreach (char c in text)
            Mix(c);
    }

    public void Add(long number) => Mix(unchecked((ulong)number));

    public void Add(bool condition) => Mix(condition ? 1UL : 2UL);

    public void Add(Fingerprint other)
    {
        Mix(other.High);
        Mix(other.Low);
    }

    public Fingerprint ToFingerprint() => new(_high, _low);

    private void Mix(ulong value)
    {
        unchecked
        {
            _high = (_high ^ value) * 1099511628211;
            _high ^= _high >> 32;
            _low = (((_low << 27) | (_low >> 37)) ^ value) * 0xff51afd7ed558ccd;
        }
    }
}
