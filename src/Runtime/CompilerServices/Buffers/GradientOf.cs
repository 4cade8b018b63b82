using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>Finds the gradient of one parameter among those of a model.</summary>
/// <param name="gradients">The gradients of a model.</param>
/// <param name="index">The index of an array within a jagged parameter; empty for other parameters.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Span<T> GradientOf<T>(object gradients, ReadOnlySpan<int> index);
