using System.Threading;
using FusedOpt.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds what the methods and constants of a rule's class are declared to be.</summary>
/// <param name="diagnostics">Where a method without a body is told.</param>
/// <param name="rule">The class of the rule.</param>
/// <param name="compilation">The project that it belongs to.</param>
internal sealed class RuleSource(DiagnosticBag diagnostics, INamedTypeSymbol rule, Compilation compilation)
{
    /// <summary>The body of a method, a block or an expression; null where it is refused.</summary>
    public IOperation? Body(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
            return null;
        SyntaxNode? body = (SyntaxNode?)syntax.Body ?? syntax.ExpressionBody?.Expression;
        if (body is null)
            diagnostics.Add(Descriptors.RuleSignature, method.Locations[0], $"{method.Name} of '{rule.Name}' has no body{(method.IsPartialDefinition ? " where it is declared first; write it once, without partial" : "; give it one")}");
        else if (!syntax.ContainsDiagnostics && compilation.GetSemanticModel(body.SyntaxTree).GetOperation(body, cancellation) is { } operation)
            return operation;
        diagnostics.AddCompilerError();
        return null;
    }

    /// <summary>What a constant is declared to be: 1f / 3f is a third of the element type, and not of float.</summary>
    public IOperation? Initializer(IFieldSymbol constant, CancellationToken cancellation) =>
        constant.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer: { } initializer }
            ? (compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer, cancellation) as IFieldInitializerOperation)?.Value
            : null;
}
