using System;
using System.Collections.Generic;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>Cuts a long expression or method into several short ones.</summary>
internal static class Pieces
{
    /// <summary>The most terms of a generated expression.</summary>
    /// <remarks>
    /// The compiler goes into an expression term by term, and refuses one (CS8078) where its stack ends: after some 3,000 assignments in a
    /// row.
    /// </remarks>
    public const int MaxTerms = 8;

    /// <summary>Returns the items in their order, up to so many at a time.</summary>
    public static IEnumerable<ArraySegment<T>> Split<T>(T[] items, int most)
    {
        for (int start = 0; start < items.Length; start += most)
            yield return new(items, start, Math.Min(most, items.Length - start));
    }
}
