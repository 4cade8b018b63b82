using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FusedOpt.Fuzz.Tests.Cases;

/// <summary>A random rule, transform or average, as the text of its class.</summary>
internal sealed class RandomMethod
{
    // Ordinary words, words of C#, and names that the generated code uses itself.
    private static readonly string[] Names =
    [
        "velocity", "expAvg", "expAvgSq", "x", "y", "t", "i", "length", "count", "start", "first", "end", "row", "column", "uniforms",
        "context", "sum", "norm", "mean",
        "block", "value", "@event", "@class", "uniform", "term", "kept", "draw", "scale", "momentum", "size", "rest", "a", "b", "c", "mask",
        "sharing", "alone", "w",
    ];

    private readonly Random _random;
    private readonly string _class;
    private readonly string _form;
    private readonly List<Variable> _variables = [];
    private readonly List<Variable> _states = [];
    private readonly Queue<string> _names;
    private readonly StringBuilder _body = new();
    private readonly RandomExpression _expressions;
    private readonly List<string> _helpers = [];

    private RandomMethod(Random random, string className, string form, bool measures, bool draws)
    {
        (_random, _class, _form) = (random, className, form);
        _names = new(Names.OrderBy(_ => random.Next()));
        _expressions = new(random, _variables) { Measures = measures, Draws = draws };
    }

    /// <summary>The hyperparameters, by name and kind, but for the learning rate.</summary>
    public List<(string Name, Kind Kind)> Hyperparameters { get; } = [];

    /// <summary>The class.</summary>
    public string Text { get; private set; } = "";

    /// <summary>A random class.</summary>
    /// <param name="random">The source of the random choices.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="form">UpdateRule, GradientTransform or WeightAverage.</param>
    /// <param name="measures">True if the method may measure the parameter, and keep state of rows, columns and the whole.</param>
    public static RandomMethod Of(Random random, string className, string form, bool measures)
    {
        var method = new RandomMethod(random, className, form, measures, draws: random.Next(4) == 0);
        method.Write(measures);
        return method;
    }

    private void Write(bool measures)
    {
        string changed = _form == "GradientTransform"
            ? "gradient"
            : "parameter", other = _form switch { "UpdateRule" => "gradient", "GradientTransform" => "parameter", _ => "before" };
        var parameters = new List<string> { "ref float " + changed };
        _variables.Add(new(changed, Kind.Float, Rate.Varying, Rate.Varying));
        if (_form == "UpdateRule" || _random.Next(3) > 0)
        {
            parameters.Add("float " + other);
            _variables.Add(new(other, Kind.Float, Rate.Varying, Rate.Varying));
        }

        string[] defaults = Defaults();
        for (int count = _random.Next(4); count > 0; count--)
            parameters.Add(State(measures));
        if (_random.Next(3) > 0)
        {
            parameters.Add("long step");
            _variables.Add(new("step", Kind.Long, Rate.Uniform, null));
        }

        if (_expressions.Draws)
            parameters.Add("Noise noise");
        parameters.AddRange(defaults);
        for (int count = _random.Next(3); count > 0; count--)
            AddHelper();
        Statements(_random.Next(1, 9), Rate.Uniform, 0);
        Finish(changed);

        string method = _form switch { "UpdateRule" => "Update", "GradientTransform" => "Transform", _ => "Average" };
        Text = $"[{_form}]\npublic static partial class {_class}\n{{\n    private const float Third = 1f / 3f;\n\n    public static void "
            + $"{method}({string.Join(", ", parameters)})\n    {{\n{_body}    }}\n{string.Concat(_helpers)}}}\n";
    }

    private string[] Defaults()
    {
        var parameters = new List<string>();
        if (_form == "UpdateRule")
        {
            parameters.Add("double learningRate = 0.01");
            _variables.Add(new("learningRate", Kind.Double, Rate.Uniform, null));
        }

        for (int count = _random.Next(4); count > 0; count--)
        {
            Kind kind = _random.Next(4) switch { 0 => Kind.Long, 1 => Kind.Bool, _ => Kind.Double };
            string name = _names.Dequeue().TrimStart('@') + "Rate";
            Hyperparameters.Add((name, kind));
            parameters.Add($"{Word(kind)} {name} = {Value(kind)}");
            _variables.Add(new(name, kind, Rate.Uniform, null));
        }

        _variables.Add(new("Third", Kind.Float, Rate.Uniform, null));
        return [.. parameters];
    }

