using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>Numbers for objects that have no values to compare: the same number for the same object, in this process.</summary>
internal static class Identity
{
    // More options than the projects of a solution have at once.
    private const int MostEqual = 64;

    private static readonly ConditionalWeakTable<object, object> Numbers = new();
    private static readonly List<(object Value, long Number)> Known = [];
    private static readonly StrongBox<long> Last = new();

    /// <summary>Returns the number of an object, which it does not keep alive.</summary>
    public static long Of(object? value) =>
        value is null ? 0 : (long)Numbers.GetValue(value, static _ => Interlocked.Increment(ref Last.Value));

    /// <summary>Returns the number of an object that stands for its values, such as options: that of one which equals it.</summary>
    public static long OfEqual(object value)
    {
        if (Numbers.TryGetValue(value, out object known))
            return (long)known;
        lock (Known)
        {
            int index = Known.FindIndex(e => e.Value.Equals(value));
            long number = index >= 0 ? Known[index].Number : Interlocked.Increment(ref Last.Value);
            if (index < 0)
            {
                if (Known.Count >= MostEqual)
                    Known.RemoveAt(0);
                Known.Add((value, number));
            }

            return (long)Numbers.GetValue(value, _ => number);
        }
    }
}
