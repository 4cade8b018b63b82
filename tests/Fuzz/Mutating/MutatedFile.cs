using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FusedOpt.Fuzz.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Fuzz.Tests.Mutating;

/// <summary>A file of somebody's with a few tokens other than they were.</summary>
/// <param name="Seed">The seed of the changes.</param>
/// <param name="Name">The name of the file.</param>
/// <param name="Source">The changed text.</param>
internal sealed record MutatedFile(int Seed, string Name, string Source)
{
    private const int Most = 3;

    // Attributes and modifiers that people put in front of classes, members and parameters.
    private static readonly string[] OfTypes =
    [
        "[FusedOpt.Optimize(FusedOpt.Optimizer.Adam)] ", "[FusedOpt.Optimize(FusedOpt.Optimizer.Lamb, FastMath = true)] ",
        "[FusedOpt.Prune(Sparsity = 0.5)] ", "[FusedOpt.SumGradients] ", "[FusedOpt.GuardGradients(MaxNorm = 1)] ",
        "[FusedOpt.UpdateRule] ", "[FusedOpt.GradientTransform] ", "[FusedOpt.WeightAverage] ",
        "[FusedOpt.Hyperparameter(\"beta1\", 0.5)] ", "[System.Obsolete] ", "static ", "partial ", "abstract ", "sealed ", "internal ",
        "unsafe ", "record ",
    ];

    private static readonly string[] OfMembers =
    [
        "[FusedOpt.Frozen] ", "[FusedOpt.Parameter] ", "[FusedOpt.Parameter(2, 3)] ", "[FusedOpt.SparseGradient] ",
        "[FusedOpt.Schedule(\"x\")] ", "[FusedOpt.Hyperparameter(\"beta1\", 0.5)] ", "[System.Obsolete] ",
        "static ", "partial ", "readonly ", "private ", "internal ", "required ", "const ", "ref ", "unsafe ", "new ", "virtual ",
    ];

    private static readonly string[] OfParameters =
        [
            "[FusedOpt.State(Per = FusedOpt.Per.Row)] ", "[FusedOpt.State(Initial = 1)] ", "[FusedOpt.Interval(\"(0, 1]\")] ", "ref ",
            "in ", "params ",
        ];

    private static readonly string[] Replacements =
        [
            "float", "double", "int", "long", "bool", "decimal", "string", "object", "T", "void", "struct", "class", "interface", "0", "-1",
            "1e400", "0.5f", "null", "default", "this", "nameof", "true", "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "?", "=>",
            "@class", "\"\"", "é",
        ];

    /// <summary>A file of some that there are, changed.</summary>
    /// <param name="seed">The seed that chooses the file and the changes.</param>
    /// <param name="files">The files to choose from.</param>
    public static MutatedFile Of(int seed, IReadOnlyList<(string Name, string Text)> files)
    {
        var random = new Random(seed);
        (string name, string text) = files[random.Next(files.Count)];
        text = Few(text, random);
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            // Most of a changed file is to be compiled: three changes of four that leave no syntax are made elsewhere.
            string changed = Changed(text, random);
            for (int tries = 0; tries < 10 && !IsSyntax(changed) && random.Next(4) != 0; tries++)
                changed = Changed(text, random);
            text = changed;
        }

        return new(seed, name, text);
    }

    // A file of many classes takes as long as all the others: a few of them.
    private static string Few(string text, Random random)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text, Project.Parse).GetRoot();
        BaseTypeDeclarationSyntax[] types =
        [
            .. root.DescendantNodes(n => n is not BaseTypeDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>(),
        ];
        random.Shuffle(types);
        return types.Length <= Most ? text : root.RemoveNodes(types.Skip(Most), SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
    }

    private static bool IsSyntax(string text) => !CSharpSyntaxTree.ParseText(text, Project.Parse).GetDiagnostics().Any();

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
                SyntaxNode[] declarations =
                [
                    .. token.SyntaxTree!.GetRoot().DescendantNodes().Where(n => n is MemberDeclarationSyntax or ParameterSyntax),
                ];
                if (declarations.Length == 0)
                    return text;
                SyntaxNode declaration = declarations[random.Next(declarations.Length)];
                string[] additions = declaration is ParameterSyntax ? OfParameters
                    : declaration is BaseTypeDeclarationSyntax ? OfTypes
                    : OfMembers;
                return text.Insert(declaration.SpanStart, additions[random.Next(additions.Length)]);
            case 10 or 11 or 12:
                SyntaxNode[] nodes =
                [
                    .. token.SyntaxTree!.GetRoot()
                        .DescendantNodes()
                        .Where(n => n is AttributeListSyntax or StatementSyntax or MemberDeclarationSyntax or ParameterSyntax),
                ];
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
