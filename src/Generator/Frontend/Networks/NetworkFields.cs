using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the parameters that a method on one example can read in a class: those that the class declares or inherits.</summary>
internal static class NetworkFields
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, ParameterField[]> Known = new();

    /// <summary>Returns the parameter that a member of a class is; null if the member is none.</summary>
    public static ParameterField? Find(INamedTypeSymbol type, ISymbol member) =>
        Known.GetValue(type, static t => [.. Read(t)]).FirstOrDefault(p => p.Name == member.Name);

    /// <summary>Returns the properties that an abstract class declares or inherits as parameters of derived classes.</summary>
    public static IEnumerable<IPropertySymbol> Declared(INamedTypeSymbol type) =>
        [.. InheritedParameters.Find(type), .. type.GetMembers().Where(InheritedParameters.IsDeclaration).Cast<IPropertySymbol>()];

    /// <summary>
    /// Returns the reason why generated code cannot read a member of a base class, and what to write instead; null if the code can.
    /// </summary>
    public static (string Construct, string Instead)? Problem(INamedTypeSymbol model, INamedTypeSymbol on, ISymbol member)
    {
        if (SymbolEqualityComparer.Default.Equals(member.ContainingType, on))
        {
            // The generated code stands in the classes that derive from an unmarked class.
            return model.Attribute(Names.Optimize) is null
                && SymbolEqualityComparer.Default.Equals(on, model)
                && member.DeclaredAccessibility == Accessibility.Private
                    ? ($"'{member.Name}', which the classes that derive from '{on.Name}' cannot see",
                        "make it protected: their passes read it")
                    : null;
        }

        // Behind the name of an inherited member, the code may find another one.
        ISymbol? named = InheritedParameters.Member(on, member.Name);
        for (IPropertySymbol? property = named as IPropertySymbol; property is not null; property = property.OverriddenProperty)
        {
            if (SymbolEqualityComparer.Default.Equals(property, member))
                return null;
        }

        return SymbolEqualityComparer.Default.Equals(named, member)
            ? null
            : ($"'{member.Name}' of '{member.ContainingType.Name}', which '{on.Name}' hides by a member of its own", "rename one of them");
    }

    /// <summary>Describes a member that is no parameter, and what to write instead.</summary>
    public static (string Construct, string Instead) Describe(INamedTypeSymbol on, ISymbol member)
    {
        if (InheritedParameters.IsDeclaration(member))
        {
            string construct = $"'{member.Name}', which '{on.Name}' does not have as a parameter";
            return (construct, "leave the property to FusedOpt, or mark the one that implements it [Parameter], and partial");
        }

        ITypeSymbol? type = member is IFieldSymbol field ? field.Type : (member as IPropertySymbol)?.Type;
        return member.ContainingType.Attribute(Names.Optimize) is null && type is not null && Contents.HoldNumbers(type)
            ? ($"'{member.Name}', which is no parameter, since '{member.ContainingType.Name}' is not marked [Optimize]",
                "declare it in an abstract class as [Parameter(rows, columns)] public abstract Span<float>, or in the class that is marked")
            : ($"'{member.Name}', which is no parameter", "hand numbers over as inputs of the method, and make constants const");
    }

    private static IEnumerable<ParameterField> Read(INamedTypeSymbol type)
    {
        IEnumerable<ParameterField> own = type.Attribute(Names.Optimize) is null
            ? Declared(type).Select(p => ParameterReader.Property(p.ContainingType, p, new DiagnosticBag())).OfType<ParameterField>()
            : MemberReader.Read(type, new DiagnosticBag()).Parameters;
        return own.Concat(TypeHierarchyReader.OptimizedBases(type).SelectMany(b => MemberReader.ReadBase(b.OriginalDefinition).Parameters));
    }
}
