using System;
using System.Collections.Concurrent;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>
/// Remembers what a function of values has given, so that a thousand classes with one rule compile it once. Safe from every thread.
/// </summary>
/// <remarks>
/// Works only for functions that return equal values for equal arguments: then a caller cannot tell whether the function has been called
/// again.
/// </remarks>
/// <param name="function">The function.</param>
/// <param name="capacity">The most results to keep, since an editor runs for days. When there are more, all are forgotten.</param>
internal sealed class Memo<TKey, TValue>(Func<TKey, TValue> function, int capacity = 256)
    where TKey : IEquatable<TKey>
{
    private readonly ConcurrentDictionary<TKey, TValue> _results = new();

    public int Count => _results.Count;

    public TValue this[TKey key]
    {
        get
        {
            if (_results.TryGetValue(key, out TValue result))
                return result;
            result = function(key);
            if (_results.Count >= capacity)
                _results.Clear();
            return _results.GetOrAdd(key, result);
        }
    }
}
