using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Fuzz.Tests.Mutating;

/// <summary>A file of somebody's with a few tokens other than they were.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Name">The file.</param>
/// <param name="Source">What it has become.</param>
internal sealed record MutatedFile(int Seed, string Name, string Source)
{
    // What people put in front of members and classes.
    private static readonly string[] Additions =
    [
        "[FusedOpt.Optimize(FusedOpt.Optimizer.Adam)] ", "[FusedOpt.Optimize(FusedOpt.Optimizer.Lamb, FastMath = true)] ", "[FusedOpt.Frozen] ", "[FusedOpt.Parameter] ", "[FusedOpt.Parameter(2, 3)] ", "[FusedOpt.SparseGradient] ",
        "[FusedOpt.Prune(Sparsity = 0.5)] ", "[FusedOpt.SumGradients] ", "[FusedOpt.GuardGradients(MaxNorm = 1)] ", "[FusedOpt.UpdateRule] ", "[FusedOpt.GradientTransform] ", "[FusedOpt.WeightAverage] ", "[FusedOpt.Schedule(\"x\")] ",
        "[FusedOpt.Hyperparameter(\"beta1\", 0.5)] ", "[FusedOpt.State(Per = FusedOpt.Per.Row)] ", "[FusedOpt.State(Initial = 1)] ", "[FusedOpt.Interval(\"(0, 1]\")] ", "[System.Obsolete] ",
        "static ", "partial ", "readonly ", "abstract ", "sealed ", "private ", "internal ", "required ", "const ", "ref ", "in ", "params ", "unsafe ", "new ", "virtual ", "record ",
    ];

    private static readonly string[] Replacements =
        ["float", "double", "int", "long", "bool", "decimal", "string", "object", "T", "void", "struct", "class", "interface", "0", "-1", "1e400", "0.5f", "null", "default", "this", "nameof", "true", "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "?", "=>", "@class", "\"\"", "é"];

    /// <summary>A file of some that there are, changed.</summary>
    /// <param name="seed">Which file and how.</param>
    /// <param name="files">The files.</param>
    public static MutatedFile Of(int seed, IReadOnlyList<(string Name, string Text)> files)
    {
        var random = new Random(seed);
        (string name, string text) = files[random.Next(files.Count)];
        for (int count = random.Next(1, 4); count > 0; count--)
            text = Changed(text, random);
        return new(seed, name, text);
    }

    private static string Changed(string text, Random random)
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Where(t => t.Span.Length > 0)];
        if (tokens.Length < 3)
            return text;
        SyntaxToken token = tokens[random.Next(tokens.Length)], other = tokens[random.Next(tokens.Length)];
        string[] names = [.. tokens.Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.Text).DefaultIfEmpty("x")];
        switch (random.Next(16))
        {
            case 0:
                return Replaced(text, token, "");
            case 1:
                return Replaced(text, token, token.Text + " " + token.Text);
            case 2:
                (SyntaxToken first, SyntaxToken second) = token.SpanStart < other.SpanStart ? (token, other) : (other, token);
                return first == second ? text : Replaced(Replaced(text, second, first.Text), first, second.Text);
            case 3:
                return random.Next(4) == 0 ? text[..token.SpanStart] : Replaced(text, token, "");
            case 4:
                return Replaced(text, token, names[random.Next(names.Length)]);
            case 5 or 6 or 7 or 8 or 9:
                SyntaxToken[] starts = [.. tokens.Where(t => t.Parent?.AncestorsAndSelf().FirstOrDefault(n => n is Microsoft.CodeAnalysis.CSharp.Syntax.MemberDeclarationSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax)?.GetFirstToken() == t)];
                SyntaxToken start = starts.Length > 0 ? starts[random.Next(starts.Length)] : token;
                return text.Insert(start.SpanStart, Additions[random.Next(Additions.Length)]);
            case 10 or 11 or 12:
                SyntaxNode[] nodes = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().Where(n => n is Microsoft.CodeAnalysis.CSharp.Syntax.AttributeListSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.StatementSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.MemberDeclarationSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax)];
                if (nodes.Length == 0)
                    return text;
                SyntaxNode node = nodes[random.Next(nodes.Length)];
                return random.Next(2) == 0 ? text.Remove(node.SpanStart, node.Span.Length) : text.Insert(node.Span.End, " " + node + " ");
            default:
                return Replaced(text, token, Replacements[random.Next(Replacements.Length)]);
        }
    }

    private static string Replaced(string text, SyntaxToken token, string by) =>
        new StringBuilder(text).Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, by).ToString();
}