    /// <summary>A value for a hyperparameter.</summary>
    public string Value(Kind kind) => kind switch
    {
        Kind.Long => _random.Next(-2, 6).ToString(CultureInfo.InvariantCulture),
        Kind.Bool => _random.Next(2) == 0 ? "true" : "false",
        _ => Pick(["0.0", "0.5", "0.9", "0.999", "1.0", "1e-8", "0.1", "-0.25", "3.0", "1e-40"]),
    };

    private string State(bool measures)
    {
        string name = _names.Dequeue();
        Rate rate = _random.Next(measures ? 7 : 3) switch { 4 => Rate.Row, 5 => Rate.Column, 6 => Rate.Tensor, _ => Rate.Varying };
        var state = new Variable(name, rate == Rate.Tensor ? Kind.Double : Kind.Float, rate, rate);
        _variables.Add(state);
        _states.Add(state);
        var options = new List<string>();
        if (rate is Rate.Row or Rate.Column)
            options.Add($"Per = Per.{rate}");
        string[] doubles = [.. Hyperparameters.Where(h => h.Kind == Kind.Double).Select(h => h.Name)];
        if (_random.Next(4) == 0)
            options.Add(
                doubles.Length > 0 && _random.Next(2) == 0
                    ? $"InitialFrom = nameof({Pick(doubles)})"
                    : $"Initial = {Pick(["0.5", "-1", "1e-3", "0.1"])}");
        return $"{(options.Count > 0 ? $"[State({string.Join(", ", options)})] " : "")}ref {Word(state.Kind)} {name}";
    }

    // Read at each call, with what the arguments are there.
    private void AddHelper()
    {
        Kind result = _random.Next(3) == 0 ? Kind.Double : Kind.Float;
        Kind[] kinds =
        [
            .. Enumerable.Range(0, _random.Next(1, 4))
                .Select(
                    i => i == 0 ? result : _random.Next(5) switch { 0 => Kind.Double, 1 => Kind.Bool, 2 => Kind.Long, _ => Kind.Float }),
        ];

        // A truth value is one of elements, perhaps; what is a double is not chosen by it.
        if (result == Kind.Double)
            kinds = [.. kinds.Select(k => k == Kind.Float || k == Kind.Bool ? Kind.Double : k)];
        var locals = kinds.Select((k, i) => new Variable($"p{i}", k, k is Kind.Float or Kind.Bool ? Rate.Varying : Rate.Uniform, null))
            .ToList();
        var inner = new RandomExpression(_random, locals) { IsWithinElements = true };
        Rate most = result == Kind.Float ? Rate.Varying : Rate.Tensor;
        string name = $"Helper{_helpers.Count}", first = inner.Of(result, most, 2).Text;
        locals.Add(new("q", result, most, null));
        _helpers.Add(
            $"\n    private static {Word(result)} {name}({string.Join(", ", kinds.Select((k, i) => $"{Word(k)} p{i}"))})\n    {{\n        "
                + $"{Word(result)} q = {first};\n        return {inner.Of(result, most, 2).Text};\n    }}\n");
        _expressions.Helpers.Add((name, result, kinds));
    }

    private void Statements(int count, Rate within, int depth)
    {
        for (; count > 0; count--)
        {
            switch (_random.Next(8))
            {
                case < 3:
                    Declare(within, depth);
                    break;
                case < 6:
                    Assign(within, depth);
                    break;
                default:
                    if (depth < 2)
                        Branch(within, depth);
                    break;
            }
        }
    }

