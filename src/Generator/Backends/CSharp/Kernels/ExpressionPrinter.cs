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
    private enum Precedence
    {
        Conditional,
        Or,
        And,
        Comparison,
        Additive,
        Multiplicative,
        Unary,
        Primary,
    }

    /// <summary>The value as an expression that can stand anywhere in a statement.</summary>
    public string Print(int position) => Expression(position).Text;

    /// <summary>The right side of <c>variable op= ...</c>, which binds looser than any operator.</summary>
    public static string? CompoundOperator(Op op) => op switch { Op.Add => "+=", Op.Subtract => "-=", Op.Multiply => "*=", Op.Divide => "/=", _ => null };

    /// <summary>The value as a lane, where it may be a single number.</summary>
    public string PrintLane(int position) => Lane(position).Text;

    private (string Text, Precedence Precedence) Expression(int position)
    {
        if (variable(position) is { } name)
            return (name, Precedence.Primary);
        Instruction instruction = program.Instructions[position];
        return instruction.Op switch
        {
            Op.Constant => Constant(instruction),
            Op.Add => Binary(instruction, "+", Precedence.Additive),
            Op.Subtract => Binary(instruction, "-", Precedence.Additive),
            Op.Multiply => Binary(instruction, "*", Precedence.Multiplicative),
            Op.Divide => Binary(instruction, "/", Precedence.Multiplicative),
            Op.Negate => ("-" + Nested(instruction.A, Precedence.Unary), Precedence.Unary),
            Op.Less => Binary(instruction, "<", Precedence.Comparison),
            Op.LessOrEqual => Binary(instruction, "<=", Precedence.Comparison),
            Op.Greater => Binary(instruction, ">", Precedence.Comparison),
            Op.GreaterOrEqual => Binary(instruction, ">=", Precedence.Comparison),
            Op.Equal when IsLane(instruction) => ($"{Dialect.Lanes.Type}.AreEqual({PrintLane(instruction.A)}, {PrintLane(instruction.B)})", Precedence.Primary),
            Op.NotEqual when IsLane(instruction) => ($"~{Dialect.Lanes.Type}.AreEqual({PrintLane(instruction.A)}, {PrintLane(instruction.B)})", Precedence.Unary),
            Op.Equal => Binary(instruction, "==", Precedence.Comparison),
            Op.NotEqual => Binary(instruction, "!=", Precedence.Comparison),
            Op.And => Logic(instruction, IsLane(instruction) ? "&" : "&&", Precedence.And),
            Op.Or => Logic(instruction, IsLane(instruction) ? "|" : "||", Precedence.Or),
            Op.Not => ((IsLane(instruction) ? "~" : "!") + Nested(instruction.A, Precedence.Unary), Precedence.Unary),
            Op.Select => Choice(instruction),
            Op.ToElement or Op.ToDouble => Conversion(instruction),
            Op.Pow when dialect is Dialect.Formula => ($"{Nested(instruction.A, Precedence.Primary)}^{Nested(instruction.B, Precedence.Primary)}", Precedence.Unary),
            _ => Function(instruction),
        };
    }

    private (string, Precedence) Constant(Instruction constant)
    {
        string text = dialect.Constant(constant);
        return (text, text[0] == '-' ? Precedence.Unary : Precedence.Primary);
    }

    // a - (b - c) and a * (b * c) round differently without their parentheses, so the right side binds tighter.
    // Operators take a lane and a number as they take two lanes.
    private (string, Precedence) Binary(Instruction instruction, string symbol, Precedence precedence)
    {
        Precedence least = precedence == Precedence.Comparison ? precedence + 1 : precedence;
        return ($"{Nested(instruction.A, least)} {symbol} {Nested(instruction.B, precedence + 1)}", precedence);
    }

    // Where one side is the same for all elements, it decides alone or leaves the decision to the other.
    private (string, Precedence) Logic(Instruction instruction, string symbol, Precedence precedence)
    {
        bool leftVaries = Varies(instruction.A), rightVaries = Varies(instruction.B);
        if (!IsLane(instruction) || leftVaries && rightVaries)
            return ($"{Nested(instruction.A, precedence)} {symbol} {Nested(instruction.B, precedence + 1)}", precedence);
        (int condition, int mask) = leftVaries ? (instruction.B, instruction.A) : (instruction.A, instruction.B);
        string none = $"{Dialect.Lanes.Type}.Create(0)";
        string text = instruction.Op == Op.And
            ? $"{Nested(condition, Precedence.Or)} ? {Print(mask)} : {none}"
            : $"{Nested(condition, Precedence.Or)} ? ~{none} : {Print(mask)}";
        return (text, Precedence.Conditional);
    }

    private (string, Precedence) Choice(Instruction instruction)
    {
        if (IsLane(instruction) && Varies(instruction.A))
            return ($"{Dialect.Lanes.Type}.Select({Print(instruction.A)}, {PrintLane(instruction.B)}, {PrintLane(instruction.C)})", Precedence.Primary);
        (string b, string c) = IsLane(instruction)
            ? (NestedLane(instruction.B, Precedence.Or), NestedLane(instruction.C, Precedence.Conditional))
            : (Nested(instruction.B, Precedence.Or), Nested(instruction.C, Precedence.Conditional));
        return ($"{Nested(instruction.A, Precedence.Or)} ? {b} : {c}", Precedence.Conditional);
    }

    private (string, Precedence) Conversion(Instruction instruction)
    {
        if (dialect is Dialect.Formula || (instruction.Op == Op.ToElement && program.Element == ElementType.Double))
            return Expression(instruction.A);
        string type = instruction.Op == Op.ToElement ? "float" : "double";
        return ($"({type}){Nested(instruction.A, Precedence.Unary)}", Precedence.Unary);
    }

    private (string, Precedence) Function(Instruction instruction)
    {
        bool lanes = IsLane(instruction);
        if (lanes && Limit(instruction) is { } limit)
            return ($"{Dialect.Lanes.Type}.{instruction.Op}({Print(instruction.A == limit ? instruction.B : instruction.A)}, {Print(limit)})", Precedence.Primary);
        bool uniform = OpTable.Shape(instruction.Op) is OpShape.Function or OpShape.UniformFunction;
        string[] arguments =
        [
            .. instruction.Operands.Select(o =>
                lanes ? PrintLane(o)
                // These take doubles only, so that a long becomes one by itself.
                : uniform && variable(o) is null && program.Instructions[o].Op == Op.ToDouble ? Print(program.Instructions[o].A)
                : Print(o)),
        ];
        return (dialect.Function(instruction, arguments), Precedence.Primary);
    }

    // The constant that other values are held against, of which is known that it is neither 0 nor NaN.
    private int? Limit(Instruction instruction) => instruction.Op is Op.Min or Op.Max
        ? instruction.Operands.Where(o => program.Instructions[o].IsConstant && (float)program.Instructions[o].Number is < 0 or > 0).Select(o => (int?)o).FirstOrDefault()
        : null;

    private string Nested(int position, Precedence least) => Parenthesized(Expression(position), least);

    private string NestedLane(int position, Precedence least) => Parenthesized(Lane(position), least);

    private (string Text, Precedence Precedence) Lane(int position) =>
        Varies(position) ? Expression(position) : ($"{Dialect.Lanes.Type}.Create({Print(position)})", Precedence.Primary);

    private static string Parenthesized((string Text, Precedence Precedence) expression, Precedence least) =>
        expression.Precedence < least ? $"({expression.Text})" : expression.Text;

    private bool IsLane(Instruction instruction) => dialect is Dialect.Lanes && instruction.Rate is Rate.Varying or Rate.Column;

    private bool Varies(int position) => program.Instructions[position].Rate is Rate.Varying or Rate.Column;
}
