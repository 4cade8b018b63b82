using System;
using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Spells values as expressions, with the parentheses that the order of operations needs, and no other parentheses.</summary>
/// <param name="program">The program.</param>
/// <param name="dialect">The dialect of the expressions.</param>
/// <param name="variable">Returns the variable that holds a value already, or null if the value is to be spelt out.</param>
internal sealed class ExpressionPrinter(Program program, Dialect dialect, Func<int, string?> variable)
{
    /// <summary>Returns a value as an expression that can stand anywhere in a statement.</summary>
    public string Print(int position) => Expression(position).Text;

    /// <summary>Returns a value as an expression whose members can be accessed.</summary>
    public string PrintPrimary(int position) => Expression(position).Parenthesize(Precedence.Primary);

    /// <summary>Returns a value as an expression that can stand on the right side of a plus.</summary>
    public string PrintAddend(int position) => Expression(position).Parenthesize(Precedence.Multiplicative);

    /// <summary>
    /// Returns the operator of the compound assignment <c>variable op= ...</c>, or null if there is none. The operator binds looser than
    /// all operators of expressions.
    /// </summary>
    public static string? CompoundOperator(Op op) => op switch
    {
        Op.Add => "+=",
        Op.Subtract => "-=",
        Op.Multiply => "*=",
        Op.Divide => "/=",
        _ => null,
    };

    /// <summary>Returns a value as a vector, although the value may be a single number.</summary>
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

    // Operators take a vector and a number, too, so that no number has to be made a vector.
    private Spelling Binary(Instruction instruction, string symbol, Precedence precedence) =>
        Spelling.Binary(Operand(instruction, instruction.A), symbol, Operand(instruction, instruction.B), precedence);

    // C# computes in int if all operands are literals that fit an int, so the literals have to be longs themselves.
    private Spelling Operand(Instruction user, int position)
    {
        bool IsLiteral(int operand) => program.Instructions[operand] is { IsConstant: true, Type: ScalarType.Long };
        bool IsVariable(int operand) => program.Instructions[operand] is { IsConstant: false, Type: ScalarType.Long };
        return IsLiteral(position) && dialect is not Dialect.Formula && !user.Operands.Any(IsVariable)
            ? Spelling.Literal(dialect.Constant(program.Instructions[position]) + "L")
            : Expression(position);
    }

    private Spelling AreEqual(Instruction instruction) =>
        Spelling.Call(Dialect.Vectors.Type + ".AreEqual", [Vector(instruction.A), Vector(instruction.B)]);

    // A side that is the same for all elements decides alone, or leaves the decision to the other side.
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
        {
            Spelling limited = Expression(instruction.A == limit ? instruction.B : instruction.A);
            return Spelling.Call($"{Dialect.Vectors.Type}.{instruction.Op}", [limited, Expression(limit)]);
        }

        bool uniform = OpTable.Shape(instruction.Op) is OpShape.Function or OpShape.UniformFunction;
        Spelling[] arguments =
        [
            .. instruction.Operands.Select(o =>
                vectors ? Vector(o)
                // These functions take doubles only, so that C# converts a long without a cast.
                : uniform && variable(o) is null && program.Instructions[o].Op == Op.ToDouble ? Expression(program.Instructions[o].A)
                : Operand(instruction, o)),
        ];
        return dialect.Function(instruction, arguments);
    }

    // A minimum or maximum takes fewer instructions if one operand is a constant that is neither 0 nor NaN.
    private int? Limit(Instruction instruction)
    {
        bool IsLimit(int o) => program.Instructions[o].IsConstant && (float)program.Instructions[o].Number is < 0 or > 0;
        return instruction.Op is Op.Min or Op.Max
            ? instruction.Operands.Where(IsLimit).Select(o => (int?)o).FirstOrDefault()
            : null;
    }

    // A truth value that is the same for all elements is a mask of all elements or of no element.
    private Spelling Vector(int position) =>
        Varies(position) ? Expression(position)
        : program.Instructions[position].Type == ScalarType.Bool ? Mask(position)
        : Spelling.Call(Dialect.Vectors.Type + ".Create", [Expression(position)]);

    private Spelling Mask(int position) => program.Instructions[position] is { IsConstant: true, Truth: var all }
        ? (all ? All : None)
        : Spelling.Choice(Expression(position), All, None);

    private static Spelling None => Spelling.Call(Dialect.Vectors.Type + ".Create", [Spelling.Name("0")]);

    private static Spelling All => Spelling.Prefix("~", None);

    private bool IsVector(Instruction instruction) => dialect is Dialect.Vectors && instruction.Rate is Rate.Varying or Rate.Column;

    private bool Varies(int position) => program.Instructions[position].Rate is Rate.Varying or Rate.Column;
}
