using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>
/// A condition that is the same for every element of a step, as a type: code that is compiled for each of the two has no
/// branch in its loop.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICondition
{
    /// <summary>True if the condition holds.</summary>
    static abstract bool Holds { get; }
}

/// <summary>A condition that holds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct True : ICondition
{
    /// <inheritdoc/>
    public static bool Holds => true;
}

/// <summary>A condition that does not hold.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct False : ICondition
{
    /// <inheritdoc/>
    public static bool Holds => false;
}
