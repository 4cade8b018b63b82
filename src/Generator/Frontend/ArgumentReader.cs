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

/// <summary>
/// Reads the hyperparameters that a class or a parameter sets: named arguments of [Optimize] or [Parameter], and [Hyperparameter].
/// </summary>
internal static class ArgumentReader
{
    private const string FastMath = "FastMath", Precision = "StatePrecision", Seed = "StateSeed", NoiseSeedName = "NoiseSeed";

    // These arguments are options of FusedOpt itself, and hyperparameters of no rule.
    private static readonly string[] Options = [FastMath, Precision, Seed, NoiseSeedName, ParameterReader.LearningRateScale];

    /// <summary>Returns true if a class asks for fast math.</summary>
    public static bool IsFast(AttributeData optimize) => optimize.NamedArguments.Any(a => a.Key == FastMath && a.Value.Value is true);

    /// <summary>Returns the seed of the random numbers that the rule and the stages of a class draw.</summary>
    public static long NoiseSeed(AttributeData optimize) => Given(optimize, NoiseSeedName) as long? ?? 0;

    /// <summary>Reads the precision in which a class keeps its state.</summary>
    public static StateStorage State(AttributeData optimize, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        int precision = Given(optimize, Precision) as int? ?? 0;
        if (!Enum.IsDefined(typeof(StatePrecision), (byte)precision))
        {
            Location? location = optimize.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
            string problem = FormattableString.Invariant($"Invalid state precision: {precision}; use a member of StatePrecision");
            diagnostics.Add(Descriptors.HyperparameterOutOfRange, location, problem);
        }

        return new((StatePrecision)precision, Given(optimize, Seed) as long? ?? 0);
    }

    /// <summary>Reads the arguments, each with its attribute.</summary>
    public static IEnumerable<(HyperparameterArgument Value, AttributeData Attribute)> Read(ISymbol symbol, AttributeData? attribute)
    {
        foreach (HyperparameterArgument value in Named(attribute))
            yield return (value, attribute!);

        foreach (AttributeData other in symbol.GetAttributes().Where(a => a.AttributeClass.Is(Names.Hyperparameter)))
        {
            if (other.ConstructorArguments is [{ Value: string name }, { } constant]
                && !other.NamedArguments.Any(a => IsError(a.Value))
                && Argument(name, constant) is { } value)
                yield return (value with { Stage = StageOf(other) }, other);
        }
    }

    /// <summary>Reads the named arguments of one attribute.</summary>
    public static IEnumerable<HyperparameterArgument> Named(AttributeData? attribute) =>
        (attribute?.NamedArguments.Where(a => !Options.Contains(a.Key)) ?? [])
            .Select(a => Argument(Identifiers.Camel(a.Key), a.Value))
            .OfType<HyperparameterArgument>();

    /// <summary>Returns the location of an argument of one attribute, or of the whole attribute if the index is negative.</summary>
    public static Location? LocationOf(AttributeData attribute, int index, CancellationToken cancellation) =>
        LocationOf(attribute, index < 0 ? null : Named(attribute).ElementAt(index), cancellation);

    /// <summary>Returns the location of an argument in the source, or of the attribute if the index is negative.</summary>
    public static Location? LocationOf(ISymbol symbol, AttributeData? attribute, int index, CancellationToken cancellation)
    {
        (HyperparameterArgument Value, AttributeData Attribute)[] all = [.. Read(symbol, attribute)];
        if (index < 0)
        {
            AttributeData? first = attribute ?? all.Select(a => a.Attribute).FirstOrDefault();
            return first?.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? symbol.Locations.FirstOrDefault();
        }

        return LocationOf(all[index].Attribute, all[index].Value, cancellation);
    }

    private static object? Given(AttributeData optimize, string name) =>
        optimize.NamedArguments.Where(a => a.Key == name).Select(a => a.Value.Value).FirstOrDefault();

    private static bool IsError(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error || constant.Value is ITypeSymbol { TypeKind: TypeKind.Error };

    private static Location? LocationOf(AttributeData attribute, HyperparameterArgument? value, CancellationToken cancellation)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        AttributeArgumentSyntax? argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(a =>
            a.NameEquals is { } name && Identifiers.Camel(name.Name.Identifier.ValueText) == value?.Name);
        return (argument ?? (SyntaxNode?)syntax)?.GetLocation();
    }

    // Returns the stage that an argument is for; null for the rule.
    private static string? StageOf(AttributeData hyperparameter) =>
        hyperparameter.NamedArguments.FirstOrDefault(a => a.Key == "Of").Value.Value is ITypeSymbol type ? type.ToDisplayString() : null;

    private static HyperparameterArgument? Argument(string name, TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Error } => null,
        { Value: bool truth } => new(name, ScalarType.Bool, truth ? 1 : 0),
        { Value: long whole } => new(name, ScalarType.Long, whole),
        { Value: double number } => new(name, ScalarType.Double, BitConverter.DoubleToInt64Bits(number)),
        _ => null,
    };
}
