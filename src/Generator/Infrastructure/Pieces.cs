using System;
using System.Collections.Generic;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>Cuts what would be one long expression into several short ones.</summary>
internal static class Pieces
{
    /// <summary>The most terms of a generated expression.</summary>
    /// <remarks>The compiler goes into an expression term by term, and refuses one (CS8078) where its stack ends: after some 3,000 assignments in a row.</remarks>
    public const int MaxTerms = 8;

    /// <summary>The items in their order, <see cref="MaxTerms"/> at a time.</summary>
    public static IEnumerable<ArraySegment<T>> Of<T>(T[] items)
    {
        for (int start = 0; start < items.Length; start += MaxTerms)
            yield return new(items, start, Math.Min(MaxTerms, items.Length - start));
    }
}
