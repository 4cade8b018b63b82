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

    /// <summary>The methods that are refused. Their forms for batches are declared, and throw.</summary>
    public EquatableArray<RefusedMethod> Refused { get; init; } = EquatableArray<RefusedMethod>.Empty;

    /// <summary>The names among those of generated methods that the class has already.</summary>
    public EquatableArray<string> Taken { get; init; } = EquatableArray<string>.Empty;

    /// <summary>True if the generated methods may hide those of an optimized base class.</summary>
    public bool HidesMembers { get; init; }
}

/// <summary>A method on one example that is refused, with all that the declarations of its forms for batches need.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsLoss">True for the loss.</param>
/// <param name="Element">The type of the elements of the result.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Accessibility">The modifiers of the method: <c>public</c>, <c>private</c>.</param>
/// <param name="IsStatic">True if the method is static.</param>
/// <param name="Refusal">The id of the error.</param>
internal sealed record RefusedMethod(
    string Name,
    bool IsLoss,
    ElementType Element,
    EquatableArray<RefusedInput> Inputs,
    string Accessibility,
    bool IsStatic,
    string Refusal);

/// <summary>An input of a refused method.</summary>
/// <param name="Name">The name.</param>
/// <param name="Element">The type of the elements; null for whole numbers.</param>
internal sealed record RefusedInput(string Name, ElementType? Element);

/// <summary>A method that gets a form for batches.</summary>
/// <param name="Graph">The method.</param>
/// <param name="Accessibility">The modifiers of the method: <c>public</c>, <c>private</c>.</param>
/// <param name="IsStatic">True if the method is static.</param>
internal sealed record InferenceMethod(Graph Graph, string Accessibility, bool IsStatic);
