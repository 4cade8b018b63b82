using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace FusedOpt.CompilerServices;

/// <summary>A node in the tree of models that one step traverses; implemented by generated code and called by the library.</summary>
/// <remarks>
/// <see cref="IOptimizable"/> inherits the interface, so that a field whose type is a type parameter reaches a structure's members without
/// boxing it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IModelNode
{
    /// <summary>The bookkeeping of steps and traversals.</summary>
    [UnscopedRef]
    [JsonIgnore]
    ref StepState StepState { get; }

    /// <summary>The guard of the gradients; null if the class has none.</summary>
    [JsonIgnore]
    GradientGuard? Guard => null;

    /// <summary>
    /// Returns the gradients that the model holds itself, or creates new ones as a part of a tree; null if the class takes no sums of
    /// gradients.
    /// </summary>
    object? GetGradients(GradientTree? tree) => null;

    /// <summary>Checks everything before anything is changed.</summary>
    void Prepare(ref StepContext context);

    /// <summary>Measures the gradients of a guarded model. All checks must have passed.</summary>
    void Measure(ref StepContext context)
    {
    }

    /// <summary>Takes a prepared step if the guard of the gradients admits the step.</summary>
    void TakeGuarded(ref StepContext context)
    {
    }

    /// <summary>Updates the parameters and their state. All checks must have passed.</summary>
    void Apply(ref StepContext context);

    /// <summary>Shows the visitor of the table the model, every parameter, gradient and state, and then the submodels.</summary>
    void Visit<TVisitor>(ref ParameterTable<TVisitor> table, ref StepContext context)
        where TVisitor : struct, IModelVisitor, allows ref struct;
}
