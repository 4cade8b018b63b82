using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Tests.Printing;

/// <summary>
/// Expressions of every operation within every operand of every other, two and three deep, over all types and rates. All of them are values
/// of one program, so that the interpreter computes them in one run.
/// </summary>
internal sealed class Shapes
{
    /// <summary>The number of inputs of each kind.</summary>
    public const int Inputs = 6;

    private static readonly ScalarType[] Numbers = [ScalarType.Element, ScalarType.Double, ScalarType.Long];

    private static readonly Op[] Comparisons = [Op.Less, Op.LessOrEqual, Op.Greater, Op.GreaterOrEqual, Op.Equal, Op.NotEqual];

    private readonly ProgramBuilder _builder = new();
    private readonly Dictionary<int, string> _names = [];
    private readonly List<StateSlot> _results = [];
    private readonly ElementType _element;
    private readonly bool _isVarying;
    private readonly Variant _variant;
    private readonly long _large;
    private int _leaves;

    private Shapes(ElementType element, bool isVarying, Variant variant, long large = 0)
    {
        (_element, _isVarying, _variant, _large) = (element, isVarying, variant, large);
        for (int i = 0; i < Inputs; i++)
        {
            Name(_builder.Hyperparameter(i, ScalarType.Double, $"d{i}"), $"d{i}");
            Name(_builder.Hyperparameter(i + Inputs, ScalarType.Long, $"n{i}"), $"n{i}");
            Name(_builder.Hyperparameter(i + (2 * Inputs), ScalarType.Bool, $"b{i}"), $"b{i}");
            Name(_builder.Operation(Op.ToElement, Double(i)), $"e{i}");
            Name(_builder.State(i, Rate.Varying, $"v{i}"), $"v{i}");
        }

        for (int i = 0; i < Inputs; i++)
            Name(_builder.Operation(Op.Less, Varying(i), Varying((i + 1) % Inputs)), $"m{i}");
    }

    /// <summary>The leaves of an expression that are literals, or that differ by element.</summary>
    public enum Variant
    {
        /// <summary>All are variables; of those that may differ by element, all do.</summary>
        Variables,

        /// <summary>The innermost operand is a literal with a sign.</summary>
        InnerLiteral,

        /// <summary>All others are literals.</summary>
        OuterLiterals,

        /// <summary>The innermost operand is the same for all elements.</summary>
        InnerUniform,

        /// <summary>All others are the same for all elements.</summary>
        OuterUniform,
    }

    /// <summary>The program, whose states become the results.</summary>
    public Program Program => new(
        "Shapes",
        null,
        _element,
        Enumerable.Range(0, 3 * Inputs)
            .Select(i => new Hyperparameter($"h{i}", (ScalarType)(1 + (i / Inputs)), 0, Interval.All, ""))
            .ToEquatableArray(),
        _results.ToEquatableArray(),
        _builder.ToInstructions(),
        Varying(0),
        EquatableArray<Requirement>.Empty);

    /// <summary>The positions of the results in the program.</summary>
    public IReadOnlyList<int> Results => [.. _results.Select(r => r.Out)];

    /// <summary>The variable that holds a value, or null.</summary>
    public string? NameOf(int position) => _names.GetValueOrDefault(position);

    /// <summary>Expressions of numbers and truth values that are the same for all elements.</summary>
    /// <param name="element">The type of the elements.</param>
    /// <param name="variant">The leaves that are literals.</param>
    /// <param name="large">The size of whole literals: the product of two of them fits no int.</param>
    public static Shapes OfNumbers(ElementType element, Variant variant, long large = 2_000_000_000) =>
        new Shapes(element, isVarying: false, variant, large).Filled();

    /// <summary>Expressions that differ by element.</summary>
    public static Shapes OfVectors(ElementType element, Variant variant) => new Shapes(element, isVarying: true, variant).Filled();

    private Shapes Filled()
    {
        Slot[] slots = [.. Slots()];
        ILookup<ScalarType, Slot> byOperand = slots.ToLookup(s => s.Operands[s.At]);
        foreach (Slot inner in slots)
        {
            foreach (Slot middle in byOperand[inner.Result])
            {
                Add(inner, middle);
                foreach (Slot outer in byOperand[middle.Result].Where(outer => IsTriple(inner, middle, outer)))
                    Add(inner, middle, outer);
            }
        }

        return this;
    }

    // One operation of those that are spelt alike is enough in triples; and one type, if nothing is converted.
    private static bool IsTriple(params Slot[] chain) =>
        !chain.Any(s => s.Op is Op.LessOrEqual or Op.GreaterOrEqual or Op.NotEqual or Op.Abs or Op.Max)
        && (chain.Any(s => OpTable.Shape(s.Op) == OpShape.Conversion)
            || !chain.Any(s => s.Result is ScalarType.Double or ScalarType.Long || s.Operands[^1] is ScalarType.Double or ScalarType.Long));