    private void Declare(Rate within, int depth)
    {
        if (depth > 0 || _names.Count == 0)
            return;
        Kind kind = _random.Next(6) switch { 0 => Kind.Bool, 1 => Kind.Long, 2 or 3 => Kind.Double, _ => Kind.Float };
        Rate most = kind is Kind.Float or Kind.Bool ? Pick([Rate.Varying, Rate.Varying, Rate.Row, Rate.Column, Rate.Tensor]) : Rate.Tensor;
        if (kind == Kind.Float && _expressions.Measures && most is Rate.Row or Rate.Column)
            most = _random.Next(2) == 0 ? Rate.Row : Rate.Column;
        (string text, Rate rate) = _expressions.Of(kind, most, _random.Next(1, 5));
        string name = _names.Dequeue();
        Line(depth, $"{Word(kind)} {name} = {text};");
        _variables.Add(new(name, kind, rate.With(within), kind is Kind.Float or Kind.Bool ? Rate.Varying : Rate.Tensor));
    }

    private void Assign(Rate within, int depth)
    {
        Variable[] targets = [.. _variables.Where(v => v.Most is { } most && within.Fits(most) && v.Kind != Kind.Long)];
        if (targets.Length == 0)
            return;
        Variable target = Pick(targets);
        Rate wanted = target.Most!.Value;
        (string text, Rate rate) = _expressions.Of(target.Kind, wanted, _random.Next(1, 5));
        string symbol = target.Kind == Kind.Bool ? "=" : Pick(["=", "=", "+=", "-=", "*="]);
        if (_random.Next(4) == 0 && target.Kind == Kind.Float)
            text = $"0.9f * {target.Name} + 0.1f * {text}";
        if (target.Name is "parameter" or "gradient" or "before")
            text = $"0.5f * {target.Name} + {text}"; // differs by element, whatever becomes of it
        Line(depth, $"{target.Name} {symbol} {text};");
        Rate now = rate.With(within).With(target.Rate);
        Set(target, symbol == "=" && depth == 0 && !text.Contains(target.Name, StringComparison.Ordinal) ? rate : now);
    }

    private void Branch(Rate within, int depth)
    {
        (string condition, Rate rate) = _expressions.Of(Kind.Bool, _random.Next(2) == 0 ? Rate.Varying : Rate.Tensor, _random.Next(1, 3));
        Rate inner = within.With(rate);
        bool outside = _expressions.IsWithinElements;
        _expressions.IsWithinElements |= rate > Rate.Tensor;
        Line(depth, $"if ({condition})");
        Line(depth, "{");
        Statements(_random.Next(1, 3), inner, depth + 1);
        Line(depth, "}");
        if (_random.Next(2) == 0)
        {
            Line(depth, "else");
            Line(depth, "{");
            Statements(_random.Next(1, 3), inner, depth + 1);
            Line(depth, "}");
        }

        _expressions.IsWithinElements = outside;
    }

    private void Finish(string changed)
    {
        foreach (Variable state in _states.Where(s => s.Rate == Rate.Varying))
        {
            if (_random.Next(2) == 0)
                Line(0, $"{state.Name} = 0.9f * {state.Name} + 0.1f * {_expressions.Of(Kind.Float, Rate.Varying, 2).Text};");
            if (_random.Next(3) == 0)
                Line(0, $"{state.Name} = RuleMath.FlushSubnormal({state.Name});");
        }

        string change = _expressions.Term(3);
        Line(0, _form == "UpdateRule"
            ? $"parameter -= (float)learningRate * {(_random.Next(2) == 0 ? change : $"RuleMath.Tanh({change})")};"
            : _random.Next(2) == 0
                ? $"{changed} = 0.5f * {changed} + 0.01f * {change};"
                : $"{changed} = {change} / (1f + MathF.Abs({_expressions.Of(Kind.Float, Rate.Varying, 2).Text}));");
    }

    private void Set(Variable variable, Rate rate) =>
        _variables[_variables.FindIndex(v => v.Name == variable.Name)] = variable with { Rate = rate };

    private void Line(int depth, string text) => _body.Append(' ', 8 + (4 * depth)).Append(text).Append('\n');

    private static string Word(Kind kind) =>
        kind switch { Kind.Float => "float", Kind.Double => "double", Kind.Long => "long", _ => "bool" };

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
