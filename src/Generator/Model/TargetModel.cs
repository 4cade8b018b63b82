using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Model;

/// <summary>An optimized class: everything its generated part depends on, as values.</summary>
/// <param name="Type">Where its declaration stands.</param>
/// <param name="Parameters">Its parameters, in the order of their fields.</param>
/// <param name="Rule">The rule as text, as an assembly's metadata holds it; null where there is none.</param>
/// <param name="Arguments">The hyperparameters that the class sets.</param>
/// <param name="TakenNames">Names that private generated members and type parameters must not have.</param>
/// <param name="OwnSurface">Public generated members that the class has already.</param>
/// <param name="OwnModes">Members that it has already and would gain from a rule that moves parameters.</param>
/// <param name="Refusal">The id of the error for which the class is refused, or null.</param>
internal sealed record TargetModel(
    DeclaredType Type,
    EquatableArray<ParameterField> Parameters,
    string? Rule,
    EquatableArray<HyperparameterArgument> Arguments,
    EquatableArray<string> TakenNames,
    EquatableArray<string> OwnSurface,
    EquatableArray<string> OwnModes,
    string? Refusal);

/// <summary>A field that is a parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Element">The type of its elements.</param>
/// <param name="Kind">How it holds them.</param>
/// <param name="Rows">The number of rows that an attribute gives a one-dimensional array, or 0.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="IsPublic">Whether anyone may see it.</param>
/// <param name="HidesMember">Whether every object has a member of this name.</param>
internal sealed record ParameterField(string Name, ElementType Element, ParameterKind Kind, int Rows, int Columns, bool IsPublic, bool HidesMember)
{
    public bool IsScalar => Kind == ParameterKind.Scalar;

    public bool IsMatrix => Kind == ParameterKind.Matrix || Rows > 0;

    /// <summary>Its type in C#.</summary>
    public string Type => (Element == ElementType.Single ? "float" : "double") + Kind switch { ParameterKind.Array => "[]", ParameterKind.Matrix => "[,]", _ => "" };
}

/// <summary>How a field holds the elements of a parameter.</summary>
internal enum ParameterKind : byte
{
    /// <summary>One, in the field itself.</summary>
    Scalar,

    /// <summary>A one-dimensional array.</summary>
    Array,

    /// <summary>A two-dimensional array.</summary>
    Matrix,
}

/// <summary>A hyperparameter that a class sets.</summary>
/// <param name="Name">Its name in the rule, in camelCase.</param>
/// <param name="Type">The type of the value: Double, Long or Bool.</param>
/// <param name="Bits">The value.</param>
internal sealed record HyperparameterArgument(string Name, ScalarType Type, long Bits);

/// <summary>Where the declaration of a type stands: what it takes to add a part to it.</summary>
/// <param name="HintName">The name of the generated file, without its ending.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Headers">The declarations around it and its own: <c>partial class Model&lt;T&gt;</c>.</param>
/// <param name="Name">Its name without type parameters.</param>
/// <param name="Self">Its name with them, as its members write it.</param>
internal sealed record DeclaredType(string HintName, string Namespace, EquatableArray<string> Headers, string Name, string Self);
