using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Fuzz.Tests.Cases;

/// <summary>Random expressions in the language of rules, by type and by how often they may change.</summary>
/// <param name="random">The source of the random choices.</param>
/// <param name="variables">The variables that the expressions may read.</param>
internal sealed class RandomExpression(Random random, List<Variable> variables)
{
    private static readonly string[] FloatLiterals =
    [
        "0f", "1f", "-1f", "0.5f", "2f", "0.1f", "-0.25f", "1e-8f", "3f", "0.999f", "1.5e-3f", "(float)0.3", "(1f / 3f)", "-0f",
    ];
    private static readonly string[] DoubleLiterals = ["0.0", "1.0", "-1.0", "0.5", "0.1", "0.9", "1e-8", "-3.0", "(1.0 / 3)", "1e-3"];
    private static readonly string[] LongLiterals = ["0", "1", "2", "-3", "7", "2000000000", "5L"];
    private static readonly string[] Comparisons = ["<", "<=", ">", ">=", "==", "!="];

    // Functions of which a vector and a single value have the same bits.
    private static readonly string[] OfOneFloat =
    [
        "MathF.Sqrt(MathF.Abs({0}))", "MathF.Sqrt({0})", "MathF.Abs({0})", "MathF.Floor({0})", "MathF.Ceiling({0})", "MathF.Truncate({0})",
        "MathF.Round({0})",
        "RuleMath.Sign({0})", "RuleMath.FlushSubnormal({0})", "RuleMath.Tanh({0})", "RuleMath.Tanh({0})", "RuleMath.Exp(-MathF.Abs({0}))",
        "RuleMath.Exp({0})", "RuleMath.Log({0})", "RuleMath.Cbrt({0})",
    ];

    private static readonly string[] OfTwoFloats =
    [
        "MathF.Min({0}, {1})", "MathF.Max({0}, {1})", "RuleMath.CopySign({0}, {1})", "RuleMath.Pow({0}, {1})", "RuleMath.Atan2({0}, {1})",
    ];
    private static readonly string[] OfThreeFloats = ["MathF.FusedMultiplyAdd({0}, {1}, {2})", "RuleMath.Clamp({0}, {1}, {2})"];
    private static readonly string[] OfOneDouble =
        [
            "Math.Sqrt({0})", "Math.Abs({0})", "Math.Floor({0})", "Math.Round({0})", "RuleMath.Sign({0})", "RuleMath.FlushSubnormal({0})",
            "Math.Exp({0})", "Math.Log({0})", "Math.Tanh({0})", "Math.Cbrt({0})", "Math.Cos({0})",
        ];

    private static readonly string[] OfTwoDoubles =
    [
        "Math.Min({0}, {1})", "Math.Max({0}, {1})", "RuleMath.CopySign({0}, {1})", "Math.Pow({0}, {1})", "Math.Atan2({0}, {1})",
    ];
    private static readonly string[] OfThreeDoubles = ["Math.FusedMultiplyAdd({0}, {1}, {2})", "RuleMath.Clamp({0}, {1}, {2})"];
    private static readonly string[] Reductions = ["Sum", "Mean", "Norm", "Max"];

    private int _draws;

    /// <summary>The methods of the rule that may be called, by what they give and take.</summary>
    public List<(string Name, Kind Result, Kind[] Parameters)> Helpers { get; } = [];

    /// <summary>True if elements may be measured.</summary>
    public bool Measures { get; init; }

    /// <summary>True if random numbers may be drawn.</summary>
    public bool Draws { get; init; }

    /// <summary>True while the expression is computed for some of the elements only.</summary>
    public bool IsWithinElements { get; set; }

    /// <summary>An expression.</summary>
    /// <param name="kind">The type of the expression.</param>
    /// <param name="most">The highest rate that it may have.</param>
    /// <param name="depth">The depth that it may have.</param>
    public (string Text, Rate Rate) Of(Kind kind, Rate most, int depth)
    {
        if (depth <= 0 || random.Next(6) == 0)
            return Leaf(kind, most);
        return kind switch
        {
            Kind.Float => Float(most, depth - 1),
            Kind.Double => Double(most, depth - 1),
            Kind.Long => Long(most, depth - 1),
            _ => Bool(most, depth - 1),
        };
    }

    /// <summary>A variable or a literal.</summary>
    public (string Text, Rate Rate) Leaf(Kind kind, Rate most)
    {
        Variable[] fitting = [.. variables.Where(v => v.Kind == kind && v.Rate.Fits(most))];
        if (fitting.Length > 0 && random.Next(5) > 0)
        {
            Variable variable =
                fitting[random.Next(4) == 0 ? random.Next(fitting.Length) : Math.Max(fitting.Length - 1 - random.Next(4), 0)];
            return (variable.Name, variable.Rate);
        }

        return kind switch
        {
            Kind.Float when Draws && most == Rate.Varying && random.Next(6) == 0 =>
                ($"noise.{(random.Next(2) == 0 ? "Normal" : "Uniform")}({_draws++})",
                Rate.Varying),
            Kind.Float => (Pick(FloatLiterals), Rate.Uniform),
            Kind.Double => (Pick(DoubleLiterals), Rate.Uniform),
            Kind.Long when Measures && most >= Rate.Tensor && random.Next(5) == 0 => ("Shape." + Pick(["Count", "Rows", "Columns"]),
                Rate.Tensor),
            Kind.Long => (Pick(LongLiterals), Rate.Uniform),
            _ when Measures && most >= Rate.Tensor && random.Next(4) == 0 => ("Shape.IsMatrix", Rate.Tensor),
            _ => random.Next(3) == 0 ? (Pick(["true", "false"]), Rate.Uniform) : Bool(most, 0),
        };
    }

