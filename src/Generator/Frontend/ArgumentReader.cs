using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the hyperparameters that a class or a parameter sets: named arguments of [Optimize] or [Parameter], and [Hyperparameter].</summary>
internal static class ArgumentReader
{
    private const string FastMath = "FastMath", Precision = "StatePrecision", Seed = "StateSeed", NoiseSeedName = "NoiseSeed";

    // Of FusedOpt itself, and of no rule.
    private static readonly string[] Options = [FastMath, Precision, Seed, NoiseSeedName, ParameterReader.LearningRateScale];

    /// <summary>Whether a class asks for fast math.</summary>
    public static bool IsFast(AttributeData optimize) => optimize.NamedArguments.Any(a => a.Key == FastMath && a.Value.Value is true);

    /// <summary>The seed of the random numbers that the rule and the stages of a class draw.</summary>
    public static long NoiseSeed(AttributeData optimize) => optimize.NamedArguments.Where(a => a.Key == NoiseSeedName).Select(a => a.Value.Value).FirstOrDefault() as long? ?? 0;

    /// <summary>How a class keeps its state.</summary>
    public static StateStorage State(AttributeData optimize, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        object? Given(string name) => optimize.NamedArguments.Where(a => a.Key == name).Select(a => a.Value.Value).FirstOrDefault();
        int precision = Given(Precision) as int? ?? 0;
        if (!Enum.IsDefined(typeof(StatePrecision), (byte)precision))
        {
            Location? location = optimize.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
            diagnostics.Add(Descriptors.HyperparameterOutOfRange, location, FormattableString.Invariant($"Invalid state precision: {precision}; use a member of StatePrecision"));
        }

        return new((StatePrecision)precision, Given(Seed) as long? ?? 0);
    }

    /// <summary>The arguments, each with the attribute it stands in.</summary>
    public static IEnumerable<(HyperparameterArgument Value, AttributeData Attribute)> Read(ISymbol symbol, AttributeData? attribute)
    {
        foreach (HyperparameterArgument value in Named(attribute))
            yield return (value, attribute!);

        foreach (AttributeData other in symbol.GetAttributes().Where(a => a.AttributeClass.Is(Names.Hyperparameter)))
        {
            if (other.ConstructorArguments is [{ Value: string name }, { } constant] && !other.NamedArguments.Any(a => a.Value.Kind == TypedConstantKind.Error || a.Value.Value is ITypeSymbol { TypeKind: TypeKind.Error }) && Argument(name, constant) is { } value)
                yield return (value with { Stage = StageOf(other) }, other);
        }
    }

    /// <summary>The named arguments of one attribute.</summary>
    public static IEnumerable<HyperparameterArgument> Named(AttributeData? attribute) =>
        (attribute?.NamedArguments.Where(a => !Options.Contains(a.Key)) ?? []).Select(a => Argument(Identifiers.Camel(a.Key), a.Value)).OfType<HyperparameterArgument>();

    /// <summary>Where an argument of one attribute stands; its name for what concerns all of them.</summary>
    public static Location? LocationOf(AttributeData attribute, int index, CancellationToken cancellation) =>
        LocationOf(attribute, index < 0 ? null : Named(attribute).ElementAt(index), cancellation);

    /// <summary>Where an argument stands in the source; the attribute's name for what concerns all of them.</summary>
    public static Location? LocationOf(ISymbol symbol, AttributeData? attribute, int index, CancellationToken cancellation)
    {
        (HyperparameterArgument Value, AttributeData Attribute)[] all = [.. Read(symbol, attribute)];
        if (index < 0)
            return (attribute ?? all.Select(a => a.Attribute).FirstOrDefault())?.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? symbol.Locations.FirstOrDefault();
        return LocationOf(all[index].Attribute, all[index].Value, cancellation);
    }

    private static Location? LocationOf(AttributeData attribute, HyperparameterArgument? value, CancellationToken cancellation)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        AttributeArgumentSyntax? argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(a =>
            a.NameEquals is { } name && Identifiers.Camel(name.Name.Identifier.ValueText) == value?.Name);
        return (argument ?? (SyntaxNode?)syntax)?.GetLocation();
    }

    // The stage that an argument is for; null for the rule.
    private static string? StageOf(AttributeData hyperparameter) => hyperparameter.NamedArguments.FirstOrDefault(a => a.Key == "Of").Value.Value is ITypeSymbol type
        ? type.ToDisplayString()
        : null;

    private static HyperparameterArgument? Argument(string name, TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Error } => null,
        { Value: bool truth } => new(name, ScalarType.Bool, truth ? 1 : 0),
        { Value: long whole } => new(name, ScalarType.Long, whole),
        { Value: double number } => new(name, ScalarType.Double, BitConverter.DoubleToInt64Bits(number)),
        _ => null,
    };
}
