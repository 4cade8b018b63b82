using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads a class that is marked [Optimize].</summary>
internal static class TargetReader
{
    /// <summary>The class as values, or null where no part can be added to it.</summary>
    public static TargetModel? Read(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (!CanBeExtended(type, diagnostics))
            return null;

        AttributeData[] optimizers = [.. type.GetAttributes().Where(a => a.AttributeClass.Is(Names.Optimize))];
        if (optimizers.Length > 1)
            diagnostics.Add(Descriptors.SeveralOptimizers, SyntaxOf(optimizers[1], cancellation), type.Name);

        EquatableArray<ParameterField> parameters = FieldReader.Read(type, diagnostics);
        EquatableArray<string> own = Collisions(type, diagnostics);
        cancellation.ThrowIfCancellationRequested();
        string? rule = RuleLocator.Find(optimizers[0], compilation, diagnostics, cancellation);
        return new(
            Declarations.Of(type),
            parameters,
            rule,
            ArgumentReader.Read(type, optimizers[0]).Select(a => a.Value).ToEquatableArray(),
            TakenNames(type).ToEquatableArray(),
            own,
            Surface.Modes.Where(m => rule is not null && Rule.Moves(rule) && Has(type, m)).ToEquatableArray(),
            diagnostics.First);
    }

    /// <summary>The declaration that a generated part is made for, where attributes stand on several.</summary>
    public static bool IsFirstDeclaration(INamedTypeSymbol type, SyntaxNode declaration, CancellationToken cancellation)
    {
        SyntaxNode? first = type.GetAttributes()
            .Where(a => a.AttributeClass.Is(Names.Optimize))
            .Select(a => a.ApplicationSyntaxReference?.GetSyntax(cancellation))
            .FirstOrDefault();
        return first is null || first.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(first.Span);
    }

    private static bool CanBeExtended(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        if (Kind(type) is { } kind)
        {
            diagnostics.Add(Descriptors.WrongKind, Declarations.NameLocation(type), type.Name, kind);
            return false;
        }

        foreach (INamedTypeSymbol declared in Declarations.Outermost(type).Where(t => !Declarations.IsPartial(t)))
        {
            diagnostics.Add(Descriptors.NotPartial, Declarations.NameLocation(declared), declared.Name, type.Name);
            return false;
        }

        return true;
    }

    private static string? Kind(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "an interface",
        { TypeKind: TypeKind.Struct } => "a struct",
        { IsStatic: true } => "a static class",
        _ when Declarations.Outermost(type).Any(t => t.IsFileLocal) => "local to its file",
        _ => null,
    };

    // Inherited members count: a generated one would hide them.
    private static EquatableArray<string> Collisions(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        var own = new List<string>();
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (string name in Surface.Members.Where(n => !own.Contains(n)))
            {
                ISymbol? member = declaring.GetMembers(name)
                    .FirstOrDefault(m => Declarations.IsOwn(m) && (ReferenceEquals(declaring, type) || m.DeclaredAccessibility != Accessibility.Private));
                if (member is null)
                    continue;
                own.Add(name);
                Location? location = ReferenceEquals(declaring, type) ? member.Locations.FirstOrDefault() : Declarations.NameLocation(type);
                diagnostics.Add(Descriptors.MemberCollision, location, declaring.Name, name);
            }

            // What the base class will gain is not in its members yet.
            if (!ReferenceEquals(declaring, type) && declaring.Attribute(Names.Optimize) is not null)
            {
                own.AddRange(Surface.Members.Except(own));
                diagnostics.Add(Descriptors.MemberCollision, Declarations.NameLocation(type), declaring.Name, Surface.Step);
            }
        }

        if (Surface.Members.Contains(type.Name))
        {
            own.Add(type.Name);
            diagnostics.Add(Descriptors.MemberCollision, Declarations.NameLocation(type), type.Name, type.Name);
        }

        return own.ToEquatableArray();
    }

    private static bool Has(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (declaring.GetMembers(name).Any(m => Declarations.IsOwn(m) && (ReferenceEquals(declaring, type) || m.DeclaredAccessibility != Accessibility.Private)))
                return true;
        }

        return false;
    }

    // Members that begin like generated private ones, and type parameters.
    private static IEnumerable<string> TakenNames(INamedTypeSymbol type) =>
        type.MemberNames.Where(n => n.StartsWith("_", StringComparison.Ordinal) || Surface.PrivateMembers.Any(m => n.StartsWith(m, StringComparison.Ordinal)))
            .Concat(Declarations.Outermost(type).SelectMany(t => t.TypeParameters).Select(p => p.Name))
            .OrderBy(n => n, StringComparer.Ordinal);

    private static Location? SyntaxOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
}
