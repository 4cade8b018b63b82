using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.CodeFixes.Refactorings;

/// <summary>Makes a parameter in a field a partial property, whose memory the generated code owns.</summary>
/// <remarks>Not offered if a use of the field would not compile: a property has no reference, and a span is no array.</remarks>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(FieldToPropertyRefactoring)), Shared]
public sealed class FieldToPropertyRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { } field
            || field.Declaration.Variables is not [var variable]
            || field.Parent is not ClassDeclarationSyntax declaration
            || field.Modifiers.Any(m => m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ConstKeyword or SyntaxKind.FixedKeyword)
            || field.Modifiers.Any(m => m.Kind() is SyntaxKind.VolatileKeyword or SyntaxKind.NewKeyword)
            || Attributes.Has(field, "Frozen"))
            return;
        SemanticModel? model = await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model?.GetDeclaredSymbol(variable, cancellation) is not IFieldSymbol symbol
            || !symbol.ContainingType.GetAttributes().Any(a => a.AttributeClass.IsOurs("Optimize"))
            || field.ContainsDiagnostics
            || !ParameterProperty.HasOurAttributesAlone(symbol))
            return;
        string? change = ParameterProperty.IsNumber(symbol.Type) ? OfNumber(field, symbol, declaration, model)
            : symbol.Type is IArrayTypeSymbol { Rank: 1 } array && ParameterProperty.IsNumber(array.ElementType)
                ? OfArray(field, array, symbol, model)
            : null;
        if (change is null)
            return;
        Solution solution = context.Document.Project.Solution;
        bool compiles = ParameterProperty.IsNumber(symbol.Type)
            ? await MemberUse.AreValuesAsync(symbol, solution, cancellation).ConfigureAwait(false)
            : await MemberUse.AreElementsAsync(symbol, solution, cancellation).ConfigureAwait(false);
        if (!compiles)
            return;
        context.RegisterRefactoring(CodeAction.Create(
            $"Make '{symbol.Name}' a partial property",
            _ => Task.FromResult(context.Document.WithSyntaxRoot(
                root.ReplaceNode(declaration, Change(declaration, field, change, IsArray(symbol), model)))),
            equivalenceKey: nameof(FieldToPropertyRefactoring)));
    }

    private static bool IsArray(IFieldSymbol symbol) => symbol.Type is IArrayTypeSymbol;

    // Returns [Parameter] as it is to be written; null if the field cannot become a property.
    private static string? OfNumber(
        FieldDeclarationSyntax field, IFieldSymbol symbol, ClassDeclarationSyntax declaration, SemanticModel model)
    {
        ExpressionSyntax? value = field.Declaration.Variables[0].Initializer?.Value;
        bool isAssigned = value is null
            || Constructors.IsDefault(value, model)
            || Constructors.CanAssign(declaration, symbol.ContainingType);
        return isAssigned && !symbol.IsReadOnly && ParameterProperty.CanOwn(symbol.ContainingType, symbol.Type)
            ? Attributes.Write("Parameter", field.SpanStart, model)
            : null;
    }

    // The length of the array becomes the dimension of the span, unless [Parameter] has dimensions already.
    private static string? OfArray(FieldDeclarationSyntax field, IArrayTypeSymbol array, IFieldSymbol symbol, SemanticModel model)
    {
        ExpressionSyntax? length = field.Declaration.Variables[0].Initializer?.Value switch
        {
            ArrayCreationExpressionSyntax { Initializer: null, Type.RankSpecifiers: [{ Sizes: [var size] }] } => size,
            _ => null,
        };
        return length is not null
            && model.GetConstantValue(length) is { HasValue: true, Value: int and > 0 }
            && ParameterProperty.CanOwn(symbol.ContainingType, array.ElementType)
                ? $"{Attributes.Write("Parameter", field.SpanStart, model)}({length})"
                : null;
    }

    private static TypeDeclarationSyntax Change(
        ClassDeclarationSyntax declaration, FieldDeclarationSyntax field, string attribute, bool isArray, SemanticModel model)
    {
        VariableDeclaratorSyntax variable = field.Declaration.Variables[0];
        string modifiers = string.Concat(field.Modifiers.Where(m => !m.IsKind(SyntaxKind.ReadOnlyKeyword)).Select(m => m.Text + " "));
        string type = isArray
            ? $"{Span(field, model)}<{((ArrayTypeSyntax)field.Declaration.Type).ElementType.WithoutTrivia()}>"
            : field.Declaration.Type.WithoutTrivia().ToString();
        string accessors = isArray ? "{ get; }" : "{ get; set; }";
        SyntaxToken first = field.AttributeLists.Count == 0
            ? field.GetFirstToken()
            : field.AttributeLists.Last().GetLastToken().GetNextToken();
        var property = (PropertyDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
            $"{modifiers}partial {type} {variable.Identifier.Text} {accessors}")!;
        property = property.WithLeadingTrivia(first.LeadingTrivia)
            .WithAttributeLists(field.AttributeLists)
            .WithTrailingTrivia(field.GetTrailingTrivia());
        property = AddDimension(property, attribute, isArray);

        ExpressionSyntax? value = variable.Initializer?.Value;
        TypeDeclarationSyntax changed = declaration.ReplaceNode(field, property);
        return value is null || isArray || Constructors.IsDefault(value, model)
            ? changed
            : Constructors.Assign(changed, variable.Identifier.Text, value.WithoutTrivia());
    }

    private static string Span(FieldDeclarationSyntax field, SemanticModel model) =>
        model.LookupNamespacesAndTypes(field.SpanStart, name: "Span").Any(s => s.ContainingNamespace?.ToDisplayString() == "System")
            ? "Span"
            : "global::System.Span";

    // An attribute that is there already keeps its named arguments, and its dimensions if it has some.
    private static PropertyDeclarationSyntax AddDimension(PropertyDeclarationSyntax property, string attribute, bool isArray)
    {
        if (property.AttributeLists.SelectMany(l => l.Attributes).FirstOrDefault(a => Attributes.IsNamed(a, "Parameter")) is not { } own)
            return Attributes.With(property, attribute);
        AttributeArgumentListSyntax? given = own.ArgumentList;
        if (!isArray || given?.Arguments.Any(a => a.NameEquals is null) == true)
            return property;
        AttributeArgumentSyntax length = SyntaxFactory.ParseCompilationUnit($"[{attribute}] class C;").Members[0].AttributeLists[0]
            .Attributes[0].ArgumentList!.Arguments[0];
        string rest = given is null ? "" : string.Concat(given.Arguments.Select(a => ", " + a.WithoutTrivia()));
        AttributeArgumentListSyntax all = SyntaxFactory.ParseAttributeArgumentList($"({length}{rest})")!;
        return property.ReplaceNode(own, own.WithArgumentList(all));
    }
}
