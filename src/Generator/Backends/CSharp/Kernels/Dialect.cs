using System;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A way to spell expressions: as C# on numbers, as C# on vectors, or as a formula for people.</summary>
internal abstract class Dialect
{
    /// <summary>Returns a constant as text.</summary>
    public abstract string Constant(Instruction constant);

    /// <summary>Returns a function of arguments that are spelt already.</summary>
    public abstract Spelling Function(Instruction instruction, Spelling[] arguments);

    /// <summary>C# on numbers, for values that are not computed for every element.</summary>
    public sealed class Numbers(ElementType element) : Dialect
    {
        public override string Constant(Instruction constant) => CSharpConstant(constant, element);

        public override Spelling Function(Instruction instruction, Spelling[] arguments) =>
            Spelling.Call($"{Class(instruction)}.{instruction.Op}", arguments);

        private string Class(Instruction instruction)
        {
            bool isElement = instruction.Type == ScalarType.Element;
            bool isOwn = instruction.Op is Op.Sign or Op.CopySign or Op.FlushSubnormal
                || (OpTable.Shape(instruction.Op) == OpShape.Function && isElement);
            return isOwn ? "RuleMath"
                : isElement && element == ElementType.Single ? "MathF"
                : "Math";
        }
    }

    /// <summary>C# on vectors, for values that are computed for every element.</summary>
    /// <param name="element">The type of the elements.</param>
    /// <param name="draw">Returns the variable that holds a draw of all elements.</param>
    public sealed class Vectors(ElementType element, Func<Draw, string> draw) : Dialect
    {
        public const string Type = "TVector";

        public override string Constant(Instruction constant) => CSharpConstant(constant, element);

        public override Spelling Function(Instruction instruction, Spelling[] arguments)
        {
            Spelling[] all = instruction.IsDraw ? [Spelling.Name("in " + draw(instruction.Payload.Draw)), Spelling.Name("i")] : arguments;
            return Spelling.Call($"{Type}.{instruction.Op}", all);
        }
    }

    /// <summary>A formula for people, with hyperparameters by name and without casts.</summary>
    public sealed class Formula : Dialect
    {
        public override string Constant(Instruction constant) => constant.Type switch
        {
            ScalarType.Bool => constant.Truth ? "true" : "false",
            ScalarType.Long => FormattableString.Invariant($"{constant.Payload.Bits}"),
            _ => Literals.Decimal(constant.Number),
        };

        public override Spelling Function(Instruction instruction, Spelling[] arguments) => instruction.IsDraw
            ? Spelling.Call(
                instruction.Op == Op.NormalNoise ? "normal" : "uniform",
                instruction.Payload.Draw.Number is > 0 and var draw ? [Spelling.Name(Literals.Decimal(draw))] : [])
            : Spelling.Call(Name(instruction), arguments);

        // A reduction over rows or columns has that in its name.
        private static string Name(Instruction instruction) => instruction.IsReduction && instruction.Rate is Rate.Row or Rate.Column
            ? Identifiers.Camel(instruction.Rate.ToString()) + instruction.Op
            : Identifiers.Camel(instruction.Op.ToString());
    }

    private static string CSharpConstant(Instruction constant, ElementType element) => (constant.Type, element) switch
    {
        (ScalarType.Bool, _) => constant.Truth ? "true" : "false",
        (ScalarType.Long, _) => FormattableString.Invariant($"{constant.Payload.Bits}"),
        (ScalarType.Element, ElementType.Single) => Literals.Single((float)constant.Number),
        _ => Literals.Double(constant.Number),
    };
}