    /// <summary>A number that differs by element and to which every element adds: what can be measured.</summary>
    public string Term(int depth)
    {
        Variable[] elements = [.. variables.Where(v => v is { Kind: Kind.Float, Rate: Rate.Varying })];
        string element = elements[random.Next(elements.Length)].Name;
        return random.Next(3) == 0 ? element : $"({Of(Kind.Float, Rate.Varying, depth).Text} {Pick(["+", "-", "*"])} {element})";
    }

    private (string, Rate) Float(Rate most, int depth)
    {
        switch (random.Next(20))
        {
            case < 7:
                return Join(
                    Pick(
                        [
                            "({0} + {1})", "({0} - {1})", "({0} * {1})", "({0} * {1})", "({0} / {1})", "({0} / (1f + MathF.Abs({1})))",
                            "({0} - {1} * 2)",
                        ]),
                    Of(Kind.Float, most, depth),
                    Of(Kind.Float, most, depth));
            case 7:
                return Join("-{0}", Grouped(Of(Kind.Float, most, depth)));
            case 8 or 9:
                return Join(Pick(OfOneFloat), Of(Kind.Float, most, depth));
            case 10:
                return Two(OfTwoFloats, Kind.Float, most, depth, "-0f");
            case 11:
                return Join(
                    Pick(OfThreeFloats), NoZero(Kind.Float, most, depth), NoZero(Kind.Float, most, depth), NoZero(Kind.Float, most, depth));
            case 12 or 13:
                (string condition, Rate rate) = Of(Kind.Bool, most, depth);
                return Choice(condition, rate, Kind.Float, most, depth);
            case 14 or 15 or 16:
                return Join("(float){0}", Grouped(Of(random.Next(4) == 0 ? Kind.Long : Kind.Double, Least(most), depth)));
            case 17 when Measures && !IsWithinElements && most is Rate.Row or Rate.Column or Rate.Varying:
                string axis = most == Rate.Row || (most == Rate.Varying && random.Next(2) == 0) ? "Row" : "Column";
                return ($"Reduce.{axis}{Pick(Reductions)}({Term(depth - 1)})", axis == "Row" ? Rate.Row : Rate.Column);
            case 18 when Helpers.Count > 0:
                return Helper(Kind.Float, most, depth);
            default:
                return Leaf(Kind.Float, most);
        }
    }

    private (string, Rate) Double(Rate most, int depth)
    {
        most = Least(most);
        switch (random.Next(16))
        {
            case < 5:
                return Join(
                    Pick(["({0} + {1})", "({0} - {1})", "({0} * {1})", "({0} / {1})"]),
                    Of(Kind.Double, most, depth),
                    Of(Kind.Double, most, depth));
            case 5:
                return Join("-{0}", Grouped(Of(Kind.Double, most, depth)));
            case 6:
                return Join(Pick(OfOneDouble), Of(Kind.Double, most, depth));
            case 7:
                return Two(OfTwoDoubles, Kind.Double, most, depth, "-0.0");
            case 8:
                return Join(Pick(OfThreeDoubles), Of(Kind.Double, most, depth), Of(Kind.Double, most, depth), Of(Kind.Double, most, depth));
            case 9:
                (string condition, Rate rate) = Of(Kind.Bool, most, depth);
                return Choice(condition, rate, Kind.Double, most, depth);
            case 10 or 11:
                return Join("(double){0}", Grouped(Of(Kind.Long, most, depth)));
            case 12 or 13 when Measures && !IsWithinElements && most == Rate.Tensor:
                return Measured(depth);
            case 14 when Helpers.Count > 0:
                return Helper(Kind.Double, most, depth);
            default:
                return Leaf(Kind.Double, most);
        }
    }

    // A mean of what differs by row alone is one of rows, which the text says for the one who computes it plainly.
    private (string, Rate) Measured(int depth)
    {
        Variable[] lines = [.. variables.Where(v => v.Kind == Kind.Float && v.Rate is Rate.Row or Rate.Column)];
        if (lines.Length > 0 && random.Next(3) == 0)
        {
            Variable line = lines[random.Next(lines.Length)];
            return ($"Reduce.{Pick(["Mean", "Max"])}/*{line.Rate}s*/({line.Name})", Rate.Tensor);
        }

        return ($"Reduce.{Pick(Reductions)}/*All*/({Term(depth - 1)})", Rate.Tensor);
    }

