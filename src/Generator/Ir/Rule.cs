using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>
/// An update rule: the program of a step, and for some rules the programs that move parameters to where they are evaluated, and back.
/// </summary>
/// <param name="Update">The program of a step.</param>
/// <param name="Evaluate">
/// The program that moves parameters to where they are evaluated, over the states and hyperparameters of the step; null if none.
/// </param>
/// <param name="Train">The program that moves parameters back, over the states and hyperparameters of the step; null if none.</param>
internal sealed record Rule(Program Update, Program? Evaluate, Program? Train)
{
    private const string Beginning = "rule ";

    private static readonly Memo<string, Rule?> Parsed = new(Read);

    /// <summary>Returns the rule as text, one program after the other.</summary>
    public string Print() => string.Concat(new[] { Update, Evaluate, Train }.OfType<Program>().Select(ProgramPrinter.Print));

    /// <summary>Returns the rule, or null if the text is not a rule.</summary>
    public static Rule? Parse(string text) => Parsed[text];

    private static Rule? Read(string text)
    {
        string[] parts = [.. Parts(text)];
        Program?[] programs =
            [.. parts.Select(part => ProgramParser.Parse(part) is { Kind: not ProgramKind.Region } program ? program : null)];
        return programs switch
        {
            [{ } update] => new(update, null, null),
            [{ } update, { } evaluate, { } train] when Fits(update, evaluate) && Fits(update, train) => new(update, evaluate, train),
            _ => null,
        };
    }

    private static IEnumerable<string> Parts(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int next = text.IndexOf("\n" + Beginning, start, StringComparison.Ordinal);
            int end = next < 0 ? text.Length : next + 1;
            yield return text.Substring(start, end - start);
            start = end;
        }
    }

    private static bool Fits(Program update, Program other) =>
        other.Hyperparameters.Equals(update.Hyperparameters)
        && other.States.Select(s => s with { Out = 0 }).Equals(update.States.Select(s => s with { Out = 0 }));
}
