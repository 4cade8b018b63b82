using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the guard of a class's gradients.</summary>
internal static class GuardReader
{
    /// <summary>Returns the guard of the class, or of a class that it derives from; null if there is none.</summary>
    public static GuardModel? Read(INamedTypeSymbol type, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        AttributeData? own = type.Attribute(Names.GuardGradients);
        AttributeData? inherited = TypeHierarchyReader.OptimizedBases(type).Select(b => b.Attribute(Names.GuardGradients)).LastOrDefault();
        bool isDerived = TypeHierarchyReader.OptimizedBases(type).Any();
        if (own is not null)
        {
            Location? location = own.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
            foreach (string problem in Problems(type, own, isDerived))
                diagnostics.Add(Descriptors.GuardedGradients, location, type.Name, problem);
        }

        return (isDerived ? inherited : own) is { } attribute ? Create(attribute) : null;
    }

    private static IEnumerable<string> Problems(INamedTypeSymbol type, AttributeData attribute, bool isDerived)
    {
        GuardModel guard = Create(attribute);
        if (isDerived)
            yield return "it is stepped together with its base class; put the attribute there";
        if ((type.IsValueType || type.IsRecord) && guard.IsActive)
        {
            yield return "structures and records are copied, and their copies would share what a guard counts; "
                + "put what the attribute says on a class that holds it, and leave [GuardGradients] without arguments here";
        }

        if (!(guard.MaxNorm > 0))
            yield return $"MaxNorm must be above 0, and is {Literals.Decimal(guard.MaxNorm)}";
        if (guard.LossScale != 0 && !(guard.LossScale >= GuardModel.MinLossScale && guard.LossScale <= GuardModel.MaxLossScale))
        {
            string scale = Literals.Decimal(guard.LossScale);
            yield return $"LossScale must be from 2^-24 (5.97e-8) to 2^95 (3.96e28), and is {scale}; 65536 is usual";
        }

        if (guard.GrowthInterval < 1)
            yield return $"GrowthInterval must be at least 1, and is {Literals.Decimal(guard.GrowthInterval)}";
        if (guard.MicroBatches < 1)
            yield return $"MicroBatches must be at least 1, and is {Literals.Decimal(guard.MicroBatches)}";
    }

    private static GuardModel Create(AttributeData attribute)
    {
        T Value<T>(string name, T otherwise) => attribute.NamedArguments
            .Where(a => a.Key == name)
            .Select(a => a.Value.Value)
            .OfType<T>()
            .DefaultIfEmpty(otherwise)
            .First();
        return new(
            Value("MaxNorm", double.PositiveInfinity),
            Value("Norm", 0) != 0,
            Value("SkipNonFinite", false),
            Value("LossScale", 0.0),
            Value("GrowthInterval", 2000),
            Value("MicroBatches", 1));
    }
}
