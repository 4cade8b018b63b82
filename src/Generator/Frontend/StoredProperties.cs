using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>The properties of a class that keep their values in fields of the compiler's. No step reaches such fields.</summary>
internal sealed class StoredProperties
{
    private readonly INamedTypeSymbol _type;
    private readonly Dictionary<ISymbol, IFieldSymbol> _fields = new(SymbolEqualityComparer.Default);

    public StoredProperties(INamedTypeSymbol type)
    {
        _type = type;
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field is { IsStatic: false, AssociatedSymbol: IPropertySymbol property } && Declarations.IsOwn(property))
                _fields[property] = field;
        }
    }

    /// <summary>The properties that store numbers or models and that no attribute explains.</summary>
    public IEnumerable<IPropertySymbol> PassedOver => _type.GetMembers().OfType<IPropertySymbol>()
        .Where(p => _fields.ContainsKey(p) && !IsFrozen(p) && !IsMarked(p) && (IsNumeric(p.Type) || Contents.HoldModels(p.Type)));

    /// <summary>Returns true if the property, or the compiler's field of the property, carries an attribute of parameters.</summary>
    public bool IsMarked(IPropertySymbol property) =>
        _fields.TryGetValue(property, out IFieldSymbol field)
        && Names.OfParameters.Any(a => property.Attribute(a) is not null || field.Attribute(a) is not null);

    /// <summary>Returns true if the property says that it does not learn.</summary>
    public bool IsFrozen(IPropertySymbol property) =>
        property.Attribute(Names.Frozen) is not null
        || (_fields.TryGetValue(property, out IFieldSymbol field) && field.Attribute(Names.Frozen) is not null);

    /// <summary>Returns true if a parameter of a record declares the property.</summary>
    public static bool IsPositional(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ParameterSyntax);

    /// <summary>Warns of each property whose numbers or models no step reaches.</summary>
    public void Report(DiagnosticBag diagnostics)
    {
        foreach (IPropertySymbol property in PassedOver)
        {
            string what = IsPositional(property) ? "a property of a positional record" : "a property";
            string frozen = IsPositional(property) ? "[property: Frozen]" : "[Frozen]";
            Location? location = property.Locations.FirstOrDefault();
            if (Contents.HoldModels(property.Type))
                diagnostics.Add(Descriptors.ModelInProperty, location, property.Name, what, _type.Name, frozen);
            else
                diagnostics.Add(Descriptors.NumberInProperty, location, property.Name, what, _type.Name, Instead(property), frozen);
        }
    }

    private string Instead(IPropertySymbol property) =>
        _type.IsRecord || _type.IsValueType || IsPositional(property)
            ? "declare a field"
            : "declare a field, or a partial property marked [Parameter],";

    private static bool IsNumeric(ITypeSymbol type) => StorageReader.Read(type) is not null || Contents.HoldNumbers(type);
}
