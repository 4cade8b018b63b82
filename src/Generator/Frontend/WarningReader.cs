using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Reads the warnings and errors that attributes of the user's cause in generated code, which names members and types with such attributes.
/// </summary>
internal static class WarningReader
{
    private const string Obsolete = "System.ObsoleteAttribute";
    private const string Experimental = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";
    private const string PreviewFeatures = "System.Runtime.Versioning.RequiresPreviewFeaturesAttribute";
    private const string ClsCompliant = "System.CLSCompliantAttribute";

    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly ConditionalWeakTable<IModuleSymbol, ModuleMarks> Modules = new();

    /// <summary>Returns the ids of the warnings, and the members whose use is an error.</summary>
    public static (EquatableArray<string> Warnings, EquatableArray<ObsoleteMember> Errors) Read(
        INamedTypeSymbol type,
        TypeHierarchy hierarchy,
        IEnumerable<ParameterField> parameters,
        IEnumerable<SubmodelField> parts,
        bool sums,
        string? schedule)
    {
        IEnumerable<string> names = parameters.Where(p => !p.IsOwned).Select(p => p.Name).Concat(parts.Select(p => p.Name));
        ISymbol[] fields = [.. names.SelectMany(n => type.GetMembers(n)).Where(m => m is IFieldSymbol)];
        ISymbol? rate = schedule is null ? null : ScheduleReader.Named(type, schedule).FirstOrDefault();
        ISymbol[] members = [.. rate is null ? fields : fields.Append(rate).Distinct(SymbolEqualityComparer.Default)];

        // An attribute of the getter alone says the same of the getter's use.
        ISymbol[] used = [.. rate is IPropertySymbol { GetMethod: { } getter } ? members.Append(getter) : members];

        // The generated code names the types of gradients, and the nearest base class that is optimized.
        IEnumerable<ITypeSymbol> named = parameters.Select(p => TypeOf(InheritedParameters.Member(type, p.Name)!))
            .Concat(sums ? parts.SelectMany(p => type.GetMembers(p.Name)).Select(TypeOf) : [])
            .Append(TypeHierarchyReader.OptimizedBases(type).FirstOrDefault())
            .OfType<ITypeSymbol>();

        ISymbol[] around = [.. Declarations.Outermost(type)];
        bool isObsolete = IsObsolete(type);
        bool isExperimental = around.Any(s => ExperimentalOf(s) is not null);
        bool isPreview = around.Any(IsPreview);
        bool IsErrorToRead(ISymbol member) => IsError(member) || member is IPropertySymbol { GetMethod: { } read } && IsError(read);
        ObsoleteMember[] errors = isObsolete
            ? []
            : [.. members.Where(IsErrorToRead).Select(m => Create(m, isValue: ReferenceEquals(m, rate)))];
        string?[] WarningsOf(ISymbol symbol) =>
        [
            isObsolete || IsError(symbol) ? null : ObsoleteOf(symbol),
            isExperimental ? null : ExperimentalOf(symbol),
            isPreview || !IsPreview(symbol) ? null : "CA2252",
        ];
        IEnumerable<string> warnings = used.Concat(named.SelectMany(Parts).Distinct(SymbolEqualityComparer.Default))
            .SelectMany(WarningsOf)
            .Concat(errors.Length > 0 ? ["CS0612"] : [])
            .Concat(IsClsCompliant(type) ? ClsWarnings(type, hierarchy, parameters, parts, sums) : [])
            .Concat(InheritedParameters.Find(type).Any(p => p.Attribute(Obsolete) is not null) && !isObsolete ? ["CS0672"] : [])
            .Concat(IsWithinBase(type) ? ["CS0108"] : [])
            .Concat(fields.Any(HoldsNullableArrays) ? ["CS8602", "CS8604", "CS8619"] : [])
            .OfType<string>();
        return (warnings.Distinct().OrderBy(id => id, StringComparer.Ordinal).ToEquatableArray(), errors.ToEquatableArray());
    }

    /// <summary>Returns true if all code in a type is obsolete.</summary>
    public static bool IsObsolete(INamedTypeSymbol type) =>
        Declarations.Outermost(type).Any(t => t.Attribute(Obsolete) is not null);

    /// <summary>Returns true if code that is not obsolete cannot name a type.</summary>
    public static bool IsForbidden(ITypeSymbol type) => Parts(type).Any(IsError);

    /// <summary>Returns true if a use of the symbol is an error outside of obsolete code.</summary>
    public static bool IsError(ISymbol symbol) =>
        symbol.Attribute(Obsolete) is { } attribute && attribute.ConstructorArguments is [_, { Value: true }];

