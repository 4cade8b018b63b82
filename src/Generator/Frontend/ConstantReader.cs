using System.Globalization;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads literals and named constants, but no constant expressions: these are computed in the element type.</summary>
internal static class ConstantReader
{
    /// <summary>Returns the position of a constant, or null if the operation is no constant.</summary>
    public static int? Read(ProgramBuilder builder, IOperation operation)
    {
        if (!operation.ConstantValue.HasValue || !IsSingle(operation))
            return null;
        return operation.ConstantValue.Value switch
        {
            float value => builder.Number(ScalarType.Element, Wide(operation, value)),
            double value => builder.Number(ScalarType.Double, value),
            int value => builder.Constant(ScalarType.Long, value),
            long value => builder.Constant(ScalarType.Long, value),
            bool value => builder.Truth(value),
            _ => null,
        };
    }

    private static bool IsSingle(IOperation operation) => operation
        is ILiteralOperation
        or IFieldReferenceOperation
        or IConversionOperation { Operand: ILiteralOperation, Operand.Type.SpecialType: SpecialType.System_Int32 };

    // A float constant has a wider value if the element type is double: the decimal that was written, or Math's constant for MathF's.
    private static double Wide(IOperation operation, float value)
    {
        object? wide = operation switch
        {
            ILiteralOperation { Syntax: LiteralExpressionSyntax { Token.Text: var text } } => Parsed(text),
            IFieldReferenceOperation { Field: { ContainingType: { Name: "MathF" } type, Name: var name } } =>
                type.ContainingNamespace.GetTypeMembers("Math")
                    .SelectMany(t => t.GetMembers(name))
                    .OfType<IFieldSymbol>()
                    .FirstOrDefault()?.ConstantValue,
            _ => null,
        };
        return wide is double number && ((float)number).Equals(value) ? number : Literals.Widen(value);
    }

    private static double? Parsed(string text)
    {
        string digits = text.TrimEnd('f', 'F').Replace("_", "");
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double written) ? written : null;
    }
}
