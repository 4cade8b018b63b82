using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Valid programs without sense: every operation, type, rate and name there is, in any order.</summary>
internal sealed class RandomPrograms
{
    private static readonly Op[] Operations =
        [.. Enum.GetValues<Op>().Where(op => OpTable.Shape(op) != OpShape.Input && op is not (Op.StopGradient or Op.Surrogate))];

    private static readonly Op[] Reductions = [.. Operations.Where(op => OpTable.Shape(op) == OpShape.Reduction)];

    private static readonly Op[] ForIntegers = [.. Operations.Where(TakesIntegers)];

    private static readonly ScalarType[] Numbers = [ScalarType.Element, ScalarType.Element, ScalarType.Double, ScalarType.Long];

    // Some are words of the text itself, and some are words of C#.
    private static readonly string[] Names =
        [
            "as", "rule", "state", "parameter", "x", "_y", "class", "hyperparameter", "require", "Constant", "W1", "ö", "名前", "stepSize",
            "true", "Any",
        ];

    private readonly Random _random;
    private readonly ElementType _element;
    private readonly ProgramBuilder _builder = new();
    private readonly Dictionary<ScalarType, List<int>> _values = Enum.GetValues<ScalarType>()
        .ToDictionary(type => type, _ => new List<int>());

    private RandomPrograms(Random random, ElementType element) => (_random, _element) = (random, element);

    /// <summary>A program for one seed, always the same.</summary>
    public static Program Of(int seed, ElementType element = ElementType.Any) => new RandomPrograms(new Random(seed), element).Build();

    /// <summary>Values for the hyperparameters of a program.</summary>
    public static EquatableArray<long> HyperparametersFor(Program program, Random random) =>
        program.Hyperparameters.Select(h => random.Next(2) == 0 ? h.Default : RandomValues.Bit(random, h.Type));

    private Program Build()
    {
        string[] names = [.. Names.OrderBy(_ => _random.Next())];
        Hyperparameter[] hyperparameters = Hyperparameters(names);
        StateSlot[] states = [.. names.Skip(8).Take(_random.Next(5)).Select(name => State(name, hyperparameters))];
        AddInputs(names, hyperparameters, states);
        for (int count = _random.Next(5, 60); count > 0; count--)
        {
            if (_random.Next(4) == 0)
                Keep(Idioms.Add(_builder, _random, Result(), Result()));
            else if (_random.Next(6) == 0)
                AddScaled();
            else
                AddOperation();
        }

        states = [.. states.Select(s => s with { Out = Result(s) })];
        Requirement[] requirements =
        [
            .. Enumerable.Range(0, _random.Next(3)).Select(_ => new Requirement(Value(ScalarType.Bool), RandomValues.Text(_random))),
        ];
        int parameterOut = Result();
        string source = RandomValues.Text(_random);
        return new(
            names[15], source.Length == 0 ? null : source, _element,
            hyperparameters.ToEquatableArray(),
            states.ToEquatableArray(),
            _builder.ToInstructions(),
            parameterOut,
            requirements.ToEquatableArray());
    }

    private Hyperparameter[] Hyperparameters(string[] names)
    {
        var hyperparameters = names.Take(_random.Next(5))
            .Select(name => Hyperparameter(name, RandomValues.Pick(_random, [ScalarType.Double, ScalarType.Long, ScalarType.Bool])))
            .ToList();
        hyperparameters.Insert(
            _random.Next(hyperparameters.Count + 1), Hyperparameter(Generator.Ir.Hyperparameter.LearningRateName, ScalarType.Double));
        return [.. hyperparameters];
    }

    private Hyperparameter Hyperparameter(string name, ScalarType type)
    {
        double low = RandomValues.Double(_random), high = RandomValues.Double(_random);
        Interval range = low <= high ? new(low, _random.Next(2) == 0, high, _random.Next(2) == 0) : Interval.All;
        return new(name, type, RandomValues.Bit(_random, type), range, RandomValues.Text(_random));
    }

    private StateSlot State(string name, Hyperparameter[] hyperparameters)
    {
        int from = _random.Next(-1, hyperparameters.Length);
        Rate rate = RandomValues.Pick(_random, [Rate.Varying, Rate.Varying, Rate.Tensor, Rate.Row, Rate.Column]);
        return new(
            name,
            rate,
            RandomValues.Bit(_random, ScalarType.Double),
            from >= 0 && hyperparameters[from].Type != ScalarType.Double ? -1 : from,
            -1);
    }

    private void AddInputs(string[] names, Hyperparameter[] hyperparameters, StateSlot[] states)
    {
        Keep(_builder.Parameter(names[12]));
        Keep(_builder.Gradient(names[13]));
        Keep(_builder.Step(names[14]));
        Keep(_builder.GradientScale());
        Keep(_builder.Count(RandomValues.Pick(_random, [Rate.Tensor, Rate.Row, Rate.Column])));
        Keep(_builder.IsMatrix());
        for (int i = 0; i < states.Length; i++)
            Keep(_builder.State(i, states[i].Rate, states[i].Name));
        for (int i = 0; i < hyperparameters.Length; i++)
            Keep(_builder.Hyperparameter(i, hyperparameters[i].Type, hyperparameters[i].Name));
    }

