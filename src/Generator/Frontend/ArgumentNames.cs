using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>The named arguments that an attribute has, and those of them that a rule or stage gives a meaning.</summary>
internal static class ArgumentNames
{
    /// <summary>Returns the named arguments of an attribute: the properties that can be set.</summary>
    public static IEnumerable<string> Settable(INamedTypeSymbol attribute) => Bases(attribute)
        .SelectMany(t => t.GetMembers())
        .OfType<IPropertySymbol>()
        .Where(p => p is { IsStatic: false, SetMethod.DeclaredAccessibility: Accessibility.Public })
        .Select(p => p.Name)
        .Distinct();

    /// <summary>Returns the hyperparameters of a rule or stage, as named arguments spell them.</summary>
    /// <param name="rule">The class of the rule or stage.</param>
    /// <param name="method">The name of its method.</param>
    public static IEnumerable<string> Hyperparameters(INamedTypeSymbol? rule, string method) =>
        (rule?.GetMembers(method).OfType<IMethodSymbol>().FirstOrDefault()?.Parameters ?? [])
            .Where(p => p is { HasExplicitDefaultValue: true, RefKind: RefKind.None })
            .Select(p => Identifiers.Pascal(p.Name));

    /// <summary>Returns the one named argument that a name was meant to be, those that the rule has first; null if none is near.</summary>
    public static string? Nearest(string name, INamedTypeSymbol attribute, IReadOnlyCollection<string> hyperparameters)
    {
        string[] settable = [.. Settable(attribute)];
        string[] ofRule = [.. settable.Intersect(hyperparameters), .. settable.Except(Settable(Shared(attribute)))];
        return (hyperparameters.Count > 0 ? NearestName.Find(name, ofRule) : null) ?? NearestName.Find(name, settable);
    }

    // Returns the class that holds the hyperparameters of all rules. The other properties of an attribute are its own options.
    private static INamedTypeSymbol Shared(INamedTypeSymbol attribute) =>
        attribute.BaseType is { Name: not nameof(Attribute) } shared ? shared : attribute;

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol attribute)
    {
        INamedTypeSymbol? type = attribute;
        for (; type is { SpecialType: SpecialType.None } && type.Name != nameof(Attribute); type = type.BaseType)
            yield return type;
    }
}
