using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Reads the statements of an update rule. Each variable stands for the value that it holds at that point. After a branch, a variable with
/// a different value on either side becomes a choice between the two values.
/// </summary>
/// <param name="builder">The program.</param>
/// <param name="diagnostics">Takes the errors.</param>
/// <param name="rule">The class of the rule.</param>
/// <param name="source">Finds the methods and constants of the rule.</param>
/// <param name="bounds">The bounds on the size of the rule.</param>
/// <param name="depth">The number of calls between the body of <c>Update</c> and this body; -1 if methods are applied alone.</param>
/// <param name="isWithinElements">True if elements choose if the body is run.</param>
internal sealed class BodyReader(
    ProgramBuilder builder,
    DiagnosticBag diagnostics,
    INamedTypeSymbol rule,
    RuleSource source,
    ReadingBounds bounds,
    int depth = 0,
    bool isWithinElements = false)
{
    // A method that calls itself has no end; no rule calls this deep otherwise.
    private const int DeepestCall = 16;

    private readonly List<ISymbol> _variables = [];
    private ImmutableDictionary<ISymbol, int> _values = ImmutableDictionary.Create<ISymbol, int>(SymbolEqualityComparer.Default);
    private ExpressionReader? _expressions;

    /// <summary>True if a gradient is taken of the values, so that derivatives of the user's own count.</summary>
    public bool IsDifferentiated { get; init; }

    /// <summary>The requirements of the rule on its hyperparameters.</summary>
    public List<Requirement> Requirements { get; } = [];

    /// <summary>Introduces a variable.</summary>
    public void Declare(ISymbol variable, int value)
    {
        if (!_values.ContainsKey(variable))
            _variables.Add(variable);
        _values = _values.SetItem(variable, value);
    }

    /// <summary>Returns the position of the value that a variable holds now.</summary>
    public int ValueOf(ISymbol variable) => _values[variable];

    /// <summary>Reads the method's body. Returns false if the body is refused.</summary>
    public bool Read(IMethodSymbol method, CancellationToken cancellation) => Body(method, cancellation) switch
    {
        IBlockOperation block => Block(block),
        { } expression => Expression(expression),
        _ => false,
    };

    /// <summary>
    /// Returns the position of a method's result for the values of its arguments, with the derivatives that it names; null if the method
    /// is refused.
    /// </summary>
    public int? Apply(IMethodSymbol method, int[] arguments, CancellationToken cancellation)
    {
        IReadOnlyList<IMethodSymbol>? derivatives = IsDifferentiated ? DerivativeReader.Read(method, diagnostics) : [];
        if (derivatives is null)
            return null;

        // A double of a function on floats is a constant, and has no gradient.
        if (derivatives.Count == 0 || method.ReturnType.SpecialType != source.Element)
            return Call(method, arguments, IsDifferentiated, cancellation);
        if (Call(method, arguments, isDifferentiated: false, cancellation) is not { } result)
            return null;

        // No gradient goes through the body: what the body computes may be computed elsewhere, too, and have a gradient there.
        result = builder.Operation(Op.StopGradient, result);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (Call(derivatives[i], arguments, isDifferentiated: false, cancellation) is not { } slope)
                return null;
            result = builder.Operation(Op.Surrogate, result, arguments[i], slope);
        }

        return result;
    }

    // A derivative is not differentiated, so that in it the function itself is a function like any other.
    private int? Call(IMethodSymbol method, int[] arguments, bool isDifferentiated, CancellationToken cancellation)
    {
        var body = new BodyReader(builder, diagnostics, rule, source, bounds, depth + 1, _expressions?.IsWithinElements ?? isWithinElements)
        {
            IsDifferentiated = isDifferentiated,
        };
        foreach (IParameterSymbol parameter in method.Parameters)
            body.Declare(parameter, arguments[parameter.Ordinal]);
        return body.Returned(method, cancellation);
    }

    /// <summary>Returns the position of a method's result, or null if the method is refused.</summary>
    /// <remarks>The last statement is the method's only return.</remarks>
    public int? Returned(IMethodSymbol method, CancellationToken cancellation)
    {
        switch (Body(method, cancellation))
        {
            case IBlockOperation { Operations: [.., IReturnOperation { ReturnedValue: { } value }] operations }:
                return operations.Take(operations.Length - 1).All(Statement) ? _expressions!.Read(value) : null;
            case IBlockOperation block:
                Refuse(block.Operations.LastOrDefault() ?? block);
                return null;
            case { } expression:
                return _expressions!.Read(expression);
            default:
                return null;
        }
    }

    private IOperation? Body(IMethodSymbol method, CancellationToken cancellation)
    {
        _expressions = new(
            builder,
            diagnostics,
            rule,
            source.Title,
            source.Element,
            bounds,
            variable => _values.TryGetValue(variable, out int value) ? value : null,
            (call, arguments) => Inline(call, arguments, cancellation),
            constant => source.Initializer(constant, cancellation)) { IsWithinElements = isWithinElements };
        return source.Body(method, cancellation);
    }

    // Another method of the rule's class is read at each of its calls, with the values of the arguments.
    private int? Inline(IInvocationOperation call, int[] arguments, CancellationToken cancellation)
    {
        IMethodSymbol method = call.TargetMethod;
        if (depth >= DeepestCall)
        {
            string construct = $"'{method.Name}', which calls itself";
            Refuse(call, (construct, "write out the few steps there are"));
            return null;
        }

        if (!bounds.TryCall())
        {
            string construct = $"'{method.Name}' so often";
            Refuse(call, (construct, "keep what the methods return in locals, and call each of them once for each value"));
            return null;
        }

        return Apply(method, arguments, cancellation);
    }

    private bool Block(IBlockOperation block) => block.Operations.All(Statement);

    private bool Statement(IOperation operation)
    {
        if (!bounds.TryEnter())
        {
            return Refuse(operation, ("statements nested this deep", "write methods for what is within"));
        }

        bool isRead = ReadStatement(operation);
        bounds.Leave();
        return isRead;
    }

    private bool ReadStatement(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                return Block(block);
            case IEmptyOperation:
            case IReturnOperation { IsImplicit: true }:
                return true;
            case IVariableDeclarationGroupOperation group:
                return group.Declarations
                    .SelectMany(d => d.Declarators.Select(v => (Declarator: v, Initializer: d.Initializer ?? v.Initializer)))
                    .All(v => Declaration(v.Declarator, v.Initializer));
            case IExpressionStatementOperation statement:
                return Expression(statement.Operation);
            case IConditionalOperation branch:
                return Branch(branch);
            default:
                return Refuse(operation);
        }
    }

    private bool Declaration(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        ILocalSymbol local = declarator.Symbol;
        if (initializer is null)
            return true;
        return local.RefKind == RefKind.None ? Assign(local, initializer.Value) : Refuse(declarator);
    }

    private bool Expression(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { IsRef: false } assignment when Variable(assignment.Target) is { } target:
                return Assign(target, assignment.Value);
            case ICompoundAssignmentOperation { OperatorMethod: null } assignment when Variable(assignment.Target) is { } target:
                return _expressions!.Compound(assignment, ValueOf(target)) is { } value && Assign(target, value);
            case IInvocationOperation { TargetMethod: { Name: "Require" } method } call when method.ContainingType.Is(Names.Rule):
                return Require(call);
            case IInvalidOperation:
                return Invalid();
            default:
                return Refuse(operation);
        }
    }

    private bool Branch(IConditionalOperation branch)
    {
        if (_expressions!.Read(branch.Condition) is not { } condition)
            return false;
        ImmutableDictionary<ISymbol, int> before = _values;
        bool outside = _expressions.IsWithinElements;
        _expressions.IsWithinElements |= _expressions.DiffersByElement(condition);
        if (!Statement(branch.WhenTrue))
            return false;
        ImmutableDictionary<ISymbol, int> whenTrue = _values;
        _values = before;
        if (branch.WhenFalse is { } otherwise && !Statement(otherwise))
            return false;

        _expressions.IsWithinElements = outside;

        // A variable that one branch alone assigns is assigned nowhere before, and so not read after.
        foreach (ISymbol variable in _variables)
        {
            bool inTrue = whenTrue.TryGetValue(variable, out int a);
            bool inFalse = _values.TryGetValue(variable, out int b);
            if (inTrue && inFalse && a != b)
            {
                if (_expressions.Choose(branch.Condition, condition, a, b) is not { } chosen)
                    return false;
                _values = _values.SetItem(variable, builder.Named(chosen, variable.Name));
            }
            else if (inTrue && !inFalse)
            {
                _values = _values.SetItem(variable, a);
            }
        }

        return true;
    }

    private bool Require(IInvocationOperation call)
    {
        if (RequirementReader.Read(call, _expressions!, builder) is not { } requirement)
            return false;
        Requirements.Add(requirement);
        return true;
    }

    private bool Assign(ISymbol variable, IOperation value) => _expressions!.Read(value) is { } position && Assign(variable, position);

    private bool Assign(ISymbol variable, int position)
    {
        Declare(variable, builder.Named(position, variable.Name));
        return true;
    }

    private static ISymbol? Variable(IOperation target) => target switch
    {
        ILocalReferenceOperation { IsDeclaration: false } local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private bool Refuse(IOperation operation)
    {
        if (operation is IInvalidOperation)
            return Invalid();
        return Refuse(operation, Unsupported.Describe(operation));
    }

    private bool Refuse(IOperation operation, (string Construct, string Instead) what)
    {
        Location location = operation.Syntax.GetLocation();
        diagnostics.Add(Descriptors.UnsupportedConstruct, location, source.Title, what.Construct, what.Instead);
        return false;
    }

    private bool Invalid()
    {
        diagnostics.AddCompilerError();
        return false;
    }
}
