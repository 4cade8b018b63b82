using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>An update rule: what a step computes, and how parameters move to where they are evaluated and back, where that is elsewhere.</summary>
/// <param name="Update">The step.</param>
/// <param name="Evaluate">The way there, or null.</param>
/// <param name="Train">The way back, or null. Both are programs of the step's own states and hyperparameters.</param>
internal sealed record Rule(Program Update, Program? Evaluate, Program? Train)
{
    private const string Beginning = "rule ";

    private static readonly Memo<string, Rule?> Parsed = new(Read);

    /// <summary>The rule as text, one program after the other.</summary>
    public string Print() => string.Concat(new[] { Update, Evaluate, Train }.OfType<Program>().Select(ProgramPrinter.Print));

    /// <summary>The rule, or null where the text is not one.</summary>
    public static Rule? Parse(string text) => Parsed[text];

    private static Rule? Read(string text)
    {
        string[] parts = [.. Parts(text)];
        Program?[] programs = [.. parts.Select(ProgramParser.Parse)];
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
