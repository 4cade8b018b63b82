using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace FusedOpt.CodeFixes.Infrastructure;

/// <summary>Moves the initializer of a member into constructors, since a partial property cannot have one.</summary>
internal static class Constructors
{
    /// <summary>Returns true if every constructor of a class can assign a member first.</summary>
    public static bool CanAssign(TypeDeclarationSyntax declaration, INamedTypeSymbol type) =>
        declaration is ClassDeclarationSyntax
        && type.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared).All(c =>
            c.DeclaringSyntaxReferences is [var reference]
            && reference.GetSyntax() is ConstructorDeclarationSyntax written
            && written.Parent == declaration
            && (written.Body is not null || Delegates(written)));

    /// <summary>Returns a class whose constructors assign a member first. A class without constructors gains one.</summary>
    public static TypeDeclarationSyntax Assign(TypeDeclarationSyntax declaration, string name, ExpressionSyntax value)
    {
        ConstructorDeclarationSyntax[] all =
            [.. declaration.Members.OfType<ConstructorDeclarationSyntax>().Where(c => !c.Modifiers.Any(SyntaxKind.StaticKeyword))];
        return all.Length > 0
            ? declaration.ReplaceNodes(all.Where(c => !Delegates(c) && c.Body is not null), (_, c) => Assign(c, name, value))
            : Add(declaration, name, value);
    }

    /// <summary>Returns true if an initializer gives the value that a member has without it.</summary>
    public static bool IsDefault(ExpressionSyntax value, SemanticModel model) =>
        model.GetConstantValue(value) is { HasValue: true, Value: 0 or 0L or 0f or 0d } zero && !IsNegative(zero.Value);

    private static bool IsNegative(object? zero) =>
        zero is double wide && System.BitConverter.DoubleToInt64Bits(wide) < 0 || zero is float narrow && 1 / narrow < 0;

    private static bool Delegates(ConstructorDeclarationSyntax constructor) =>
        constructor.Initializer is { RawKind: (int)SyntaxKind.ThisConstructorInitializer };

    private static ConstructorDeclarationSyntax Assign(ConstructorDeclarationSyntax constructor, string name, ExpressionSyntax value)
    {
        IEnumerable<SyntaxToken> declared = constructor.DescendantNodes().Select(n => n switch
        {
            ParameterSyntax parameter => parameter.Identifier,
            VariableDeclaratorSyntax variable => variable.Identifier,
            SingleVariableDesignationSyntax designation => designation.Identifier,
            _ => default,
        });
        string target = declared.Any(d => d.ValueText == name) ? "this." + name : name;
        return constructor.WithBody(constructor.Body!.WithStatements(constructor.Body.Statements.Insert(0, Statement(target, value))));
    }

    private static StatementSyntax Statement(string target, ExpressionSyntax value) =>
        SyntaxFactory.ParseStatement($"{target} = {value};")
            .WithLeadingTrivia(SyntaxFactory.ElasticMarker)
            .WithTrailingTrivia(SyntaxFactory.ElasticEndOfLine("\n"))
            .WithAdditionalAnnotations(Formatter.Annotation);

    // The constructor stands behind the fields and properties.
    private static TypeDeclarationSyntax Add(TypeDeclarationSyntax declaration, string name, ExpressionSyntax value)
    {
        string access = declaration.Modifiers.Any(SyntaxKind.AbstractKeyword) ? "protected" : "public";
        string text = $"\n{access} {declaration.Identifier.Text}()\n{{\n{name} = {value};\n}}\n";

        // A type that is being typed may have no name yet.
        if (SyntaxFactory.ParseMemberDeclaration(text) is not ConstructorDeclarationSyntax constructor)
            return declaration;
        int last = declaration.Members.LastIndexOf(m => m is FieldDeclarationSyntax or PropertyDeclarationSyntax);
        return declaration.WithMembers(
            declaration.Members.Insert(last + 1, constructor.WithAdditionalAnnotations(Formatter.Annotation)));
    }
}