    private void AddOperation()
    {
        Op op = RandomValues.Pick(_random, Operations);
        if (OpTable.Shape(op) == OpShape.Reduction)
        {
            Keep(_builder.Reduction(op, RandomValues.Pick(_random, [Rate.Tensor, Rate.Row, Rate.Column]), Value(ScalarType.Element)));
            return;
        }

        if (OpTable.Shape(op) == OpShape.Draw)
        {
            int draw = _builder.Draw(op, new(0, _random.Next(3)));
            Keep(_random.Next(3) == 0 ? _builder.Named(draw, RandomValues.Pick(_random, Names)) : draw);
            return;
        }

        ScalarType type = OpTable.Shape(op) switch
        {
            OpShape.Arithmetic => RandomValues.Pick(_random, ForIntegers.Contains(op) ? Numbers : Numbers[..3]),
            OpShape.Function => RandomValues.Pick(_random, Numbers[..3]),
            OpShape.Comparison => RandomValues.Pick(_random, Numbers),
            OpShape.Conversion => op == Op.ToElement ? ScalarType.Double : ScalarType.Long,
            OpShape.Logic => ScalarType.Bool,
            OpShape.Choice => RandomValues.Pick(_random, Enum.GetValues<ScalarType>()),
            _ => ScalarType.Double,
        };
        int value = Value(type), other = _random.Next(8) == 0 ? value : Value(type);
        int position = OpTable.Arity(op) switch
        {
            1 => _builder.Operation(op, value),
            2 => _builder.Operation(op, value, other),
            _ when OpTable.Shape(op) == OpShape.Arithmetic => _builder.Operation(op, value, other, Value(type)),
            _ => _builder.Operation(op, Condition(type), value, other),
        };
        Keep(_random.Next(3) == 0 ? _builder.Named(position, RandomValues.Pick(_random, Names)) : position);
    }

    // As rules do with reductions: an element is scaled by them, or compared with them.
    private void AddScaled()
    {
        int reduction = Keep(
            _builder.Reduction(
                RandomValues.Pick(_random, Reductions), RandomValues.Pick(_random, [Rate.Tensor, Rate.Row, Rate.Column]), Result()));
        int scale = _builder[reduction].Type == ScalarType.Double ? Keep(_builder.Operation(Op.ToElement, reduction)) : reduction;
        int compared = Keep(_builder.Operation(Op.Less, reduction, Value(_builder[reduction].Type)));
        Keep(_builder.Operation(Op.Select, compared, Result(), Result()));
        Keep(_builder.Operation(Op.Multiply, Result(), scale));
    }

    // The verifier says which operations those are, and has tests of its own.
    private static bool TakesIntegers(Op op) =>
        OpTable.Shape(op) == OpShape.Arithmetic && Verifier.Check(Sketch.Of(s =>
        {
            int step = s.Step;
            s.Do(op, step, OpTable.Arity(op) > 1 ? step : -1);
            return s.X;
        })) is null;

    // A condition that differs by element can only choose among values that may differ by element.
    private int Condition(ScalarType type)
    {
        int condition = Value(ScalarType.Bool);
        return _builder[condition].Rate > Rate.Tensor && type is ScalarType.Double or ScalarType.Long
            ? Keep(_builder.Truth(true))
            : condition;
    }

    // Late ones more often than early ones, so that programs grow deep.
    private int Value(ScalarType type)
    {
        List<int> values = _values[type];
        return values.Count == 0 || _random.Next(4) == 0 ? Keep(Constant(type))
            : _random.Next(2) == 0 ? values[^_random.Next(1, Math.Min(values.Count, 4) + 1)]
            : values[_random.Next(values.Count)];
    }

    // The result mostly depends on the element, so that the element's computation shows.
    private int Result()
    {
        int[] varying = [.. _values[ScalarType.Element].Where(v => _builder[v].Rate == Rate.Varying)];
        return _random.Next(8) == 0 ? Value(ScalarType.Element) : varying[^_random.Next(1, Math.Min(varying.Length, 8) + 1)];
    }

    // The new value of a state changes no more often than the state.
    private int Result(StateSlot state)
    {
        if (state.Rate == Rate.Varying)
            return Result();
        int[] fitting = [.. _values[state.Type].Where(v => Rates.Join(_builder[v].Rate, state.Rate) == state.Rate)];
        return fitting[^_random.Next(1, Math.Min(fitting.Length, 4) + 1)];
    }

    private int Constant(ScalarType type) => type == ScalarType.Element
        ? _builder.Number(type, ElementConstant(RandomValues.Double(_random)))
        : _builder.Constant(type, RandomValues.Bit(_random, type));

    // A rule's own are what its float literals stand for.
    private double ElementConstant(double value) => _element switch
    {
        ElementType.Any => Literals.Widen((float)value),
        ElementType.Single => (float)value,
        _ => value,
    };

    private int Keep(int position)
    {
        _values[_builder[position].Type].Add(position);
        return position;
    }
}
