using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Model;

/// <summary>The methods on one example of an optimized class: everything that their generated forms depend on, as values.</summary>
/// <param name="Project">The name of the assembly that the class belongs to.</param>
/// <param name="Type">The declaration of the class.</param>
/// <param name="Loss">The loss; null if the class has none.</param>
/// <param name="Inferences">The methods that get a form for batches.</param>
/// <param name="ScalesLoss">True if gradients are scaled by the loss scale of the class.</param>
/// <param name="NoiseSeed">The seed of dropout.</param>
internal sealed record NetworkModel(
    string Project, DeclaredType Type, Graph? Loss, EquatableArray<InferenceMethod> Inferences, bool ScalesLoss, long NoiseSeed)
{
    /// <summary>The exception that has ended the reading of the methods, in words; null if there was none.</summary>
    public string? Failure { get; init; }
}

/// <summary>A method that gets a form for batches.</summary>
/// <param name="Graph">The method.</param>
/// <param name="Accessibility">The modifiers of the method: <c>public</c>, <c>private</c>.</param>
/// <param name="IsStatic">True if the method is static.</param>
internal sealed record InferenceMethod(Graph Graph, string Accessibility, bool IsStatic);
