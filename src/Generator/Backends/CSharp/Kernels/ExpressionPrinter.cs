using System;
using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Spells values as expressions, with the parentheses that the order of operations needs and no others.</summary>
/// <param name="program">The program.</param>
/// <param name="dialect">How to spell.</param>
/// <param name="variable">The variable that holds a value already, or null where it is to be spelt out.</param>
internal sealed class ExpressionPrinter(Program program, Dialect dialect, Func<int, string?> variable)
{
    /// <summary>The value as an expression that can stand anywhere in a statement.</summary>
    public string Print(int position) => Expression(position).Text;

    /// <summary>The value as an expression whose members can be asked for.</summary>
    public string PrintPrimary(int position) => Expression(position).Parenthesize(Precedence.Primary);

    /// <summary>The right side of <c>variable op= ...</c>, which binds looser than any operator.</summary>
    public static string? CompoundOperator(Op op) => op switch { Op.Add => "+=", Op.Subtract => "-=", Op.Multiply => "*=", Op.Divide => "/=", _ => null };

    /// <summary>The value as a vector, where it may be a single number.</summary>
    public string PrintVector(int position) => Vector(position).Text;

    private Spelling Expression(int position)
    {
        if (variable(position) is { } name)
            return Spelling.Name(name);
        Instruction instruction = program.Instructions[position];
        return instruction.Op switch
        {
            Op.Constant => Spelling.Literal(dialect.Constant(instruction)),
            Op.Add => Binary(instruction, "+", Precedence.Additive),
            Op.Subtract => Binary(instruction, "-", Precedence.Additive),
            Op.Multiply => Binary(instruction, "*", Precedence.Multiplicative),
            Op.Divide => Binary(instruction, "/", Precedence.Multiplicative),
            Op.Negate => Spelling.Prefix("-", Expression(instruction.A)),
            Op.Reciprocal => Spelling.Binary(Spelling.Name("1"), "/", Expression(instruction.A), Precedence.Multiplicative),
            Op.Less => Binary(instruction, "<", Precedence.Comparison),
            Op.LessOrEqual => Binary(instruction, "<=", Precedence.Comparison),
            Op.Greater => Binary(instruction, ">", Precedence.Comparison),
            Op.GreaterOrEqual => Binary(instruction, ">=", Precedence.Comparison),
            Op.Equal when IsVector(instruction) => AreEqual(instruction),
            Op.NotEqual when IsVector(instruction) => Spelling.Prefix("~", AreEqual(instruction)),
            Op.Equal => Binary(instruction, "==", Precedence.Comparison),
            Op.NotEqual => Binary(instruction, "!=", Precedence.Comparison),
            Op.And or Op.Or => Logic(instruction),
            Op.Not => Spelling.Prefix(IsVector(instruction) ? "~" : "!", Expression(instruction.A)),
            Op.Select => Choice(instruction),
            Op.ToElement or Op.ToDouble => Conversion(instruction),
            Op.Pow when dialect is Dialect.Formula => Spelling.Power(Expression(instruction.A), Expression(instruction.B)),
            _ => Function(instruction),
        };
    }

    // Operators take a vector and a number as they take two vectors.
    private Spelling Binary(Instruction instruction, string symbol, Precedence precedence) =>
        Spelling.Binary(Operand(instruction, instruction.A), symbol, Operand(instruction, instruction.B), precedence);

    // Where all operands are literals, they have to be longs themselves: arithmetic on literals that fit an int is int's.
    private Spelling Operand(Instruction user, int position)
    {
        bool isLiteral = program.Instructions[position] is { IsConstant: true, Type: ScalarType.Long };
        return isLiteral && dialect is not Dialect.Formula && user.Operands.All(o => program.Instructions[o] is { IsConstant: true } or { Type: not ScalarType.Long })
            ? Spelling.Literal(dialect.Constant(program.Instructions[position]) + "L")
            : Expression(position);
    }

    private Spelling AreEqual(Instruction instruction) => Spelling.Call(Dialect.Vectors.Type + ".AreEqual", [Vector(instruction.A), Vector(instruction.B)]);

