using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FusedOpt.Generator.Tests.Printing;

/// <summary>
/// Reads a formula as mathematics is read: powers bind tighter than signs, signs tighter than products, and two signs next to each other
/// mean nothing. Truth values are 1 and 0 here.
/// </summary>
/// <param name="formula">The formula.</param>
/// <param name="variable">Returns the value of a name.</param>
internal sealed partial class FormulaReader(string formula, Func<string, double> variable)
{
    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/"]];

    private static readonly Dictionary<string, Func<double[], double>> Functions = new()
    {
        ["min"] = x => Math.Min(x[0], x[1]),
        ["max"] = x => Math.Max(x[0], x[1]),
        ["abs"] = x => Math.Abs(x[0]),
    };

    private readonly string[] _tokens = [.. Tokens(formula)];
    private int _next;

    /// <summary>Returns the value of the formula.</summary>
    public static double Read(string formula, Func<string, double> variable)
    {
        var reader = new FormulaReader(formula, variable);
        double value = reader.Conditional();
        return reader._next == reader._tokens.Length ? value : throw new FormatException($"{formula}: {reader.Next} is left over");
    }

    private string Next => _next < _tokens.Length ? _tokens[_next] : "";

    private static IEnumerable<string> Tokens(string formula)
    {
        foreach (Match match in Token().Matches(formula))
            yield return match.Value.Trim() is { } token and not ("--" or "++")
                ? token
                : throw new FormatException($"{formula} has {match.Value}");
    }

    private double Conditional()
    {
        double condition = Binary(0);
        if (Next != "?")
            return condition;
        _next++;
        double whenTrue = Conditional();
        Expect(":");
        double whenFalse = Conditional();
        return condition != 0 ? whenTrue : whenFalse;
    }

    private double Binary(int level)
    {
        if (level == Levels.Length)
            return Sign();
        double left = Binary(level + 1);
        while (Array.IndexOf(Levels[level], Next) >= 0)
        {
            string symbol = _tokens[_next++];
            double right = Binary(level + 1);
            left = symbol switch
            {
                "||" => left != 0 || right != 0 ? 1 : 0,
                "&&" => left != 0 && right != 0 ? 1 : 0,
                "==" => left == right ? 1 : 0,
                "!=" => left != right ? 1 : 0,
                "<" => left < right ? 1 : 0,
                "<=" => left <= right ? 1 : 0,
                ">" => left > right ? 1 : 0,
                ">=" => left >= right ? 1 : 0,
                "+" => left + right,
                "-" => left - right,
                "*" => left * right,
                _ => left / right,
            };
        }

        return left;
    }

    private double Sign()
    {
        switch (Next)
        {
            case "-":
                _next++;
                return -Sign();
            case "!":
                _next++;
                return Sign() == 0 ? 1 : 0;
            default:
                double x = Primary();
                if (Next != "^")
                    return x;
                _next++;
                return Math.Pow(x, Primary());
        }
    }

    private double Primary()
    {
        string token = Next;
        _next++;
        if (token == "(")
        {
            double value = Conditional();
            Expect(")");
            return value;
        }

        if (char.IsAsciiDigit(token[0]))
            return double.Parse(token, CultureInfo.InvariantCulture);
        if (Next != "(")
            return token switch { "true" => 1, "false" => 0, _ => variable(token) };
        var arguments = new List<double>();
        do
        {
            _next++;
            arguments.Add(Conditional());
        }
        while (Next == ",");
        Expect(")");
        return Functions[token]([.. arguments]);
    }

    private void Expect(string token)
    {
        if (Next != token)
            throw new FormatException($"{formula}: {token} is missing");
        _next++;
    }

    [GeneratedRegex(@"\d+(\.\d+)?(e-?\d+)?|\w+|--|\+\+|&&|\|\||[=!<>]=|\S")]
    private static partial Regex Token();
}
