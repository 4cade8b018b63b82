using System;
using System.Collections.Concurrent;
using System.Threading;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>Keeps the values that were used last. Safe from every thread.</summary>
/// <remarks>Two generations: when the younger one is full, the older one is forgotten. An editor runs for days.</remarks>
/// <param name="capacity">The number of values that a generation keeps.</param>
internal sealed class RecentMemo<TKey, TValue>(int capacity)
    where TKey : IEquatable<TKey>
    where TValue : class
{
    private ConcurrentDictionary<TKey, TValue> _young = new();
    private ConcurrentDictionary<TKey, TValue> _old = new();
    private int _added;

    /// <summary>Returns the value of a key; null if it is not known, or no more.</summary>
    public TValue? Find(TKey key)
    {
        if (_young.TryGetValue(key, out TValue value))
            return value;
        if (!_old.TryGetValue(key, out value))
            return null;
        Add(key, value);
        return value;
    }

    public void Add(TKey key, TValue value)
    {
        // Counted here: a dictionary that counts stops all that use it.
        if (Interlocked.Increment(ref _added) > capacity)
        {
            _old = _young;
            _young = new();
            Interlocked.Exchange(ref _added, 1);
        }

        _young[key] = value;
    }
}
