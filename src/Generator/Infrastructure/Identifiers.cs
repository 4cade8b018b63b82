using System;
using System.Collections.Generic;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>Names: C# keywords escaped, and the casings that C# and checkpoints use.</summary>
internal static class Identifiers
{
    /// <summary>Returns true if C# takes the text for a name, which may be a keyword to be escaped.</summary>
    public static bool IsValid(string name) => SyntaxFacts.IsValidIdentifier(name);

    /// <summary>The name as C# source has it: <c>class</c> becomes <c>@class</c>.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : "@" + name;

    /// <summary><c>expAvg</c> becomes <c>ExpAvg</c>.</summary>
    public static string Pascal(string name) => Cased(name, char.ToUpperInvariant);

    /// <summary><c>ExpAvg</c> and <c>_expAvg</c> become <c>expAvg</c>.</summary>
    public static string Camel(string name) => Cased(name, char.ToLowerInvariant);

    /// <summary><c>expAvgSq</c> becomes <c>exp_avg_sq</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (char c in Camel(name))
        {
            if (char.IsUpper(c))
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    /// <summary>The name, or the name with the first number that makes it new; either is then taken.</summary>
    public static string Unique(string name, ISet<string> taken)
    {
        string unique = name;
        for (int n = 2; !taken.Add(unique); n++)
            unique = FormattableString.Invariant($"{name}{n}");
        return unique;
    }

    /// <summary>The name, or the name with the first number that makes it new; it stays free.</summary>
    public static string Free(string name, ISet<string> taken)
    {
        string free = name;
        for (int n = 2; taken.Contains(free); n++)
            free = FormattableString.Invariant($"{name}{n}");
        return free;
    }

    private static string Cased(string name, Func<char, char> first)
    {
        string bare = name.TrimStart('_');
        return bare.Length == 0 || char.IsDigit(bare[0]) ? name : first(bare[0]) + bare.Substring(1);
    }
}
