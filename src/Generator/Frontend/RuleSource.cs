using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the bodies of methods and the initializers of constants of a rule's class.</summary>
/// <param name="diagnostics">Takes the error of a method without a body.</param>
/// <param name="rule">The class of the rule.</param>
/// <param name="compilation">The project of the rule.</param>
internal sealed class RuleSource(DiagnosticBag diagnostics, INamedTypeSymbol rule, Compilation compilation)
{
    /// <summary>The name of what is read, at the beginning of a sentence.</summary>
    public string Title { get; } = RuleForm.FindAll(rule).FirstOrDefault()?.Title ?? "A function of a loss";

    /// <summary>The type in C# that stands for elements: float in a rule.</summary>
    public SpecialType Element { get; init; } = SpecialType.System_Single;

    /// <summary>Returns the body of a method, a block or an expression; null if the method is refused.</summary>
    public IOperation? Body(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
            return null;
        SyntaxNode? body = (SyntaxNode?)syntax.Body ?? syntax.ExpressionBody?.Expression;
        if (body is null)
        {
            string advice = method.IsPartialDefinition ? " where it is declared first; write it once, without partial" : "; give it one";
            string problem = $"{method.Name} of '{rule.Name}' has no body{advice}";
            diagnostics.Add(Descriptors.RuleSignature, method.Locations[0], problem);
        }
        else if (!syntax.ContainsDiagnostics
            && compilation.GetSemanticModel(body.SyntaxTree).GetOperation(body, cancellation) is { } operation)
        {
            return operation;
        }

        diagnostics.AddCompilerError();
        return null;
    }

    /// <summary>Returns the initializer of a constant, unevaluated: 1f / 3f is a third in the element type, and not in float.</summary>
    public IOperation? Initializer(IFieldSymbol constant, CancellationToken cancellation) =>
        constant.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer: { } initializer }
            ? Operation(initializer, cancellation)?.Value
            : null;

    private IFieldInitializerOperation? Operation(SyntaxNode initializer, CancellationToken cancellation) =>
        compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer, cancellation) as IFieldInitializerOperation;
}
