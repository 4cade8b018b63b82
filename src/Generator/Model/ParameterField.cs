using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Model;

/// <summary>A member that is a parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="StorageInfo">How it holds its elements.</param>
/// <param name="Dimensions">The number of elements along each dimension, where an attribute or the type says it.</param>
/// <param name="Arguments">Hyperparameters of its own.</param>
/// <param name="LearningRateScale">Factor on the learning rate.</param>
/// <param name="Declaration">For a partial property, its modifiers and those of its setter.</param>
/// <param name="IsPublic">Whether anyone may see it.</param>
/// <param name="IsNullable">Whether it is declared nullable.</param>
/// <param name="HidesMember">Whether its gradient would hide an inherited member.</param>
/// <param name="IsSparse">Whether it is a table of which few rows have a gradient.</param>
/// <param name="IsPruned">Whether it is pruned.</param>
internal sealed record ParameterField(
    string Name,
    StorageInfo StorageInfo,
    EquatableArray<int> Dimensions,
    EquatableArray<HyperparameterArgument> Arguments,
    double LearningRateScale,
    PropertyDeclaration? Declaration,
    bool IsPublic,
    bool IsNullable,
    bool HidesMember,
    bool IsSparse,
    bool IsPruned = false)
{
    /// <summary>Whether its memory is the generated code's.</summary>
    public bool IsOwned => Declaration is not null;

    /// <summary>Whether it lies in one block with the others that are owned. A sparse one has no place in it: a step goes through the whole block.</summary>
    public bool IsPacked => IsOwned && !IsSparse;

    /// <summary>The type of its gradient in C#.</summary>
    public string GradientType => IsSparse ? $"global::FusedOpt.RowGradients<{StorageInfo.Keyword}>" : StorageInfo.Type;

    public bool IsScalar => StorageInfo is { Kind: StorageKind.Scalar };

    public bool IsMatrix => Dimensions.Count > 1 || StorageInfo.Rank > 1;
}

/// <summary>A partial property as it is declared.</summary>
/// <param name="Modifiers">Those before its type: <c>public partial</c>.</param>
/// <param name="SetterModifiers">Those of its setter; null where it has none.</param>
/// <param name="IsJsonIgnored">Whether the declaration has the attribute that hides the property from System.Text.Json, which cannot stand twice.</param>
internal sealed record PropertyDeclaration(string Modifiers, string? SetterModifiers, bool IsJsonIgnored);
