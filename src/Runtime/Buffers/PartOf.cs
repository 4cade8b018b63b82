using System.ComponentModel;

namespace FusedOpt;

/// <summary>Finds the gradients of a model within among those of the model that holds it.</summary>
/// <param name="gradients">The gradients of the model that holds it.</param>
/// <param name="index">Which model of an array or list.</param>
/// <returns>Null where there was no model when they were made.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate object? PartOf(object gradients, int index);
