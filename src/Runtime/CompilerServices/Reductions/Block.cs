using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>The part of a parameter that a sweep computes, and then measures while it is in the cache.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Block
{
    /// <summary>The number of its elements: 2 KB of floats.</summary>
    public const int Length = 512;
}
