using System;
using System.Globalization;
using System.Linq;
using System.Text;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>Prints a program as text, one thing a line. <see cref="ProgramParser"/> reads the text back to an equal program.</summary>
internal static class ProgramPrinter
{
    /// <summary>The version of the format. A text of another version is in another language.</summary>
    public const int FormatVersion = 2;

    /// <summary>Returns a program as text.</summary>
    public static string Print(Program program)
    {
        var text = new StringBuilder();
        string kind = program.Kind == ProgramKind.Rule ? "" : " " + program.Kind;
        Line(text, "rule", program.Name, Quote(program.Source ?? ""), program.Element + kind);
        foreach (Hyperparameter h in program.Hyperparameters)
        {
            string range = Quote(h.Range.ToString());
            Line(text, "hyperparameter", h.Name, h.Type.ToString(), Constant(h.Type, h.Default), range, Quote(h.Message));
        }

        foreach (StateSlot s in program.States)
            Line(text, "state", s.Name, s.Rate.ToString(), Constant(ScalarType.Double, s.Initial), Number(s.InitialFrom), Value(s.Out));
        foreach (InputSlot i in program.Inputs)
            Line(text, "input", i.Name, i.Rate.ToString());
        for (int i = 0; i < program.Instructions.Count; i++)
            Line(text, Value(i), "=", Print(program.Instructions[i], Value));
        foreach (Requirement r in program.Requirements)
            Line(text, "require", Value(r.Condition), Quote(r.Message));
        foreach (OutputSlot o in program.Outputs)
            Line(text, "output", o.Name, o.Rate.ToString(), Value(o.Value));
        if (program.ParameterOut >= 0)
            Line(text, "parameter", Value(program.ParameterOut));
        return text.ToString();
    }

    /// <summary>Returns an instruction as words.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="operand">Returns the word for an operand, given the operand's position.</param>
    public static string Print(Instruction instruction, Func<int, string> operand)
    {
        var words = new StringBuilder(instruction.Op.ToString());
        if (instruction.Op is Op.Hyperparameter or Op.Constant)
            words.Append(' ').Append(instruction.Type);
        if (instruction.Op is Op.Input or Op.Hyperparameter or Op.State || instruction.IsDraw)
            words.Append(' ').Append(Number(instruction.Payload.Bits));
        if (instruction.Op is Op.Constant)
            words.Append(' ').Append(Constant(instruction.Type, instruction.Payload.Bits));
        if (instruction.Op is Op.Count)
            words.Append(' ').Append(instruction.Payload.Rate);
        if (instruction.IsReduction)
            words.Append(' ').Append(instruction.Rate);
        foreach (int position in instruction.Operands)
            words.Append(' ').Append(operand(position));
        if (instruction.Name is not null)
            words.Append(" as ").Append(instruction.Name);
        return words.ToString();
    }

    /// <summary>Returns the bits of a constant as a word.</summary>
    public static string Constant(ScalarType type, long bits) => type switch
    {
        ScalarType.Bool => bits != 0 ? "true" : "false",
        ScalarType.Long => Number(bits),
        _ => Floating(bits),
    };

    // All hosts read up to 15 digits back alike. A number with more digits, or a number that is not finite, is printed as its bits.
    private static string Floating(long bits)
    {
        string text = Literals.Decimal(BitConverter.Int64BitsToDouble(bits));
        return text.Count(char.IsDigit) <= 15 && ProgramParser.TryParseFloating(text, out long back) && back == bits
            ? text
            : "#" + bits.ToString("X16", CultureInfo.InvariantCulture);
    }

    private static void Line(StringBuilder text, params string[] words) => text.Append(string.Join(" ", words)).Append('\n');

    private static string Value(int position) => "%" + Number(position);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // A character that could end a line, here or in C#, is printed as its code.
    private static string Quote(string text) => "\"" + string.Concat(text.Select(Quoted)) + "\"";

    private static string Quoted(char c) =>
        c is '\\' or '"' ? "\\" + c
        : c == '\n' ? "\\n"
        : c == '\r' ? "\\r"
        : IsCoded(c) ? "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)
        : c.ToString();

    private static bool IsCoded(char c) =>
        char.IsControl(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
