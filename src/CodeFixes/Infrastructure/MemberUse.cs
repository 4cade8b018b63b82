using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace FusedOpt.CodeFixes.Infrastructure;

/// <summary>Finds uses of a member that would no longer compile if the member were stored otherwise.</summary>
internal static class MemberUse
{
    /// <summary>Returns true if every use of a field of numbers is one that a property allows: the property has no reference.</summary>
    public static Task<bool> AreValuesAsync(ISymbol number, Solution solution, CancellationToken cancellation) =>
        AllAsync(number, solution, static (use, model) => IsValue(use), cancellation);

    /// <summary>Returns true if every use of an array or span is one that both allow.</summary>
    public static Task<bool> AreElementsAsync(ISymbol array, Solution solution, CancellationToken cancellation) =>
        AllAsync(array, solution, IsElement, cancellation);

    /// <summary>Returns true if a file is a generator's.</summary>
    public static bool IsGenerated(SyntaxTree? tree) => tree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    private delegate bool Test(ExpressionSyntax use, SemanticModel model);

    private static async Task<bool> AllAsync(ISymbol member, Solution solution, Test test, CancellationToken cancellation)
    {
        foreach (ReferencedSymbol found in await SymbolFinder.FindReferencesAsync(member, solution, cancellation).ConfigureAwait(false))
        {
            foreach (ReferenceLocation place in found.Locations)
            {
                // Generated files follow the user's.
                if (IsGenerated(place))
                    continue;
                SyntaxNode? root = await place.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
                SemanticModel? model = await place.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
                if (root is null
                    || model is null
                    || root.FindNode(place.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true)
                        is not ExpressionSyntax name
                    || !test(Whole(name), model))
                    return false;
            }
        }

        return true;
    }

    private static bool IsGenerated(ReferenceLocation place) =>
        place.Document is SourceGeneratedDocument || IsGenerated(place.Location.SourceTree);

    // Returns x.Member for the name of a member, and the name itself where it stands alone.
    private static ExpressionSyntax Whole(ExpressionSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access
        : name.Parent is MemberBindingExpressionSyntax binding ? binding
        : name;

    private static bool IsValue(ExpressionSyntax use) =>
        IsNamed(use)
        || use.Parent is not (RefExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression })
        && use.Parent is not ArgumentSyntax { RefKindKeyword.RawKind: not 0 };

    private static bool IsElement(ExpressionSyntax use, SemanticModel model) => use.Parent switch
    {
        _ when IsNamed(use) => true,
        ElementAccessExpressionSyntax access => access.Expression == use && IsNumber(model.GetTypeInfo(access).Type),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } access => access.Expression == use,
        ForEachStatementSyntax loop => loop.Expression == use && !IsResumable(loop),
        ArgumentSyntax { RefKindKeyword.RawKind: 0 } argument => IsSpanParameter(argument, model),
        _ => false,
    };

    private static bool IsNamed(ExpressionSyntax use) =>
        use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax called } }
        && called.Identifier.ValueText == "nameof";

    private static bool IsNumber(ITypeSymbol? type) => type is not null && ParameterProperty.IsNumber(type);

    // No span lives across an await or a yield.
    private static bool IsResumable(SyntaxNode node) => node.DescendantNodes().Any(n =>
        n is AwaitExpressionSyntax or YieldStatementSyntax or ForEachStatementSyntax { AwaitKeyword.RawKind: not 0 });

    // The type arguments of a generic method would be inferred from the type of the argument.
    private static bool IsSpanParameter(ArgumentSyntax argument, SemanticModel model) =>
        model.GetSymbolInfo(argument.Parent?.Parent ?? argument).Symbol is IMethodSymbol { IsGenericMethod: false }
        && model.GetTypeInfo(argument.Expression).ConvertedType
            is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1, ContainingNamespace.Name: "System" };
}
