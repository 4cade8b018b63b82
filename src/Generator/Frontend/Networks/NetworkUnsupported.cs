using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Describes the constructs that a method on one example may not contain, with advice what to write instead.</summary>
internal static class NetworkUnsupported
{
    /// <summary>Describes an operation.</summary>
    public static (string Construct, string Instead) Describe(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation =>
            ("an element of an array", "go over submodels with foreach, or hold each in a field, and hand numbers over as inputs"),
        IFieldReferenceOperation { Field: var field } => (
            $"the field '{field.Name}'", "make it a const, hand it over as an input, or mark it [Frozen]"),
        IForEachLoopOperation => ("a loop over anything but submodels", "use the functions of Functional, which go over all elements"),
        ILoopOperation => ("a loop", "go over submodels with foreach, and over elements with the functions of Functional"),
        IConditionalOperation { WhenFalse: null } or IConditionalOperation { Type: null } =>
            ("a branch", "choose between values with ?:, or write a static method on numbers, where branches may stand"),
        ISwitchOperation or ISwitchExpressionOperation => ("a switch", "write a conditional expression: condition ? a : b"),
        IReturnOperation => ("an early return", "return once, at the end"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("a lambda", "write a static method on numbers"),
        ILocalFunctionOperation => ("a local function", "write a method of the class"),
        IObjectCreationOperation or IArrayCreationOperation or ICollectionExpressionOperation =>
            ("a new object", "compute with the inputs, the parameters and the functions of Functional"),
        IPropertyReferenceOperation { Property: { Name: "Length" or "Rows" or "Columns" } property } =>
            ($"'{property.Name}'", "shapes are known when the class is compiled: use the constant that declares it"),
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } => (
            $"the property '{property.Name}'", "make it a const, hand it over as an input, or mark a field of it [Frozen]"),
        ITryOperation or IThrowOperation => ("try or throw", "leave it out; batches are checked before anything is computed"),
        IBinaryOperation { LeftOperand.Type.SpecialType: SpecialType.System_Int32 } =>
            ("arithmetic or a comparison of whole numbers of an example", "hand over what follows from them as an input"),
        IInvocationOperation { TargetMethod: var method } => (
            $"the method '{method.ContainingType?.Name}.{method.Name}'",
            "call functions of Functional and RuleMath, static methods on numbers, methods of the class, or [Layer] methods of submodels"),
        IExpressionStatementOperation or ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation =>
            ("a change of anything but a variable", "assign to locals"),
        _ => Unsupported.Describe(operation),
    };
}
