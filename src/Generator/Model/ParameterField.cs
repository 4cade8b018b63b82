using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Model;

/// <summary>A member that is a parameter.</summary>
/// <param name="Name">The name.</param>
/// <param name="StorageInfo">The storage of the elements.</param>
/// <param name="Dimensions">The numbers of elements along each dimension, if an attribute or the type gives these numbers.</param>
/// <param name="Arguments">The hyperparameters that the parameter sets itself.</param>
/// <param name="LearningRateScale">The factor on the learning rate.</param>
/// <param name="Declaration">The declaration of a property; null for a field.</param>
/// <param name="IsPublic">True if the parameter is public.</param>
/// <param name="IsNullable">True if the parameter is declared nullable.</param>
/// <param name="HidesMember">True if the gradient would hide an inherited member.</param>
/// <param name="IsSparse">True if the parameter is a table with a gradient for few rows.</param>
/// <param name="Key">The name in checkpoints that an attribute gives; null if it is that of the member.</param>
/// <param name="IsPruned">True if the parameter is pruned.</param>
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
    string? Key,
    bool IsPruned = false)
{
    /// <summary>True if generated code owns the memory of the parameter.</summary>
    public bool IsOwned => Declaration is not null;

    /// <summary>
    /// True if the parameter lies in the arena, with the other owned parameters. A sparse parameter has no place in the arena, since a step
    /// goes through all of an arena.
    /// </summary>
    public bool IsPacked => IsOwned && !IsSparse;

    /// <summary>The type of the gradient in C#.</summary>
    public string GradientType => IsSparse ? $"global::FusedOpt.RowGradients<{StorageInfo.Keyword}>" : StorageInfo.Type;

    public bool IsScalar => StorageInfo is { Kind: StorageKind.Scalar };

    /// <summary>True if the parameter is neither a vector nor a single value, so that it can be pruned.</summary>
    public bool IsWide => !StorageInfo.IsInPlace && (IsMatrix || StorageInfo.Depth > 0);

    public bool IsMatrix => Dimensions.Count > 1 || StorageInfo.Rank > 1;
}

/// <summary>A partial property as it is declared, or an inherited one as it is implemented.</summary>
/// <param name="Modifiers">The modifiers before the type: <c>public partial</c>.</param>
/// <param name="SetterModifiers">The modifiers of the setter; null if the property has no setter.</param>
/// <param name="IsJsonIgnored">
/// True if the declaration has the attribute that hides the property from System.Text.Json. The attribute cannot stand twice.
/// </param>
internal sealed record PropertyDeclaration(string Modifiers, string? SetterModifiers, bool IsJsonIgnored)
{
    /// <summary>True if a base class declares the property, and the generated part implements it.</summary>
    public bool IsInherited { get; init; }
}

/// <summary>An inherited declaration of a parameter that does not fit. The refused class implements the property all the same.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type in C#.</param>
/// <param name="Declaration">The declaration.</param>
/// <param name="IsRead">True if the property has a getter.</param>
/// <param name="IsInitOnly">True if the setter is called by constructors alone.</param>
internal sealed record UnfitProperty(string Name, string Type, PropertyDeclaration Declaration, bool IsRead, bool IsInitOnly);
