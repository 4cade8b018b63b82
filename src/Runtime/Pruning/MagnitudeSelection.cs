using System;
using System.Runtime.CompilerServices;

namespace FusedOpt;

/// <summary>
/// Finds the smallest magnitudes among the elements of several arrays, and prunes them: a few looks at all arrays in the same order, with
/// counters but no copies.
/// </summary>
/// <remarks>
/// A radix selection: magnitudes are ordered as their bits are, widened to double. Each look counts how often the next 17 bits are what,
/// among elements that agree so far; so the magnitude up to which elements go is known after two looks at floats and four at doubles. The
/// last look prunes.
/// </remarks>
internal sealed class MagnitudeSelection
{
    private const int DigitBits = 17;

    // Sign, then as many digits as there are.
    private const int FirstShift = 63 - DigitBits;

    // A float that has been widened has no bits below.
    private const int LastShiftOfFloats = 29;

    // All NaN are one, above infinity.
    private const ulong Nan = 0x7ff8_0000_0000_0000;

    private readonly long[] _counts = new long[1 << DigitBits];
    private double _level;
    private long _elements;
    private long _pruned;
    private long _wanted;
    private ulong _prefix;
    private int _shift;
    private bool _hasDoubles;
    private bool _isPruning;

    /// <summary>Begins anew.</summary>
    /// <param name="level">The share of all elements to be pruned, with those that are pruned already.</param>
    public void Begin(double level)
    {
        (_level, _elements, _pruned, _prefix, _shift, _hasDoubles, _isPruning) = (level, 0, 0, 0, FirstShift, false, false);
        Array.Clear(_counts);
    }

    /// <summary>Looks at an array.</summary>
    public void Look<T>(ReadOnlySpan<T> values, ref PruneMask? mask)
        where T : unmanaged
    {
        if (_isPruning)
            Prune(values, mask ??= new(values.Length));
        else
            Count(values, mask);
    }

    /// <summary>Goes on to the next look, unless there is none.</summary>
    public bool Next()
    {
        if (_isPruning)
            return false;
        if (_shift == FirstShift)
        {
            _wanted = (long)Math.Round(_level * _elements) - _pruned;
            if (_wanted <= 0)
                return false;
        }

        uint digit = 0;
        for (; _wanted > _counts[digit]; digit++)
            _wanted -= _counts[digit];
        _prefix = (_prefix << Width) | digit;
        _isPruning = _shift == (_hasDoubles ? 0 : LastShiftOfFloats);
        if (!_isPruning)
        {
            _shift = Math.Max(_shift - DigitBits, 0);
            Array.Clear(_counts);
        }

        return true;
    }

    // The number of bits of the digit at hand: the last digit has fewer.
    private int Width => _shift == 0 ? FirstShift % DigitBits : DigitBits;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count<T>(ReadOnlySpan<T> values, PruneMask? mask)
        where T : unmanaged
    {
        if (_shift == FirstShift)
            _elements += values.Length;
        _hasDoubles |= typeof(T) == typeof(double);
        int shift = _shift, width = Width;
        ulong prefix = _prefix, digits = (1UL << width) - 1;
        long[] counts = _counts;
        long pruned = 0;
        for (int i = 0; i < values.Length; i++)
        {
            ulong magnitude = Magnitude(values[i]) >> shift;
            if (mask is not null && mask[i])
                pruned++;
            else if (magnitude >> width == prefix)
                counts[magnitude & digits]++;
        }

        if (shift == FirstShift)
            _pruned += pruned;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Prune<T>(ReadOnlySpan<T> values, PruneMask mask)
        where T : unmanaged
    {
        for (int i = 0; i < values.Length; i++)
        {
            ulong magnitude = Magnitude(values[i]) >> _shift;
            if (magnitude > _prefix || mask[i])
                continue;
            if (magnitude < _prefix)
                mask.Prune(i);
            else if (_wanted-- > 0)
                mask.Prune(i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Magnitude<T>(T value)
        where T : unmanaged
    {
        double wide = typeof(T) == typeof(float) ? (float)(object)value
            : typeof(T) == typeof(Half) ? (double)(Half)(object)value
            : (double)(object)value;
        return Math.Min(BitConverter.DoubleToUInt64Bits(Math.Abs(wide)), Nan);
    }
}
