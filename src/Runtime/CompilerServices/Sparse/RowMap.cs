using System;
using System.Globalization;
using System.Numerics;

namespace FusedOpt.CompilerServices;

/// <summary>The map from touched rows to slots: slots are given in the order in which rows are first asked for.</summary>
/// <remarks>
/// The map uses open addressing with linear probing, and is at most half full. Its memory follows from the largest number of rows that were
/// touched at once. The time to clear it follows from the number of rows that are touched now. Neither depends on the height of the table.
/// </remarks>
internal sealed class RowMap
{
    private const int LeastCapacity = 16;

    // Seven eighths of the most buckets that are a power of two.
    private const int MostRows = 7 << 27;

    private int[] _rows = [];

    // The slot and 1, or 0 where there is none.
    private int[] _buckets = [];

    /// <summary>The number of touched rows.</summary>
    public int Count { get; private set; }

    /// <summary>The number of rows that fit before memory has to be allocated.</summary>
    public int Capacity => _rows.Length;

    /// <summary>The touched rows, in the order of their slots.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <summary>The slot of a row, which is given one where it has none.</summary>
    public int GetSlot(int row)
    {
        if (_buckets.Length > 0)
        {
            int known = _buckets[Find(row)] - 1;
            if (known >= 0)
                return known;
        }

        if (Count == _rows.Length)
            Grow();
        _rows[Count] = row;
        _buckets[Find(row)] = ++Count;
        return Count - 1;
    }

    /// <summary>Forgets every row.</summary>
    public void Clear()
    {
        // Goes from the last to the first, so that no row is looked for beyond a gap that another has left.
        while (Count > 0)
        {
            _buckets[Find(_rows[Count - 1])] = 0;
            Count--;
        }
    }

    private void Grow()
    {
        (int capacity, int buckets) = Grown(_rows.Length);
        Array.Resize(ref _rows, capacity);
        _buckets = new int[buckets];
        for (int slot = 0; slot < Count; slot++)
            _buckets[Find(_rows[slot])] = slot + 1;
    }

    /// <summary>
    /// The next capacity, and the number of buckets for it, a power of two: twice as many, as long as an array can have so many, and always
    /// more than rows.
    /// </summary>
    /// <exception cref="InvalidOperationException">The map has the most rows that it can have.</exception>
    internal static (int Capacity, int Buckets) Grown(int capacity)
    {
        if (capacity >= MostRows)
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{MostRows} rows are touched, and more cannot be."));
        int grown = (int)Math.Clamp(2L * capacity, LeastCapacity, MostRows);
        return (grown, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(2L * grown, 1 << 30)));
    }

    // The bucket of a row, or the empty one that it would take. The product spreads rows that follow each other (Knuth, volume 3, section
    // 6.4).
    private int Find(int row)
    {
        int mask = _buckets.Length - 1;
        int bucket = (int)((uint)row * 2654435769u >> (32 - BitOperations.Log2((uint)_buckets.Length)));
        while (_buckets[bucket] is var slot && slot != 0 && _rows[slot - 1] != row)
            bucket = (bucket + 1) & mask;
        return bucket;
    }
}
