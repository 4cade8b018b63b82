using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>Finds the gradients of a submodel among those of the model that holds it.</summary>
/// <param name="gradients">The gradients of the model that holds it.</param>
/// <param name="index">The index of the model in an array or list.</param>
/// <returns>The gradients of the submodel; null if there was no submodel when the gradients were made.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate object? SubmodelOf(object gradients, int index);
