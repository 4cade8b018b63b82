using System;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>How an expression is spelt: as C# on numbers, as C# on lanes, or as a formula for people.</summary>
internal abstract class Dialect
{
    public abstract string Constant(Instruction constant);

    /// <summary>A function of arguments that are spelt already.</summary>
    public abstract string Function(Instruction instruction, string[] arguments);

    /// <summary>Numbers: what is computed once per step.</summary>
    public sealed class Numbers(ElementType element) : Dialect
    {
        public override string Constant(Instruction constant) => CSharpConstant(constant, element);

        public override string Function(Instruction instruction, string[] arguments) => instruction.Op == Op.Reciprocal
            ? $"(1 / {arguments[0]})"
            : $"{Class(instruction)}.{instruction.Op}({string.Join(", ", arguments)})";

        private string Class(Instruction instruction) =>
            instruction.Op is Op.Sign or Op.CopySign or Op.FlushSubnormal || (OpTable.Shape(instruction.Op) == OpShape.Function && instruction.Type == ScalarType.Element) ? "RuleMath"
            : instruction.Type == ScalarType.Element && element == ElementType.Single ? "MathF"
            : "Math";
    }

    /// <summary>Lanes: what is computed for every element.</summary>
    /// <param name="element">The type of the elements.</param>
    /// <param name="draw">The variable that holds a draw of all elements.</param>
    public sealed class Lanes(ElementType element, Func<long, string> draw) : Dialect
    {
        public const string Type = "TLane";

        public override string Constant(Instruction constant) => CSharpConstant(constant, element);

        public override string Function(Instruction instruction, string[] arguments) => instruction.IsDraw
            ? $"{Type}.{instruction.Op}(in {draw(instruction.Payload)}, i)"
            : $"{Type}.{instruction.Op}({string.Join(", ", arguments)})";
    }

    /// <summary>A formula: hyperparameters by name, no casts.</summary>
    public sealed class Formula : Dialect
    {
        public override string Constant(Instruction constant) => constant.Type switch
        {
            ScalarType.Bool => constant.Truth ? "true" : "false",
            ScalarType.Long => FormattableString.Invariant($"{constant.Payload}"),
            _ => Literals.Decimal(constant.Number),
        };

        public override string Function(Instruction instruction, string[] arguments) => instruction.IsDraw
            ? (instruction.Op == Op.NormalNoise ? "normal(" : "uniform(") + (Draw.Of(instruction.Payload).Number is > 0 and var draw ? FormattableString.Invariant($"{draw})") : ")")
            : $"{Identifiers.Camel(instruction.Op.ToString())}({string.Join(", ", arguments)})";
    }

    private static string CSharpConstant(Instruction constant, ElementType element) => (constant.Type, element) switch
    {
        (ScalarType.Bool, _) => constant.Truth ? "true" : "false",
        (ScalarType.Long, _) => FormattableString.Invariant($"{constant.Payload}"),
        (ScalarType.Element, ElementType.Single) => Literals.Single((float)constant.Number),
        _ => Literals.Double(constant.Number),
    };
}