    private IEnumerable<Slot> Slots()
    {
        IEnumerable<Slot> Each(Op op, ScalarType result, params ScalarType[] operands) =>
            operands.Select((_, at) => new Slot(op, operands, at, result));
        foreach (ScalarType type in _isVarying ? Numbers[..1] : Numbers)
        {
            Op[] binary = type == ScalarType.Long
                ? [Op.Add, Op.Subtract, Op.Multiply, Op.Min]
                : [Op.Add, Op.Subtract, Op.Multiply, Op.Divide, Op.Min, Op.Max];
            Op[] unary = type == ScalarType.Long ? [Op.Negate] : _isVarying ? [Op.Negate, Op.Abs] : [Op.Negate, Op.Abs, Op.Reciprocal];
            foreach (Slot slot in binary.SelectMany(op => Each(op, type, type, type))
                .Concat(unary.SelectMany(op => Each(op, type, type)))
                .Concat(Comparisons.SelectMany(op => Each(op, ScalarType.Bool, type, type))))
                yield return slot;
        }

        foreach (Slot slot in Each(Op.And, ScalarType.Bool, ScalarType.Bool, ScalarType.Bool)
            .Concat(Each(Op.Or, ScalarType.Bool, ScalarType.Bool, ScalarType.Bool))
            .Concat(Each(Op.Not, ScalarType.Bool, ScalarType.Bool)))
            yield return slot;
        foreach (Slot slot in (_isVarying ? [ScalarType.Element, ScalarType.Bool] : Enum.GetValues<ScalarType>())
            .SelectMany(type => Each(Op.Select, type, ScalarType.Bool, type, type)))
            yield return slot;
        if (!_isVarying)
        {
            yield return new(Op.ToElement, [ScalarType.Double], 0, ScalarType.Element);
            yield return new(Op.ToDouble, [ScalarType.Long], 0, ScalarType.Double);
        }
    }

    private void Add(params Slot[] chain)
    {
        _leaves = 0;
        int value = Leaf(chain[0].Operands[chain[0].At], isInner: true);
        foreach (Slot slot in chain)
        {
            int[] operands = [.. slot.Operands.Select((type, i) => i == slot.At ? value : Leaf(type, isInner: false))];
            value = _builder.Operation(
                slot.Op,
                operands[0],
                operands.ElementAtOrDefault(1) is var b && operands.Length > 1 ? b : -1,
                operands.Length > 2 ? operands[2] : -1);

            // A value that is the same for all elements reaches a loop as a variable; a known value is folded.
            if (_isVarying && _builder[value].Rate < Rate.Varying || _builder[value].Rate == Rate.Constant)
                return;
        }

        value = _builder[value].Type switch
        {
            ScalarType.Bool => _builder.Operation(
                Op.Select, value, _builder.Number(ScalarType.Element, 1), _builder.Number(ScalarType.Element, 2)),
            ScalarType.Long => _builder.Operation(Op.ToDouble, value),
            _ => value,
        };
        _results.Add(new("r", _builder[value].Type == ScalarType.Double ? Rate.Tensor : Rate.Varying, 0, -1, value));
    }

    private int Leaf(ScalarType type, bool isInner)
    {
        int index = _leaves++ % Inputs;
        if (_variant == (isInner ? Variant.InnerLiteral : Variant.OuterLiterals))
            return Literal(type, index);
        bool isUniform = !_isVarying || _variant == (isInner ? Variant.InnerUniform : Variant.OuterUniform);
        return type switch
        {
            ScalarType.Element => isUniform ? _builder.Operation(Op.ToElement, Double(index)) : Varying(index),
            ScalarType.Bool => isUniform
                ? _builder.Hyperparameter(index + (2 * Inputs), type, $"b{index}")
                : _builder.Operation(Op.Less, Varying(index), Varying((index + 1) % Inputs)),
            ScalarType.Long => _builder.Hyperparameter(index + Inputs, type, $"n{index}"),
            _ => Double(index),
        };
    }

    private int Literal(ScalarType type, int index) => type switch
    {
        ScalarType.Bool => _builder.Truth(index % 2 == 1),
        ScalarType.Long => _builder.Constant(type, index % 2 == 0 ? -3 - index : _large + index),
        _ => _builder.Number(type, index % 2 == 0 ? -0.75 - index : 1.25 + index),
    };

    private int Double(int index) => _builder.Hyperparameter(index, ScalarType.Double, $"d{index}");

    private int Varying(int index) => _builder.State(index, Rate.Varying, $"v{index}");

    private void Name(int position, string name) => _names.Add(position, name);

    // One operand of an operation: where another expression goes.
    private sealed record Slot(Op Op, ScalarType[] Operands, int At, ScalarType Result);
}
