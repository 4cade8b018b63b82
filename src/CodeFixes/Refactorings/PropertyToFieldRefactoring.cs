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

/// <summary>Makes a partial property marked [Parameter] a field.</summary>
/// <remarks>
/// Not offered if a use of the property would not compile, or if the class would lose members that are used: those over all memory that it
/// owns.
/// </remarks>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(PropertyToFieldRefactoring)), Shared]
public sealed class PropertyToFieldRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property
            || !ParameterProperty.IsAutomatic(property)
            || property.AccessorList!.Accessors.Any(a => a.Modifiers.Count > 0))
            return;
        SemanticModel? model = await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model?.GetDeclaredSymbol(property, cancellation) is not { } symbol
            || !ParameterProperty.IsOwned(symbol)
            || ParameterProperty.IsRequired(symbol)
            || !ParameterProperty.HasOurAttributesAlone(symbol))
            return;
        bool isNumber = ParameterProperty.IsNumber(symbol.Type);
        string? value = isNumber ? null : Array(property, symbol);
        if (!isNumber && value is null)
            return;
        Solution solution = context.Document.Project.Solution;
        string type = isNumber ? property.Type.WithoutTrivia().ToString() : ElementOf(symbol) + "[]";
        FieldDeclarationSyntax field = FieldDeclaration.Create(property, type, value, isReadOnly: false);
        Document changed = context.Document.WithSyntaxRoot(root.ReplaceNode(property, field));
        bool compiles = (isNumber || await MemberUse.AreElementsAsync(symbol, solution, cancellation).ConfigureAwait(false))
            && (OwnsMore(symbol) || await CompilesAsync(changed, cancellation).ConfigureAwait(false));
        if (!compiles)
            return;
        context.RegisterRefactoring(CodeAction.Create(
            $"Make '{symbol.Name}' a field", _ => Task.FromResult(changed), equivalenceKey: nameof(PropertyToFieldRefactoring)));
    }

    // A class that owns no memory any more loses the spans over all of it and the method that frees it, which a using calls unseen.
    private static bool OwnsMore(IPropertySymbol symbol) =>
        symbol.ContainingType.GetMembers().OfType<IPropertySymbol>().Count(ParameterProperty.IsOwned) > 1;

    private static async Task<bool> CompilesAsync(Document document, CancellationToken cancellation) =>
        await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is { } compilation
        && compilation.GetDiagnostics(cancellation).All(d => d.Severity != DiagnosticSeverity.Error);

    private static bool IsSimple(ExpressionSyntax dimension) =>
        dimension is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax;

    private static string ElementOf(IPropertySymbol symbol) =>
        ParameterProperty.SpanElement(symbol.Type)!.SpecialType == SpecialType.System_Single ? "float" : "double";

    // Returns the array that holds as many elements as the dimensions say; null if they are not written one by one.
    private static string? Array(PropertyDeclarationSyntax property, IPropertySymbol symbol)
    {
        AttributeSyntax? own = property.AttributeLists
            .SelectMany(l => l.Attributes)
            .FirstOrDefault(a => Attributes.IsNamed(a, "Parameter"));
        ExpressionSyntax[] dimensions =
            [.. (own?.ArgumentList?.Arguments ?? default).Where(a => a is { NameEquals: null, NameColon: null }).Select(a => a.Expression)];
        bool areAll = symbol.GetAttributes().First(a => a.AttributeClass.IsOurs("Parameter")).ConstructorArguments
            is [{ Kind: TypedConstantKind.Array } all] ? all.Values.Length == dimensions.Length : dimensions.Length is 1 or 2;
        if (dimensions.Length == 0 || !areAll || ParameterProperty.SpanElement(symbol.Type) is null)
            return null;
        string product = string.Join(" * ", dimensions.Select(d => IsSimple(d) || dimensions.Length == 1 ? d.ToString() : $"({d})"));
        return $"new {ElementOf(symbol)}[{product}]";
    }
}
