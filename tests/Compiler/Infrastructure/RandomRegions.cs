using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Regions of every operation and rate, in any order.</summary>
/// <remarks>
/// Smooth ones have operands for which the operations have a derivative, and results that stay small: roots and logarithms of numbers above
/// one, quotients by such numbers. Ties and steps of width 0 are as likely as random doubles make them.
/// </remarks>
internal sealed class RandomRegions
{
    private static readonly Rate[] s_rates = [Rate.Tensor, Rate.Row, Rate.Column, Rate.Varying];

    private static readonly Op[] s_operations =
        [.. Enum.GetValues<Op>().Where(
            op => OpTable.Shape(op) is not (OpShape.Input or OpShape.Logic or OpShape.Comparison)
                && op is not (Op.StopGradient or Op.Surrogate))];

    private readonly Random _random;
    private readonly bool _isSmooth;
    private readonly ProgramBuilder _builder = new();
    private readonly List<int> _values = [];

    private RandomRegions(Random random, bool isSmooth) => (_random, _isSmooth) = (random, isSmooth);

    /// <summary>Returns a region for one seed, always the same.</summary>
    public static Program Create(int seed, bool isSmooth, ElementType element = ElementType.Double) =>
        new RandomRegions(new Random(seed), isSmooth).Build(element);

    private Program Build(ElementType element)
    {
        InputSlot[] inputs = [.. s_rates.Select((rate, i) => new InputSlot("x" + i, rate))];
        for (int i = 0; i < inputs.Length; i++)
            _values.Add(_builder.Input(i, inputs[i].Rate, inputs[i].Name));
        for (int count = _random.Next(3, 30); count > 0; count--)
            Add(RandomValues.Pick(_random, s_operations));
        OutputSlot[] outputs = [.. s_rates.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).Select(Output)];
        return new(
            "Region", null, element, EquatableArray<Hyperparameter>.Empty, EquatableArray<StateSlot>.Empty, _builder.ToInstructions(), -1,
            EquatableArray<Requirement>.Empty, ProgramKind.Region)
        {
            Inputs = inputs.ToEquatableArray(),
            Outputs = outputs.ToEquatableArray(),
        };
    }

    // Late values more often than early ones, of the type and the rates that an output can have.
    private OutputSlot Output(Rate rate)
    {
        ScalarType type = rate == Rate.Tensor ? ScalarType.Double : ScalarType.Element;
        int[] fitting = [.. _values.Where(v => _builder[v].Type == type && Rates.Join(_builder[v].Rate, rate) == rate)];
        return new("y" + (int)rate, rate, fitting[^_random.Next(1, Math.Min(fitting.Length, 5) + 1)]);
    }

    private void Add(Op op)
    {
        switch (OpTable.Shape(op))
        {
            case OpShape.Reduction:
                int reduced = Value(ScalarType.Element);
                if (_isSmooth && op == Op.Norm)
                    reduced = Above(reduced);
                int reduction = _builder.Reduction(op, RandomValues.Pick(_random, s_rates[..3]), reduced);
                _values.Add(_isSmooth ? Bounded(reduction) : reduction);
                return;
            case OpShape.Draw:
                _values.Add(_builder.Draw(op, new(0, _random.Next(3))));
                return;
            case OpShape.Conversion:
                Convert(op);
                return;
            case OpShape.Choice:
                ScalarType chosen = RandomValues.Pick(_random, [ScalarType.Element, ScalarType.Element, ScalarType.Double]);
                int condition = Condition(chosen);
                _values.Add(_builder.Operation(Op.Select, condition, Value(chosen), Value(chosen)));
                return;
            default:
                ScalarType type = OpTable.Shape(op) == OpShape.UniformFunction
                    ? ScalarType.Double
                    : RandomValues.Pick(_random, [ScalarType.Element, ScalarType.Element, ScalarType.Double]);
                Arithmetic(op, type);
                return;
        }
    }

    private void Convert(Op op)
    {
        int value = op == Op.ToElement ? Value(ScalarType.Double) : Value(ScalarType.Element);
        if (op == Op.ToElement || _builder[value].Rate <= Rate.Tensor)
            _values.Add(_builder.Operation(op, value));
    }

    private void Arithmetic(Op op, ScalarType type)
    {
        int a = Value(type), b = Value(type);
        if (_isSmooth)
        {
            a = op is Op.Sqrt or Op.SqrtEstimate or Op.Log or Op.Pow or Op.Cbrt or Op.Reciprocal ? Above(a) : op == Op.Exp ? Bounded(a) : a;
            b = op is Op.Divide ? Above(b) : op is Op.Pow ? Bounded(b) : b;
            if (op == Op.Atan2)
                b = Above(b);
        }

        int result = OpTable.Arity(op) switch
        {
            1 => _builder.Operation(op, a),
            2 => _builder.Operation(op, a, b),
            _ => _builder.Operation(op, a, b, Value(type)),
        };
        _values.Add(_isSmooth && op is Op.Exp or Op.Multiply or Op.FusedMultiplyAdd or Op.MultiplyAddEstimate or Op.Pow
            ? Bounded(result)
            : result);
    }

    // A double differs by no element, so that only conditions that do not either choose one.
    private int Condition(ScalarType chosen)
    {
        ScalarType type = chosen == ScalarType.Double ? ScalarType.Double : RandomValues.Pick(_random, [ScalarType.Element, chosen]);
        int condition = _builder.Operation(
            RandomValues.Pick(_random, [Op.Less, Op.LessOrEqual, Op.Greater, Op.GreaterOrEqual]), Value(type), Value(type));
        return _random.Next(4) == 0 ? _builder.Operation(Op.Not, condition) : condition;
    }

    // From 1 on.
    private int Above(int value)
    {
        int square = _builder.Operation(Op.Multiply, value, value);
        return _builder.Operation(Op.Add, _builder.Number(_builder[value].Type, 1), square);
    }

    // Between -1 and 1.
    private int Bounded(int value) => _builder.Operation(Op.Divide, value, _builder.Operation(Op.Sqrt, Above(value)));

    private int Value(ScalarType type)
    {
        int[] fitting = [.. _values.Where(v => _builder[v].Type == type)];
        return fitting.Length == 0 || _random.Next(6) == 0
            ? _builder.Number(type, Math.Round(_random.NextDouble() * 4 - 2, 2))
            : fitting[^_random.Next(1, Math.Min(fitting.Length, 8) + 1)];
    }
}
