using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using FusedOpt.Fuzz.Tests.Cases;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Fuzz.Tests.Running;

/// <summary>Makes a failing case smaller for as long as it fails, taking away one thing after the other.</summary>
internal static class Shrinker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The smallest case that still fails.</summary>
    /// <param name="failing">The case.</param>
    /// <param name="fails">Returns true if a case fails in the same way.</param>
    public static Case Smallest(Case failing, Func<Case, bool> fails)
    {
        var watch = Stopwatch.StartNew();
        for (bool shrunk = true; shrunk;)
        {
            shrunk = false;
            foreach (string source in Smaller(CSharpSyntaxTree.ParseText(failing.Source, Project.Parse).GetRoot()))
            {
                if (watch.Elapsed > Patience)
                    return failing;
                if (source.Length >= failing.Source.Length || !fails(failing with { Source = source }))
                    continue;
                failing = failing with { Source = source };
                shrunk = true;
                break;
            }
        }

        return failing;
    }

    // Large things first.
    private static IEnumerable<string> Smaller(SyntaxNode root)
    {
        foreach (SyntaxNode node in root.DescendantNodes().Where(n => n
            is AttributeListSyntax
            or StatementSyntax { Parent: BlockSyntax }
            or FieldDeclarationSyntax
            or PropertyDeclarationSyntax
            or ClassDeclarationSyntax
            or MethodDeclarationSyntax { Modifiers: [{ Text: "private" }, ..] }
            or ParameterSyntax))
        {
            if (root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia) is { } less)
                yield return less.ToFullString();
        }

        foreach (ExpressionSyntax node in root.DescendantNodes().OfType<ExpressionSyntax>())
        {
            ExpressionSyntax[] within = node switch
            {
                BinaryExpressionSyntax binary => [binary.Left, binary.Right],
                ConditionalExpressionSyntax choice => [choice.WhenTrue, choice.WhenFalse],
                InvocationExpressionSyntax call => [.. call.ArgumentList.Arguments.Select(a => a.Expression)],
                PrefixUnaryExpressionSyntax prefix => [prefix.Operand],
                ParenthesizedExpressionSyntax
        {
            Expression: LiteralExpressionSyntax or IdentifierNameSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax
        } parenthesized => [parenthesized.Expression],
                _ => [],
            };
            foreach (ExpressionSyntax operand in within)
                yield return root.ReplaceNode(node, operand).ToFullString();
        }

        foreach (IfStatementSyntax branch in root.DescendantNodes().OfType<IfStatementSyntax>())
        {
            yield return root.ReplaceNode(branch, branch.Statement).ToFullString();
            if (branch.Else is { } otherwise)
                yield return root.ReplaceNode(branch, otherwise.Statement).ToFullString();
        }
    }
}
