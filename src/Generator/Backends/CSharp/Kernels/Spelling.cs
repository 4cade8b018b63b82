using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>
/// An expression as text. Larger expressions are made of smaller ones here and nowhere else, so that what is read back has the operands that were
/// meant: each gets the parentheses that its place needs, and no two signs become one token.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Precedence">How tightly its outermost operator binds.</param>
internal readonly record struct Spelling(string Text, Precedence Precedence)
{
    /// <summary>A name, which can stand anywhere.</summary>
    public static Spelling Name(string name) => new(name, Precedence.Primary);

    /// <summary>A number; one with a sign is an operator and its operand.</summary>
    public static Spelling Literal(string literal) => new(literal, literal[0] == '-' ? Precedence.Unary : Precedence.Primary);

    /// <summary>An operator before its operand. The operand of a sign has no sign of its own outside parentheses: <c>--x</c> is another operator.</summary>
    public static Spelling Prefix(string symbol, Spelling operand)
    {
        string text = operand.Parenthesize(Precedence.Unary);
        return new(symbol + (text[0] == symbol[0] ? $"({text})" : text), Precedence.Unary);
    }

    /// <summary>A conversion to a type that is a keyword, so that a sign behind it is that of the operand.</summary>
    public static Spelling Cast(string keyword, Spelling operand) => new($"({keyword}){operand.Parenthesize(Precedence.Unary)}", Precedence.Unary);

    /// <summary>
    /// An operator between its operands. a - (b - c) and a * (b * c) round differently without their parentheses, so the right side binds tighter.
    /// </summary>
    public static Spelling Binary(Spelling left, string symbol, Spelling right, Precedence precedence) =>
        new($"{left.Parenthesize(precedence == Precedence.Comparison ? precedence + 1 : precedence)} {symbol} {right.Parenthesize(precedence + 1)}", precedence);

    /// <summary>A choice; another one within it reads from the left without parentheses only where it comes last.</summary>
    public static Spelling Choice(Spelling condition, Spelling whenTrue, Spelling whenFalse) => new(
        $"{condition.Parenthesize(Precedence.ConditionalOr)} ? {whenTrue.Parenthesize(Precedence.ConditionalOr)} : {whenFalse.Parenthesize(Precedence.Conditional)}",
        Precedence.Conditional);

    /// <summary>A call of a function by its name.</summary>
    public static Spelling Call(string function, IEnumerable<Spelling> arguments) => new($"{function}({string.Join(", ", arguments.Select(Argument))})", Precedence.Primary);

    /// <summary>A power in a formula, which binds tighter than a sign, and whose operands are names, numbers and calls.</summary>
    public static Spelling Power(Spelling x, Spelling exponent) => new($"{x.Parenthesize(Precedence.Primary)}^{exponent.Parenthesize(Precedence.Primary)}", Precedence.Unary);

    /// <summary>The text where operators bind at least as tightly as that.</summary>
    public string Parenthesize(Precedence least) => Precedence < least ? $"({Text})" : Text;

    // F(a < b, c > (d)) would be a call of the generic method a<b, c>.
    private static string Argument(Spelling argument, int index) =>
        argument.Parenthesize(index > 0 && argument.Text.IndexOf("> (", StringComparison.Ordinal) >= 0 ? Precedence.Additive : Precedence.Conditional);
}
