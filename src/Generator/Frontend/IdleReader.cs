using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds members of a class without [Optimize] that were meant to learn.</summary>
internal static class IdleReader
{
    /// <summary>Reports the attributes that have no effect, and the fields of a class whose base class alone is optimized.</summary>
    public static void Read(INamedTypeSymbol type, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (type.GetAttributes().FirstOrDefault(a => Names.OfSteps.Any(a.AttributeClass.Is)) is { } idle)
        {
            diagnostics.Add(Descriptors.NotOptimized, LocationOf(idle, cancellation), NameOf(idle), type.Name);
            return;
        }

        // An abstract class declares for the classes that derive from it.
        bool isBase = InheritedParameters.CanDeclare(type);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (!isBase && (method.Attribute(Names.Loss) ?? method.Attribute(Names.Inference)) is { } mark)
            {
                diagnostics.Add(Descriptors.NotOptimized, LocationOf(mark, cancellation), NameOf(mark), type.Name);
                return;
            }
        }

        INamedTypeSymbol? parent = TypeHierarchyReader.OptimizedBases(type).FirstOrDefault();
        var fields = new List<IFieldSymbol>();
        foreach (ISymbol member in type.GetMembers().Where(m => m is IFieldSymbol or IPropertySymbol && Declarations.IsOwn(m)))
        {
            // In a class that derives from an optimized one, [Frozen] says that a field is meant to stay as it is. In a base class, it says
            // that a loss may read the field.
            if (InheritedParameters.IsDeclaration(member))
            {
                ParameterReader.Property(type, (IPropertySymbol)member, diagnostics);
                continue;
            }

            bool isFrozen = member.Attribute(Names.Frozen) is not null;
            AttributeData? mark = member.GetAttributes().FirstOrDefault(a =>
                Names.OfParameters.Any(a.AttributeClass.Is)
                || (isFrozen && parent is null && !isBase && a.AttributeClass.Is(Names.Frozen)));
            if (mark is not null)
            {
                diagnostics.Add(
                    Descriptors.IdleAttribute,
                    LocationOf(mark, cancellation),
                    NameOf(mark),
                    NameOf(member),
                    $"'{type.Name}' is not marked [Optimize]",
                    "mark it");
            }
            else if (parent is not null
                && !isFrozen
                && member is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field
                && (Contents.HoldNumbers(field.Type) || Contents.HoldModels(field.Type)))
            {
                fields.Add(field);
            }
        }

        if (parent is not null)
            new StoredProperties(type).Report(diagnostics);
        if (fields.Count > 0)
        {
            diagnostics.Add(
                Descriptors.UnmarkedDerived,
                fields[0].Locations.FirstOrDefault(),
                DocumentationText.List(fields.Select(f => $"'{f.Name}'")),
                type.Name,
                parent!.Name,
                fields.Count == 1 ? "the field" : "the fields");
        }
    }

    /// <summary>Reports an attribute of a parameter on a static field or a constant. Returns true if there is one.</summary>
    public static bool ReportStatic(IFieldSymbol field, DiagnosticBag diagnostics)
    {
        if (field.GetAttributes().FirstOrDefault(a => Names.OfParameters.Any(a.AttributeClass.Is)) is not { } mark)
            return false;
        diagnostics.Add(
            Descriptors.IdleAttribute,
            LocationOf(mark, CancellationToken.None),
            NameOf(mark),
            NameOf(field),
            field.IsConst ? "it is a constant" : "it is static, and a parameter belongs to an instance",
            field.IsConst ? "declare a field that is none" : "remove static");
        return true;
    }

    // The field behind a property has no name of its own.
    private static string NameOf(ISymbol member) => (member as IFieldSymbol)?.AssociatedSymbol?.Name ?? member.Name;

    private static string NameOf(AttributeData attribute) => attribute.AttributeClass!.Name.Replace("Attribute", "");

    private static Location? LocationOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
}
