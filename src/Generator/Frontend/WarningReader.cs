using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads what the compiler would say of generated code because of attributes of the user's, on members and types that the code names.</summary>
internal static class WarningReader
{
    private const string Obsolete = "System.ObsoleteAttribute";
    private const string Experimental = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";
    private const string PreviewFeatures = "System.Runtime.Versioning.RequiresPreviewFeaturesAttribute";
    private const string ClsCompliant = "System.CLSCompliantAttribute";

    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly ConditionalWeakTable<IModuleSymbol, ModuleMarks> Modules = new();

    /// <summary>The ids of the warnings, and the members whose use is an error.</summary>
    public static (EquatableArray<string> Warnings, EquatableArray<ObsoleteMember> Errors) Read(
        INamedTypeSymbol type, TypeHierarchy hierarchy, IEnumerable<ParameterField> parameters, IEnumerable<SubmodelField> parts, bool sums, string? schedule)
    {
        ISymbol[] fields = [.. parameters.Where(p => !p.IsOwned).Select(p => p.Name).Concat(parts.Select(p => p.Name)).SelectMany(n => type.GetMembers(n)).Where(m => m is IFieldSymbol)];
        ISymbol? rate = schedule is null ? null : ScheduleReader.Named(type, schedule).FirstOrDefault();
        ISymbol[] members = [.. rate is null ? fields : fields.Append(rate).Distinct(SymbolEqualityComparer.Default)];

        // An attribute of the getter alone says the same of its use.
        ISymbol[] used = [.. rate is IPropertySymbol { GetMethod: { } getter } ? members.Append(getter) : members];

        // The types that are named: those of gradients, and the nearest base class that is optimized.
        IEnumerable<ITypeSymbol> named = parameters.Select(p => TypeOf(type.GetMembers(p.Name)[0]))
            .Concat(sums ? parts.SelectMany(p => type.GetMembers(p.Name)).Select(TypeOf) : [])
            .Append(TypeHierarchyReader.OptimizedBases(type).FirstOrDefault())
            .OfType<ITypeSymbol>();

        ISymbol[] around = [.. Declarations.Outermost(type)];
        bool isObsolete = IsObsolete(type);
        bool isExperimental = around.Any(s => ExperimentalOf(s) is not null);
        bool isPreview = around.Any(IsPreview);
        ObsoleteMember[] errors = isObsolete ? [] : [.. members.Where(m => IsError(m) || m is IPropertySymbol { GetMethod: { } read } && IsError(read)).Select(m => Create(m, isValue: ReferenceEquals(m, rate)))];
        IEnumerable<string> warnings = used.Concat(named.SelectMany(Parts).Distinct(SymbolEqualityComparer.Default))
            .SelectMany(s => new[] { isObsolete || IsError(s) ? null : ObsoleteOf(s), isExperimental ? null : ExperimentalOf(s), isPreview || !IsPreview(s) ? null : "CA2252" })
            .Concat(errors.Length > 0 ? ["CS0612"] : [])
            .Concat(IsClsCompliant(type) ? ClsWarnings(type, hierarchy, parameters, parts, sums) : [])
            .Concat(IsWithinBase(type) ? ["CS0108"] : [])
            .Concat(fields.Any(HoldsNullableArrays) ? ["CS8602", "CS8604", "CS8619"] : [])
            .OfType<string>();
        return (warnings.Distinct().OrderBy(id => id, StringComparer.Ordinal).ToEquatableArray(), errors.ToEquatableArray());
    }

    /// <summary>Whether all code in a type is obsolete.</summary>
    public static bool IsObsolete(INamedTypeSymbol type) => Declarations.Outermost(type).Any(t => t.Attribute(Obsolete) is not null);

    /// <summary>Whether code that is not obsolete cannot name a type.</summary>
    public static bool IsForbidden(ITypeSymbol type) => Parts(type).Any(IsError);

    /// <summary>Whether a use of the symbol is an error outside of obsolete code.</summary>
    public static bool IsError(ISymbol symbol) => symbol.Attribute(Obsolete) is { } attribute && attribute.ConstructorArguments is [_, { Value: true }];