    private (string, Rate) Long(Rate most, int depth)
    {
        most = Least(most);
        switch (random.Next(8))
        {
            case < 4:
                return Join(
                    Pick(["({0} + {1})", "({0} - {1})", "({0} * {1})", "Math.Min({0}, {1})", "Math.Max({0}, {1})"]),
                    Of(Kind.Long, most, depth),
                    Wide(Of(Kind.Long, most, depth)));
            case 4:
                return Join("-{0}", Grouped(Wide(Of(Kind.Long, most, depth))));
            case 5:
                (string condition, Rate rate) = Of(Kind.Bool, most, depth);
                return Choice(condition, rate, Kind.Long, most, depth);
            default:
                return Leaf(Kind.Long, most);
        }
    }

    private (string, Rate) Bool(Rate most, int depth)
    {
        switch (random.Next(10))
        {
            case < 5:
                Kind kind = random.Next(4) switch { 0 => Kind.Long, 1 => Kind.Double, _ => Kind.Float };
                Rate rate = kind == Kind.Float ? most : Least(most);
                return Join($"({{0}} {Pick(Comparisons)} {{1}})", Of(kind, rate, depth), Of(kind, rate, depth));
            case 5 or 6 when depth > 0:
                return Join(
                    Pick(["({0} && {1})", "({0} || {1})", "({0} & {1})", "({0} | {1})"]),
                    Of(Kind.Bool, most, depth),
                    Of(Kind.Bool, most, depth));
            case 7 when depth > 0:
                return Join("!{0}", Grouped(Of(Kind.Bool, most, depth)));
            case 8 when depth > 0:
                (string condition, Rate by) = Of(Kind.Bool, most, depth);
                return Choice(condition, by, Kind.Bool, most, depth);
            default:
                return depth > 0
                    ? Leaf(Kind.Bool, most)
                    : Join($"({{0}} {Pick(Comparisons)} {{1}})", Leaf(Kind.Float, most), Leaf(Kind.Float, most));
        }
    }

    // Doubles and longs that elements choose are refused; so is a measure in a branch that they choose.
    private (string, Rate) Choice(string condition, Rate by, Kind kind, Rate most, int depth)
    {
        bool outside = IsWithinElements;
        IsWithinElements |= by > Rate.Tensor;
        (string, Rate) a = Of(kind, most, depth), b = Of(kind, most, depth);
        IsWithinElements = outside;
        return Join("({0} ? {1} : {2})", (condition, by), kind == Kind.Long ? Wide(a) : a, b);
    }

    private (string, Rate) Helper(Kind kind, Rate most, int depth)
    {
        var fitting = Helpers.Where(h => h.Result == kind).ToArray();
        if (fitting.Length == 0)
            return Leaf(kind, most);
        (string name, _, Kind[] parameters) = fitting[random.Next(fitting.Length)];
        (string Text, Rate Rate)[] arguments = [.. parameters.Select(p => Of(p, p == Kind.Float ? most : Least(most), depth - 1))];
        return ($"{name}({string.Join(", ", arguments.Select(a => a.Text))})",
            arguments.Aggregate(Rate.Uniform, (rate, a) => rate.With(a.Rate)));
    }

    // .NET's compiler takes the lesser of 0 and a constant -0 wrongly (dotnet/runtime#130831).
    private (string, Rate) Two(string[] functions, Kind kind, Rate most, int depth, string zero)
    {
        string function = Pick(functions);
        return function.Contains("Min", StringComparison.Ordinal) || function.Contains("Max", StringComparison.Ordinal)
            ? Join(function, NoZero(kind, most, depth), NoZero(kind, most, depth))
            : Join(function, Of(kind, most, depth), Of(kind, most, depth) is var b && b.Text == zero ? Leaf(kind, most) : b);
    }

    private (string Text, Rate Rate) NoZero(Kind kind, Rate most, int depth) =>
        Of(kind, most, depth) is { Text: not ("-0f" or "-0.0") } x ? x : kind == Kind.Float ? ("1f", Rate.Uniform) : ("1.0", Rate.Uniform);

    // Makes the operand long, so that no arithmetic is int's.
    private static (string Text, Rate Rate) Wide((string Text, Rate Rate) x) => ($"(long){Grouped(x).Text}", x.Rate);

    private static Rate Least(Rate most) => most > Rate.Tensor ? Rate.Tensor : most;

    private static (string Text, Rate Rate) Grouped((string Text, Rate Rate) x) =>
        x.Text.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '@') ? x : ($"({x.Text})", x.Rate);

    private static (string, Rate) Join(string format, params (string Text, Rate Rate)[] parts)
    {
        string text = format;
        for (int i = parts.Length; i-- > 0;)
            text = text.Replace($"{{{i}}}", parts[i].Text, StringComparison.Ordinal);
        return (text, parts.Aggregate(Rate.Uniform, (rate, p) => rate.With(p.Rate)));
    }

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
