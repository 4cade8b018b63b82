using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>
/// An expression as text. Larger expressions are made of smaller expressions here and nowhere else, so that the text reads back with the
/// operands that were meant. Every operand gets the parentheses that its place needs, and no two signs become one token.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Precedence">The precedence of the outermost operator.</param>
internal readonly record struct Spelling(string Text, Precedence Precedence)
{
    /// <summary>Returns a name, which can stand anywhere.</summary>
    public static Spelling Name(string name) => new(name, Precedence.Primary);

    /// <summary>Returns a number. A number with a sign is an operator and its operand.</summary>
    public static Spelling Literal(string literal) => new(literal, literal[0] == '-' ? Precedence.Unary : Precedence.Primary);

    /// <summary>
    /// Returns an operator before its operand. An operand that begins with the same sign gets parentheses: <c>--x</c> is another operator.
    /// </summary>
    public static Spelling Prefix(string symbol, Spelling operand)
    {
        string text = operand.Parenthesize(Precedence.Unary);
        return new(symbol + (text[0] == symbol[0] ? $"({text})" : text), Precedence.Unary);
    }

    /// <summary>Returns a conversion to a type that is a keyword. A sign behind a keyword in parentheses belongs to the operand.</summary>
    public static Spelling Cast(string keyword, Spelling operand) =>
        new($"({keyword}){operand.Parenthesize(Precedence.Unary)}", Precedence.Unary);

    /// <summary>
    /// Returns an operator between its operands. The right side binds tighter, since a - (b - c) and a * (b * c) round differently without
    /// their parentheses.
    /// </summary>
    public static Spelling Binary(Spelling left, string symbol, Spelling right, Precedence precedence)
    {
        Precedence ofLeft = precedence == Precedence.Comparison ? precedence + 1 : precedence;
        return new($"{left.Parenthesize(ofLeft)} {symbol} {right.Parenthesize(precedence + 1)}", precedence);
    }

    /// <summary>Returns a choice. A choice within another choice reads from the left without parentheses only in the last place.</summary>
    public static Spelling Choice(Spelling condition, Spelling whenTrue, Spelling whenFalse)
    {
        string branches = $"{whenTrue.Parenthesize(Precedence.ConditionalOr)} : {whenFalse.Parenthesize(Precedence.Conditional)}";
        return new($"{condition.Parenthesize(Precedence.ConditionalOr)} ? {branches}", Precedence.Conditional);
    }

    /// <summary>Returns a call of a function by its name.</summary>
    public static Spelling Call(string function, IEnumerable<Spelling> arguments) =>
        new($"{function}({string.Join(", ", arguments.Select(Argument))})", Precedence.Primary);

    /// <summary>Returns a power in a formula. A power binds tighter than a sign; its operands are names, numbers and calls.</summary>
    public static Spelling Power(Spelling x, Spelling exponent) =>
        new($"{x.Parenthesize(Precedence.Primary)}^{exponent.Parenthesize(Precedence.Primary)}", Precedence.Unary);

    /// <summary>Returns the text, in parentheses if the outermost operator binds looser than the least precedence of a place.</summary>
    public string Parenthesize(Precedence least) => Precedence < least ? $"({Text})" : Text;

    // F(a < b, c > (d)) would be a call of the generic method a<b, c>.
    private static string Argument(Spelling argument, int index)
    {
        bool mayEndTypes = index > 0 && argument.Text.IndexOf("> (", StringComparison.Ordinal) >= 0;
        return argument.Parenthesize(mayEndTypes ? Precedence.Additive : Precedence.Conditional);
    }
}
