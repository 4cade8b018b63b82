using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>
/// Reads the text that <see cref="ProgramPrinter"/> writes. The text may come from any assembly, so nothing in it is taken on trust.
/// </summary>
internal static class ProgramParser
{
    /// <summary>Returns the program, or null if the text is not a program.</summary>
    public static Program? Parse(string text)
    {
        try
        {
            Program program = new Reader().Read(text);
            return Verifier.Check(program) is null ? program : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static bool TryParseFloating(string text, out long bits)
    {
        if (text.StartsWith("#", StringComparison.Ordinal))
            return long.TryParse(text.Substring(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits);
        bool parsed = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        // Some hosts lose the sign of zero.
        bits = BitConverter.DoubleToInt64Bits(value == 0 && text.StartsWith("-", StringComparison.Ordinal) ? -0.0 : value);
        return parsed;
    }

    private sealed class Reader
    {
        private readonly ProgramBuilder _builder = new();
        private readonly List<Hyperparameter> _hyperparameters = [];
        private readonly List<StateSlot> _states = [];
        private readonly List<InputSlot> _inputs = [];
        private readonly List<OutputSlot> _outputs = [];
        private readonly List<Requirement> _requirements = [];
        private string? _name;
        private string? _source;
        private ElementType _element;
        private ProgramKind _kind;
        private int _instructions;
        private int _parameterOut = -1;

        public Program Read(string text)
        {
            foreach (string line in text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
                Line(Words(line));
            return new(
                _name ?? throw new FormatException(),
                _source!.Length == 0 ? null : _source,
                _element,
                _hyperparameters.ToEquatableArray(),
                _states.ToEquatableArray(),
                _builder.ToInstructions(),
                _parameterOut,
                _requirements.ToEquatableArray(),
                _kind)
            {
                Inputs = _inputs.ToEquatableArray(),
                Outputs = _outputs.ToEquatableArray(),
            };
        }

        private void Line(List<string> words)
        {
            switch (Word(words, 0))
            {
                case "rule":
                    (_name, _source, _element) = (Word(words, 1), Word(words, 2), Enumeration<ElementType>(Word(words, 3)));
                    _kind = words.Count > 4 ? Enumeration<ProgramKind>(words[4]) : ProgramKind.Rule;
                    break;
                case "hyperparameter":
                    ScalarType type = Enumeration<ScalarType>(Word(words, 2));
                    if (!Interval.TryParse(Word(words, 4), out Interval range))
                        throw new FormatException();
                    _hyperparameters.Add(new(Word(words, 1), type, Constant(type, Word(words, 3)), range, Word(words, 5)));
                    break;
                case "state":
                    _states.Add(new(
                        Word(words, 1),
                        Enumeration<Rate>(Word(words, 2)),
                        Constant(ScalarType.Double, Word(words, 3)),
                        Index(Word(words, 4)),
                        Value(Word(words, 5))));
                    break;
                case "input":
                    _inputs.Add(new(Word(words, 1), Enumeration<Rate>(Word(words, 2))));
                    break;
                case "output":
                    _outputs.Add(new(Word(words, 1), Enumeration<Rate>(Word(words, 2)), Value(Word(words, 3))));
                    break;
                case "require":
                    _requirements.Add(new(Value(Word(words, 1)), Word(words, 2)));
                    break;
                case "parameter":
                    _parameterOut = Value(Word(words, 1));
                    break;
                case var position when Value(position) == _instructions && Word(words, 1) == "=":
                    if (Instruction(words) != _instructions++)
                        throw new FormatException();
                    break;
                default:
                    throw new FormatException();
            }
        }

        private int Instruction(List<string> words)
        {
            string? name = null;
            if (words.Count > 4 && words[words.Count - 2] == "as")
            {
                name = words[words.Count - 1];
                words.RemoveRange(words.Count - 2, 2);
            }

            if (!OpTable.TryParse(Word(words, 2), out Op op))
                throw new FormatException();
            switch (op)
            {
                case Op.Input:
                    int input = Index(Word(words, 3));
                    Rate inputRate = input >= 0 && input < _inputs.Count ? _inputs[input].Rate : throw new FormatException();
                    return _builder.Input(input, inputRate, name ?? throw new FormatException());
                case Op.Parameter:
                    return _builder.Parameter(name ?? throw new FormatException());
                case Op.Gradient:
                    return _builder.Gradient(name ?? throw new FormatException());
                case Op.Updated:
                    return _builder.Updated(name ?? throw new FormatException());
                case Op.Step:
                    return _builder.Step(name ?? throw new FormatException());
                case Op.GradientScale:
                    return _builder.GradientScale();
                case Op.State:
                    int state = Index(Word(words, 3));
                    Rate rate = state >= 0 && state < _states.Count ? _states[state].Rate : throw new FormatException();
                    return _builder.State(state, rate, name ?? throw new FormatException());
                case Op.Hyperparameter:
                    return _builder.Hyperparameter(
                        Index(Word(words, 4)), Enumeration<ScalarType>(Word(words, 3)), name ?? throw new FormatException());
                case Op.Constant:
                    ScalarType type = Enumeration<ScalarType>(Word(words, 3));
                    return _builder.Constant(type, Constant(type, Word(words, 4)));
                case Op.Count:
                    return _builder.Count(Enumeration<Rate>(Word(words, 3)));
                case Op.IsMatrix:
                    return _builder.IsMatrix();
                case Op.UniformNoise or Op.NormalNoise:
                    return _builder.Named(_builder.Draw(op, Draw.FromNumber(Number(Word(words, 3)))), name);
                case Op.Sum or Op.Mean or Op.Norm or Op.Maximum:
                    return _builder.Named(_builder.Reduction(op, Enumeration<Rate>(Word(words, 3)), Operand(Word(words, 4))), name);
            }

            int arity = OpTable.Arity(op);
            if (words.Count != 3 + arity)
                throw new FormatException();
            int a = Operand(words[3]);
            int b = arity > 1 ? Operand(words[4]) : -1;
            int c = arity > 2 ? Operand(words[5]) : -1;
            return _builder.Named(_builder.Operation(op, a, b, c), name);
        }

        private int Operand(string word)
        {
            int operand = Value(word);
            return operand < _instructions ? operand : throw new FormatException();
        }

        private static int Value(string word) =>
            word.Length > 1
            && word[0] == '%'
            && int.TryParse(word.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out int position)
                ? position
                : throw new FormatException();

        private static int Index(string word) =>
            int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index)
                ? index
                : throw new FormatException();

        private static long Number(string word) =>
            long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw new FormatException();

        private static long Constant(ScalarType type, string word) => type switch
        {
            ScalarType.Bool => word == "true" ? 1 : word == "false" ? 0 : throw new FormatException(),
            ScalarType.Long => Number(word),
            _ => TryParseFloating(word, out long bits) ? bits : throw new FormatException(),
        };

        private static TEnum Enumeration<TEnum>(string word)
            where TEnum : struct =>
            Enum.TryParse(word, out TEnum value) && Enum.IsDefined(typeof(TEnum), value) ? value : throw new FormatException();

        private static string Word(List<string> words, int index) => index < words.Count ? words[index] : throw new FormatException();

        private static char CodeUnit(string line, ref int i)
        {
            const NumberStyles Hex = NumberStyles.AllowHexSpecifier;
            if (i + 4 >= line.Length || !ushort.TryParse(line.Substring(i + 1, 4), Hex, CultureInfo.InvariantCulture, out ushort unit))
                throw new FormatException();
            i += 4;
            return (char)unit;
        }

        // Single spaces part words; quoted words may hold spaces.
        private static List<string> Words(string line)
        {
            var words = new List<string>();
            var word = new StringBuilder();
            bool quoted = false;
            for (int i = 0; i < line.Length; i++)
            {
                char c = line[i];
                if (c == '"')
                {
                    quoted = !quoted;
                }
                else if (c == '\\' && quoted && i + 1 < line.Length)
                {
                    word.Append(line[++i] switch { 'n' => '\n', 'r' => '\r', 'u' => CodeUnit(line, ref i), var other => other });
                }
                else if (c == ' ' && !quoted)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }
                else
                {
                    word.Append(c);
                }
            }

            words.Add(word.ToString());
            return quoted ? throw new FormatException() : words;
        }
    }
}
