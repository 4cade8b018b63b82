using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt;

/// <summary>The models in a field of another one, which stays where it is for as long as they are used.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Parts
{
    /// <summary>The one model in a field.</summary>
    public static Parts<T> Of<T>(string model, string field, scoped ref readonly T part)
        where T : IOptimizable? => new(model, field, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in part), 1), isOne: true);

    /// <summary>The one structure in a field.</summary>
    public static Parts<T> At<T>(string model, string field, scoped ref T part)
        where T : struct, IOptimizable => Of(model, field, in part);

    /// <summary>The models in an array; none where it is null.</summary>
    public static Parts<T> Of<T>(string model, string field, T[]? parts)
        where T : IOptimizable? => new(model, field, parts, isOne: false);

    /// <summary>The models in a list; none where it is null.</summary>
    public static Parts<T> Of<T>(string model, string field, List<T>? parts)
        where T : IOptimizable? => new(model, field, CollectionsMarshal.AsSpan(parts), isOne: false);
}
