using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the hyperparameters that a class or a parameter sets: named arguments of [Optimize] or [Parameter], and [Hyperparameter].</summary>
internal static class ArgumentReader
{
    private const string FastMath = "FastMath";

    // Of FusedOpt itself, and of no rule.
    private static readonly string[] Options = [FastMath, ParameterReader.LearningRateScale];

    /// <summary>Whether a class asks for fast math.</summary>
    public static bool IsFast(AttributeData optimize) => optimize.NamedArguments.Any(a => a.Key == FastMath && a.Value.Value is true);

    /// <summary>The arguments, each with the attribute it stands in.</summary>
    public static IEnumerable<(HyperparameterArgument Value, AttributeData Attribute)> Read(ISymbol symbol, AttributeData? attribute)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute?.NamedArguments.Where(a => !Options.Contains(a.Key)) ?? [])
        {
            if (Argument(Identifiers.Camel(argument.Key), argument.Value) is { } value)
                yield return (value, attribute!);
        }

        foreach (AttributeData other in symbol.GetAttributes().Where(a => a.AttributeClass.Is(Names.Hyperparameter)))
        {
            if (other.ConstructorArguments is [{ Value: string name }, { } constant] && Argument(name, constant) is { } value)
                yield return (value, other);
        }
    }

    /// <summary>Where an argument stands in the source; the attribute's name for what concerns all of them.</summary>
    public static Location? LocationOf(ISymbol symbol, AttributeData? attribute, int index, CancellationToken cancellation)
    {
        (HyperparameterArgument Value, AttributeData Attribute)[] all = [.. Read(symbol, attribute)];
        if (index < 0)
            return (attribute ?? all.Select(a => a.Attribute).FirstOrDefault())?.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? symbol.Locations.FirstOrDefault();
        (HyperparameterArgument value, AttributeData at) = all[index];
        var syntax = at.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        AttributeArgumentSyntax? argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(a =>
            a.NameEquals is { } name && Identifiers.Camel(name.Name.Identifier.ValueText) == value.Name);
        return (argument ?? (SyntaxNode?)syntax)?.GetLocation();
    }

    private static HyperparameterArgument? Argument(string name, TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Error } => null,
        { Value: bool truth } => new(name, ScalarType.Bool, truth ? 1 : 0),
        { Value: long whole } => new(name, ScalarType.Long, whole),
        { Value: double number } => new(name, ScalarType.Double, BitConverter.DoubleToInt64Bits(number)),
        _ => null,
    };
}
