using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>Finds the gradients of a submodel among those of the model that holds it.</summary>
/// <param name="gradients">The gradients of the model that holds it.</param>
/// <param name="index">Which model of an array or list.</param>
/// <returns>Null where there was no model when they were made.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate object? SubmodelOf(object gradients, int index);
