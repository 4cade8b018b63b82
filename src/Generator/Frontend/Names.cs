using System;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>The types that the frontend knows by name.</summary>
internal static class Names
{
    public const string Optimize = "FusedOpt.OptimizeAttribute";
    public const string UpdateRule = "FusedOpt.UpdateRuleAttribute";
    public const string GradientTransform = "FusedOpt.GradientTransformAttribute";
    public const string WeightAverage = "FusedOpt.WeightAverageAttribute";
    public const string Transform = "FusedOpt.TransformAttribute";
    public const string Average = "FusedOpt.AverageAttribute";
    public const string CompiledRule = "FusedOpt.CompilerServices.CompiledRuleAttribute";
    public const string Hyperparameter = "FusedOpt.HyperparameterAttribute";
    public const string SumGradients = "FusedOpt.SumGradientsAttribute";
    public const string GuardGradients = "FusedOpt.GuardGradientsAttribute";
    public const string Prune = "FusedOpt.PruneAttribute";
    public const string KeepDense = "FusedOpt.KeepDenseAttribute";
    public const string Frozen = "FusedOpt.FrozenAttribute";
    public const string Parameter = "FusedOpt.ParameterAttribute";
    public const string SparseGradient = "FusedOpt.SparseGradientAttribute";
    public const string Name = "FusedOpt.NameAttribute";
    public const string Schedule = "FusedOpt.ScheduleAttribute";
    public const string ISchedule = "FusedOpt.Schedules.ISchedule";
    public const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    public const string Interval = "FusedOpt.IntervalAttribute";
    public const string State = "FusedOpt.StateAttribute";
    public const string Optimizable = "FusedOpt.IOptimizable";
    public const string ModelNode = "FusedOpt.CompilerServices.IModelNode";
    public const string Rule = "FusedOpt.Rule";
    public const string Reduce = "FusedOpt.Reduce";
    public const string Shape = "FusedOpt.Shape";
    public const string ShapeAttribute = "FusedOpt.ShapeAttribute";
    public const string Loss = "FusedOpt.LossAttribute";
    public const string Inference = "FusedOpt.InferenceAttribute";
    public const string Checkpoint = "FusedOpt.CheckpointAttribute";
    public const string Layer = "FusedOpt.LayerAttribute";
    public const string Gradient = "FusedOpt.GradientAttribute";
    public const string Functional = "FusedOpt.Functional";
    public const string Noise = "FusedOpt.Noise";
    public const string RuleMath = "FusedOpt.RuleMath";

    /// <summary>The attributes of one parameter. A member that carries one is meant to learn.</summary>
    public static readonly string[] OfParameters = [Parameter, SparseGradient, KeepDense, Hyperparameter, Name];

    /// <summary>The attributes whose named arguments are hyperparameters.</summary>
    public static readonly string[] OfHyperparameters = [Optimize, Parameter, Transform, Average];

    /// <summary>The attributes that say how a class is stepped, which need a class that is stepped.</summary>
    public static readonly string[] OfSteps = [Transform, Average, GuardGradients, SumGradients, Prune, Schedule];

    /// <summary>The ending of a rule's class that is not part of the rule's name.</summary>
    /// <remarks>In the same way, <c>Attribute</c> is not part of the name of an attribute.</remarks>
    public const string RuleEnding = "Rule";

    /// <summary>Returns the full name of the class of a built-in rule that a member of the enum names.</summary>
    public static string BuiltInRule(string member) => "FusedOpt.Rules." + member + RuleEnding;

    /// <summary>Returns true if a type is not nested, not generic and has the full name.</summary>
    public static bool Is(this ITypeSymbol? type, string name)
    {
        if (type is not INamedTypeSymbol { ContainingType: null, Arity: 0 } named || !name.EndsWith(named.Name, StringComparison.Ordinal))
            return false;
        return named.TypeKind == TypeKind.Error
            ? named.OriginalDefinition.ToDisplayString() == name
            : IsWithin(named.ContainingNamespace, name, name.Length - named.Name.Length);
    }

    /// <summary>Returns true if a type is made of a generic type with one argument.</summary>
    public static bool IsGeneric(this INamedTypeSymbol type, string space, string name) =>
        type is { Arity: 1, ContainingType: null } && type.Name == name && type.ContainingNamespace.Is(space);

    /// <summary>Returns true if a namespace has the full name.</summary>
    public static bool Is(this INamespaceSymbol? space, string name) =>
        space is { IsGlobalNamespace: false }
        && name.EndsWith(space.Name, StringComparison.Ordinal)
        && IsWithin(space.ContainingNamespace, name, name.Length - space.Name.Length);

    // Called for every attribute of every member, mostly with a result of null: so without a closure or a string.
    public static AttributeData? Attribute(this ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(name))
                return attribute;
        }

        return null;
    }

    // Returns true if a namespace has the name that precedes an index in a full name.
    private static bool IsWithin(INamespaceSymbol space, string name, int end)
    {
        for (; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            int start = end - 1 - space.Name.Length;
            if (start < 0 || name[end - 1] != '.' || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0)
                return false;
            end = start;
        }

        return end == 0;
    }
}
