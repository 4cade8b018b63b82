using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.CodeFixes.Infrastructure;

/// <summary>Partial properties marked [Parameter], and the fields and properties that can become one.</summary>
internal static class ParameterProperty
{
    /// <summary>Returns true if a type is that of a single number.</summary>
    public static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>Returns the element type if a type is a span of numbers; otherwise null.</summary>
    public static ITypeSymbol? SpanElement(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Span", Arity: 1 } span
        && span.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
        && IsNumber(span.TypeArguments[0])
            ? span.TypeArguments[0]
            : null;

    /// <summary>Returns true if an instance of a class may own memory, and all other partial properties have the element type.</summary>
    public static bool CanOwn(INamedTypeSymbol type, ITypeSymbol element) =>
        type is { TypeKind: TypeKind.Class, IsRecord: false }
        && type.GetMembers().OfType<IPropertySymbol>().Where(IsOwned).All(p =>
            SymbolEqualityComparer.Default.Equals(SpanElement(p.Type) ?? p.Type, element));

    /// <summary>Returns true if a property is partial and marked [Parameter].</summary>
    public static bool IsOwned(IPropertySymbol property) =>
        property.IsPartialDefinition && property.GetAttributes().Any(a => a.AttributeClass.IsOurs("Parameter"));

    /// <summary>Returns true if a property is an instance property whose accessors the compiler writes.</summary>
    public static bool IsAutomatic(PropertyDeclarationSyntax property) =>
        property is { ExpressionBody: null, ExplicitInterfaceSpecifier: null, AccessorList: { } list, ContainsDiagnostics: false }
        && list.Accessors.All(a => a is { Body: null, ExpressionBody: null, AttributeLists.Count: 0 })
        && !property.Modifiers.Any(m =>
            m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.ExternKeyword);

    /// <summary>Returns true if a property stands for a member of an interface or may be overridden, which no field does.</summary>
    public static bool IsRequired(IPropertySymbol property) =>
        property.IsVirtual
        || property.IsAbstract
        || property.IsOverride
        || property.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers()).Any(m =>
            SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(m), property));

    /// <summary>Returns true if a member carries no attributes but those of FusedOpt, which go on fields and properties alike.</summary>
    /// <remarks>The attributes of the generated part go with it.</remarks>
    public static bool HasOurAttributesAlone(ISymbol member) => member.GetAttributes().All(a =>
        a.AttributeClass.IsOurs() || MemberUse.IsGenerated(a.ApplicationSyntaxReference?.SyntaxTree));

    /// <summary>Returns a property that is partial, has a setter if it is a number, is marked [Parameter] and has no initializer.</summary>
    /// <param name="property">The property.</param>
    /// <param name="isNumber">True for a single number, false for a span.</param>
    /// <param name="attribute">The attribute as it is written there.</param>
    public static PropertyDeclarationSyntax Make(PropertyDeclarationSyntax property, bool isNumber, string attribute)
    {
        SyntaxTriviaList after = property.GetTrailingTrivia();
        AccessorListSyntax accessors = property.AccessorList!.WithTrailingTrivia(after);
        if (isNumber && accessors.Accessors.Count == 1)
        {
            var parsed = (PropertyDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration("int X { get; private set; }")!;
            accessors = parsed.AccessorList!.WithTriviaFrom(accessors);
        }

        PropertyDeclarationSyntax made = property.WithInitializer(null).WithSemicolonToken(default).WithAccessorList(accessors);
        if (!made.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            SyntaxToken word = SyntaxFactory.Token(default, SyntaxKind.PartialKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
            made = made.Modifiers.Count > 0
                ? made.AddModifiers(word)
                : made.WithType(made.Type.WithoutLeadingTrivia()).AddModifiers(word.WithLeadingTrivia(made.Type.GetLeadingTrivia()));
        }

        return Attributes.Has(made, "Parameter") ? made : Attributes.With(made, attribute);
    }

    /// <summary>Returns the property of a name in a declaration of a class; null if there is none.</summary>
    public static PropertyDeclarationSyntax? Find(TypeDeclarationSyntax declaration, string name) => declaration.Members
        .OfType<PropertyDeclarationSyntax>()
        .FirstOrDefault(p => p.ExplicitInterfaceSpecifier is null && p.Identifier.ValueText == name);
}
