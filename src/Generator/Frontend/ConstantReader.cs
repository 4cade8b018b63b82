using System.Globalization;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads literals and named constants; not whole constant expressions, which are computed in the element type.</summary>
internal static class ConstantReader
{
    /// <summary>The position of a constant, or null where the operation is none.</summary>
    public static int? Read(ProgramBuilder builder, IOperation operation)
    {
        if (!operation.ConstantValue.HasValue || operation is not (ILiteralOperation or IFieldReferenceOperation or IConversionOperation { Operand: ILiteralOperation, Operand.Type.SpecialType: SpecialType.System_Int32 }))
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

    // What a float stands for where the element type is double: the decimal that was written, Math's constant for MathF's.
    private static double Wide(IOperation operation, float value)
    {
        object? wide = operation switch
        {
            ILiteralOperation { Syntax: LiteralExpressionSyntax { Token.Text: var text } } =>
                double.TryParse(text.TrimEnd('f', 'F').Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out double written) ? written : null,
            IFieldReferenceOperation { Field: { ContainingType: { Name: "MathF" } type, Name: var name } } =>
                type.ContainingNamespace.GetTypeMembers("Math").SelectMany(t => t.GetMembers(name)).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue,
            _ => null,
        };
        return wide is double number && ((float)number).Equals(value) ? number : Literals.Widen(value);
    }
}
