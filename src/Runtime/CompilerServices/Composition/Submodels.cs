using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>The models in a field of another one, which stays where it is for as long as they are used.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Submodels
{
    /// <summary>The one model in a field.</summary>
    public static Submodels<T> Wrap<T>(string model, string field, scoped ref readonly T submodel)
        where T : IOptimizable? => new(model, field, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in submodel), 1), isOne: true);

    /// <summary>The one structure in a field.</summary>
    public static Submodels<T> WrapStructure<T>(string model, string field, scoped ref T submodel)
        where T : struct, IOptimizable => Wrap(model, field, in submodel);

    /// <summary>The models in an array; none where it is null.</summary>
    public static Submodels<T> Wrap<T>(string model, string field, T[]? submodels)
        where T : IOptimizable? => new(model, field, submodels, isOne: false);

    /// <summary>The models in a list; none where it is null.</summary>
    public static Submodels<T> Wrap<T>(string model, string field, List<T>? submodels)
        where T : IOptimizable? => new(model, field, CollectionsMarshal.AsSpan(submodels), isOne: false);
}
