using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Describes the constructs that a rule may not contain: the name of each construct, and advice what to write instead.</summary>
internal static class Unsupported
{
    private const string OnlyValues = "a rule computes with float, double, long and bool only";

    /// <summary>Describes an operation.</summary>
    public static (string Construct, string Instead) Describe(IOperation operation) => operation switch
    {
        ILoopOperation => ("a loop", "Update is called for each element already; write out the few steps there are"),
        ISwitchOperation => ("a switch statement", "write if and else"),
        ISwitchExpressionOperation => ("a switch expression", "write a conditional expression: condition ? a : b"),
        IReturnOperation => ("return", "put the rest of the rule into an else branch"),
        IBranchOperation => ("a jump", "write if and else"),
        ILabeledOperation => ("a label", "write if and else"),
        ITryOperation => ("try", "arithmetic does not throw; leave it out"),
        IThrowOperation => ("throw", "check hyperparameters with [Interval] or Rule.Require"),
        IIncrementOrDecrementOperation => ("++ or --", "write x += 1f or x -= 1f"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("a lambda", "write a static method of the rule's class"),
        ILocalFunctionOperation => ("a local function", "write a static method of the rule's class"),
        IArrayElementReferenceOperation => ("an array element", "give the rule a state slot: a 'ref float' parameter"),
        IObjectCreationOperation or IArrayCreationOperation or ICollectionExpressionOperation or ITupleOperation =>
            ("a new object", OnlyValues),
        IInterpolatedStringOperation or ILiteralOperation { Type.SpecialType: SpecialType.System_String } => ("a string", OnlyValues),
        IFieldReferenceOperation { Field: var field } =>
            ($"the field '{field.Name}'", "make it a const, a hyperparameter, or a state slot"),
        IPropertyReferenceOperation { Property: var property } =>
            ($"the property '{property.Name}'", "make it a const, a hyperparameter, or a state slot"),
        ICoalesceOperation or IConditionalAccessOperation => ("null", OnlyValues),
        IIsPatternOperation or IIsTypeOperation => ("a pattern", "write a comparison"),
        IDeconstructionAssignmentOperation => ("a deconstruction", "write one assignment for each variable"),
        IUsingOperation or IUsingDeclarationOperation or ILockOperation => ("using or lock", OnlyValues),
        IBinaryOperation { OperatorKind: var kind } binary => Operator(binary.Syntax, kind, binary.LeftOperand.Type),
        ICompoundAssignmentOperation { OperatorKind: var kind } assignment => Operator(assignment.Syntax, kind, assignment.Target.Type),
        IUnaryOperation { Syntax: var syntax, OperatorKind: var kind } =>
            ($"the operator '{Token(syntax) ?? kind.ToString()}'", "use -, + and !"),
        IInvocationOperation { TargetMethod: var method } => Invocation(method),
        _ => (
            $"this construct ({operation.Kind})",
            "use locals, assignments, arithmetic, comparisons, ?:, if and else, and functions of Math and MathF"),
    };

    /// <summary>Describes a function that has no vector form.</summary>
    public static (string Construct, string Instead) NoVectorForm(string function) => (
        $"'{function}' on a float",
        "it has no vector form; compute it once per step, in double, or use Exp, Log, Pow, Tanh, Cbrt or Atan2 of RuleMath");

    /// <summary>Describes a function of Math on elements, or of RuleMath on doubles.</summary>
    /// <remarks>The last bits of Math's functions differ by machine. Doubles need no function of RuleMath.</remarks>
    public static (string Construct, string Instead) OtherClass(IMethodSymbol function, string proper)
    {
        string name = $"{function.ContainingType.Name}.{function.Name}";
        return proper == "RuleMath"
            ? ($"'{name}' on a float", $"its last bits differ by machine; write RuleMath.{function.Name}")
            : ($"'{name}' on a double", $"what is computed once per step needs no vector form; write Math.{function.Name}");
    }

    /// <summary>Describes a use of random numbers other than a draw.</summary>
    public static (string Construct, string Instead) Noise => (
        "'Noise' in another way than to draw from it",
        "draw numbers in the method of the rule itself, noise.Normal() or noise.Uniform(), and hand them on");

    /// <summary>Describes a number of the wrong type.</summary>
    public static (string Construct, string Instead) Conversion(ITypeSymbol? from, ITypeSymbol? to) =>
        (from?.SpecialType, to?.SpecialType) switch
        {
            (SpecialType.System_Single, SpecialType.System_Double) => (
                "a float where a double is due",
                "float differs by element and double does not; cast the double to float, and use MathF instead of Math"),
            _ => ($"a conversion from '{from?.ToDisplayString()}' to '{to?.ToDisplayString()}'", OnlyValues),
        };

    /// <summary>Describes a function that rules know, with operands of a type for which rules do not know the function.</summary>
    public static (string Construct, string Instead) Operands(IMethodSymbol function) =>
        ($"'{function.ContainingType.Name}.{function.Name}' on operands of these types", "cast all of them to float, or all to double");

    // Both 1 / 3 and x % y end here; the operands tell them apart.
    private static (string, string) Operator(SyntaxNode syntax, BinaryOperatorKind kind, ITypeSymbol? operands)
    {
        string name = Token(syntax) ?? kind.ToString();
        return (kind, operands?.SpecialType) switch
        {
            (BinaryOperatorKind.Divide, SpecialType.System_Int32 or SpecialType.System_Int64) => (
                "a division of integers, which drops the fraction",
                "write a float or a double among its operands: 1f / 3f, or (double)step / 2"),
            (BinaryOperatorKind.And or BinaryOperatorKind.Or, not SpecialType.System_Boolean) =>
                ($"the operator '{name}' on numbers", "use && and || on conditions"),
            (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, SpecialType.System_Boolean) =>
                ($"the operator '{name}' on conditions", "use &&, || and !"),
            _ => ($"the operator '{name}'", "use + - * /, comparisons, && and ||"),
        };
    }

    // Returns the operator as the source writes the operator.
    private static string? Token(SyntaxNode syntax) => syntax switch
    {
        BinaryExpressionSyntax binary => binary.OperatorToken.Text,
        AssignmentExpressionSyntax assignment => assignment.OperatorToken.Text,
        PrefixUnaryExpressionSyntax prefix => prefix.OperatorToken.Text,
        _ => null,
    };

    private static (string, string) Invocation(IMethodSymbol method) => method switch
    {
        { ContainingType: var type } when type.Is(Names.Noise) => Noise,
        { ContainingType.Name: "Math" or "MathF", Name: "Sign" } =>
            ($"'{method.ContainingType.Name}.Sign'", "it throws on NaN; write RuleMath.Sign"),
        { ContainingType.Name: "Math" or "MathF", Name: "CopySign" } =>
            ($"'{method.ContainingType.Name}.CopySign'", "the sign of NaN is not specified; write RuleMath.CopySign"),
        { ContainingType.Name: "Math" or "MathF", Name: "Clamp" } =>
            ($"'{method.ContainingType.Name}.Clamp'", "it throws where its limits cross; write RuleMath.Clamp"),
        _ => (
            $"the method '{method.ContainingType?.Name}.{method.Name}'",
            "call functions of Math and MathF that rules know, or a static method of the rule's own class that takes and returns values"),
    };
}
