using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>The part of a parameter that each value of a state belongs to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum StateExtent
{
    /// <summary>An element: the state has the shape of the parameter.</summary>
    Element,

    /// <summary>A row or a column: the state is a vector.</summary>
    Axis,

    /// <summary>The whole parameter: the state is a single value.</summary>
    Tensor,
}