    // Where one side is the same for all elements, it decides alone or leaves the decision to the other.
    private Spelling Logic(Instruction instruction)
    {
        Spelling a = Expression(instruction.A), b = Expression(instruction.B);
        bool isAnd = instruction.Op == Op.And;
        if (!IsVector(instruction))
            return isAnd ? Spelling.Binary(a, "&&", b, Precedence.ConditionalAnd) : Spelling.Binary(a, "||", b, Precedence.ConditionalOr);
        bool leftVaries = Varies(instruction.A), rightVaries = Varies(instruction.B);
        if (leftVaries && rightVaries)
            return isAnd ? Spelling.Binary(a, "&", b, Precedence.LogicalAnd) : Spelling.Binary(a, "|", b, Precedence.LogicalOr);
        (Spelling condition, Spelling mask) = leftVaries ? (b, a) : (a, b);
        return isAnd ? Spelling.Choice(condition, mask, None) : Spelling.Choice(condition, All, mask);
    }

    private Spelling Choice(Instruction instruction)
    {
        if (!IsVector(instruction))
            return Spelling.Choice(Expression(instruction.A), Operand(instruction, instruction.B), Operand(instruction, instruction.C));
        Spelling b = Vector(instruction.B), c = Vector(instruction.C);
        return Varies(instruction.A)
            ? Spelling.Call(Dialect.Vectors.Type + ".Select", [Expression(instruction.A), b, c])
            : Spelling.Choice(Expression(instruction.A), b, c);
    }

    private Spelling Conversion(Instruction instruction)
    {
        Spelling operand = Expression(instruction.A);
        return dialect is Dialect.Formula || (instruction.Op == Op.ToElement && program.Element == ElementType.Double)
            ? operand
            : Spelling.Cast(instruction.Op == Op.ToElement ? "float" : "double", operand);
    }

    private Spelling Function(Instruction instruction)
    {
        bool vectors = IsVector(instruction);
        if (vectors && Limit(instruction) is { } limit)
            return Spelling.Call($"{Dialect.Vectors.Type}.{instruction.Op}", [Expression(instruction.A == limit ? instruction.B : instruction.A), Expression(limit)]);
        bool uniform = OpTable.Shape(instruction.Op) is OpShape.Function or OpShape.UniformFunction;
        Spelling[] arguments =
        [
            .. instruction.Operands.Select(o =>
                vectors ? Vector(o)
                // These take doubles only, so that a long becomes one by itself.
                : uniform && variable(o) is null && program.Instructions[o].Op == Op.ToDouble ? Expression(program.Instructions[o].A)
                : Operand(instruction, o)),
        ];
        return dialect.Function(instruction, arguments);
    }

    // The constant that other values are held against, of which is known that it is neither 0 nor NaN.
    private int? Limit(Instruction instruction) => instruction.Op is Op.Min or Op.Max
        ? instruction.Operands.Where(o => program.Instructions[o].IsConstant && (float)program.Instructions[o].Number is < 0 or > 0).Select(o => (int?)o).FirstOrDefault()
        : null;

    // A truth value that is the same for all elements is a mask of all or of none.
    private Spelling Vector(int position) =>
        Varies(position) ? Expression(position)
        : program.Instructions[position].Type == ScalarType.Bool ? Mask(position)
        : Spelling.Call(Dialect.Vectors.Type + ".Create", [Expression(position)]);

    private Spelling Mask(int position) =>
        program.Instructions[position] is { IsConstant: true, Truth: var all } ? (all ? All : None) : Spelling.Choice(Expression(position), All, None);

    private static Spelling None => Spelling.Call(Dialect.Vectors.Type + ".Create", [Spelling.Name("0")]);

    private static Spelling All => Spelling.Prefix("~", None);

    private bool IsVector(Instruction instruction) => dialect is Dialect.Vectors && instruction.Rate is Rate.Varying or Rate.Column;

    private bool Varies(int position) => program.Instructions[position].Rate is Rate.Varying or Rate.Column;
}