    private static ObsoleteMember Create(ISymbol member, bool isValue)
    {
        string reference = isValue ? "" : member is IFieldSymbol { IsReadOnly: true } ? "ref readonly " : "ref ";
        return new(member.Name, TypeOf(member)!.ToDisplayString(TypeFormat), member.IsStatic, reference);
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    // Returns a type, the types that it is made of, and the types that it is nested in.
    private static IEnumerable<ISymbol> Parts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments
            .SelectMany(Parts)
            .Concat(named.ContainingType is { } outer ? Parts(outer) : [])
            .Prepend(named),
        _ => [],
    };

    private static string? ObsoleteOf(ISymbol symbol)
    {
        if (symbol.Attribute(Obsolete) is not { } attribute)
            return null;
        string? id = attribute.NamedArguments.FirstOrDefault(a => a.Key == "DiagnosticId").Value.Value as string;
        if (!string.IsNullOrWhiteSpace(id))
            return Identifier(id!);
        return attribute.ConstructorArguments is [{ Value: not null }, ..] ? "CS0618" : "CS0612";
    }

    // An attribute of an assembly or a module holds for everything in it.
    private static string? ExperimentalOf(ISymbol symbol) =>
        symbol.Attribute(Experimental) is { } own ? Id(own) : ModuleOf(symbol)?.ExperimentalId;

    private static string? Id(AttributeData? experimental) =>
        experimental?.ConstructorArguments is [{ Value: string id }] ? Identifier(id) : null;

    private static ModuleMarks? ModuleOf(ISymbol symbol) =>
        symbol.ContainingModule is { } module ? Modules.GetValue(module, ReadModule) : null;

    private static ModuleMarks ReadModule(IModuleSymbol module) => new(
        Id(module.Attribute(Experimental) ?? module.ContainingAssembly?.Attribute(Experimental)),
        module.ContainingAssembly?.Attribute(PreviewFeatures) is not null);

    // Within its base class, a type sees the private members of the base class. Generated members of the same name hide them.
    private static bool IsWithinBase(INamedTypeSymbol type)
    {
        bool IsBase(INamedTypeSymbol around) => TypeHierarchyReader.OptimizedBases(type)
            .Any(b => SymbolEqualityComparer.Default.Equals(b.OriginalDefinition, around.OriginalDefinition));
        return Declarations.Outermost(type).Any(IsBase);
    }

    // Returns true if arrays within an array may be null by their type. A step refuses arrays that are null.
    private static bool HoldsNullableArrays(ISymbol field)
    {
        for (ITypeSymbol? type = TypeOf(field); type is IArrayTypeSymbol { ElementType: var element }; type = element)
        {
            if (element is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated })
                return true;
        }

        return false;
    }

    private static bool IsPreview(ISymbol symbol) =>
        symbol.Attribute(PreviewFeatures) is not null || ModuleOf(symbol) is { IsPreview: true };

    // A pragma takes only identifiers.
    private static string? Identifier(string id) => SyntaxFacts.IsValidIdentifier(id) ? id : null;

    private static bool IsClsCompliant(INamedTypeSymbol type)
    {
        bool IsExposed(INamedTypeSymbol t) =>
            t.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
        if (!Declarations.Outermost(type).All(IsExposed))
            return false;
        AttributeData? nearest = Declarations.Outermost(type).Reverse<ISymbol>()
            .Append(type.ContainingModule)
            .Append(type.ContainingAssembly)
            .Select(s => s.Attribute(ClsCompliant))
            .FirstOrDefault(a => a is not null);
        return nearest?.ConstructorArguments is [{ Value: true }];
    }

    // FusedOpt's own types do not claim compliance. A gradient has the name of its parameter, compliant or not.
    private static IEnumerable<string> ClsWarnings(
        INamedTypeSymbol type,
        TypeHierarchy hierarchy,
        IEnumerable<ParameterField> parameters,
        IEnumerable<SubmodelField> parts,
        bool sums)
    {
        IEnumerable<string> ofParts = parts.Where(p => sums && p.IsPublic).Select(p => p.Name);
        string[] names = [.. parameters.Where(p => p.IsPublic).Select(p => p.Name).Concat(ofParts)];
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
        bool differInCase = names.Select(n => n.ToUpperInvariant()).Distinct().Count() < names.Length;
        if (differInCase || type.MemberNames.Any(m => GeneratedMemberNames.IsLike(m)))
            yield return "CS3005";
        if (names.Any(n => n.StartsWith("_", StringComparison.Ordinal)))
            yield return "CS3008";
    }

    // The attributes of an assembly and its module, which hold for everything in them.
    private sealed record ModuleMarks(string? ExperimentalId, bool IsPreview);
}