    private static ObsoleteMember Create(ISymbol member, bool isValue) =>
        new(member.Name, TypeOf(member)!.ToDisplayString(TypeFormat), member.IsStatic, isValue ? "" : member is IFieldSymbol { IsReadOnly: true } ? "ref readonly " : "ref ");

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    // A type and those that it is made of, or stands in.
    private static IEnumerable<ISymbol> Parts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts).Concat(named.ContainingType is { } outer ? Parts(outer) : []).Prepend(named),
        _ => [],
    };

    private static string? ObsoleteOf(ISymbol symbol)
    {
        if (symbol.Attribute(Obsolete) is not { } attribute)
            return null;
        string? id = attribute.NamedArguments.FirstOrDefault(a => a.Key == "DiagnosticId").Value.Value as string;
        return string.IsNullOrWhiteSpace(id) ? attribute.ConstructorArguments is [{ Value: not null }, ..] ? "CS0618" : "CS0612" : Identifier(id!);
    }

    // What an assembly or a module says holds for all that is in it.
    private static string? ExperimentalOf(ISymbol symbol) =>
        symbol.Attribute(Experimental) is { } own ? Id(own) : ModuleOf(symbol)?.ExperimentalId;

    private static string? Id(AttributeData? experimental) => experimental?.ConstructorArguments is [{ Value: string id }] ? Identifier(id) : null;

    private static ModuleMarks? ModuleOf(ISymbol symbol) => symbol.ContainingModule is { } module ? Modules.GetValue(module, ReadModule) : null;

    private static ModuleMarks ReadModule(IModuleSymbol module) => new(
        Id(module.Attribute(Experimental) ?? module.ContainingAssembly?.Attribute(Experimental)),
        module.ContainingAssembly?.Attribute(PreviewFeatures) is not null);

    // There it sees the private members of its base class, which generated ones of the same name hide.
    private static bool IsWithinBase(INamedTypeSymbol type) =>
        Declarations.Outermost(type).Any(around => TypeHierarchyReader.OptimizedBases(type).Any(b => SymbolEqualityComparer.Default.Equals(b.OriginalDefinition, around.OriginalDefinition)));

    // Whether arrays within an array may be null by their type. A step refuses those that are.
    private static bool HoldsNullableArrays(ISymbol field)
    {
        for (ITypeSymbol? type = TypeOf(field); type is IArrayTypeSymbol { ElementType: var element }; type = element)
        {
            if (element is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated })
                return true;
        }

        return false;
    }

    private static bool IsPreview(ISymbol symbol) => symbol.Attribute(PreviewFeatures) is not null || ModuleOf(symbol) is { IsPreview: true };

    // A pragma takes no other.
    private static string? Identifier(string id) => SyntaxFacts.IsValidIdentifier(id) ? id : null;

    private static bool IsClsCompliant(INamedTypeSymbol type) =>
        Declarations.Outermost(type).All(t => t.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
        && Declarations.Outermost(type).Reverse<ISymbol>().Append(type.ContainingModule).Append(type.ContainingAssembly)
            .Select(s => s.Attribute(ClsCompliant)).FirstOrDefault(a => a is not null)?.ConstructorArguments is [{ Value: true }];

    // FusedOpt's own types do not claim compliance; a gradient has the name of its parameter, whatever that is.
    private static IEnumerable<string> ClsWarnings(INamedTypeSymbol type, TypeHierarchy hierarchy, IEnumerable<ParameterField> parameters, IEnumerable<SubmodelField> parts, bool sums)
    {
        string[] names = [.. parameters.Where(p => p.IsPublic).Select(p => p.Name).Concat(parts.Where(p => sums && p.IsPublic).Select(p => p.Name))];
        if (hierarchy.IsOpen && hierarchy.ExposesHooks)
        {
            yield return "CS3001";
            yield return "CS3024";
        }

        if (hierarchy.Base is not null)
        {
            yield return "CS3002";
            yield return "CS3009";
        }

        if (parameters.Any(p => p is { IsSparse: true, IsPublic: true }) || (sums && parts.Any(p => p.IsPublic)))
            yield return "CS3003";
        if (names.Select(n => n.ToUpperInvariant()).Distinct().Count() < names.Length || type.MemberNames.Any(m => GeneratedMemberNames.IsLike(m)))
            yield return "CS3005";
        if (names.Any(n => n.StartsWith("_", StringComparison.Ordinal)))
            yield return "CS3008";
    }

    // What an assembly and its module say of all that is in them.
    private sealed record ModuleMarks(string? ExperimentalId, bool IsPreview);
}
