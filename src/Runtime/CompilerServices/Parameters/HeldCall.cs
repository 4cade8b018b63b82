using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>A call of a model that is made again while managers hold its memory; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum HeldCall
{
    /// <summary><see cref="IOptimizable.ZeroGradients"/>.</summary>
    ZeroGradients,

    /// <summary><see cref="IOptimizable.Evaluate"/>.</summary>
    Evaluate,

    /// <summary><see cref="IOptimizable.Train"/>.</summary>
    Train,
}
