using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace FusedOpt.CodeFixes.Refactorings;

/// <summary>The source of a built-in rule, as a file of a user's project.</summary>
internal static class RuleText
{
    private const string Space = "namespace FusedOpt.Rules;\n";

    /// <summary>Returns the source of a built-in rule; null if there is no such rule.</summary>
    /// <param name="optimizer">The member of the enum that names the rule.</param>
    public static string? Find(string optimizer)
    {
        using Stream? stream = typeof(RuleText).Assembly.GetManifestResourceStream(optimizer + "Rule.cs");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    /// <summary>Returns the source of a rule under another name.</summary>
    /// <param name="source">The source of the built-in rule.</param>
    /// <param name="optimizer">The member of the enum that names the rule.</param>
    /// <param name="name">The new name of the class.</param>
    /// <param name="space">The namespace; null for the global one.</param>
    public static string Rename(string source, string optimizer, string name, string? space)
    {
        string renamed = Regex.Replace(source, $@"\b{Regex.Escape(optimizer)}Rule\b", name);

        // Documentation refers to other rules, and a rule uses what lies in the namespace around its own.
        bool namesOthers = Regex.IsMatch(renamed, "cref=\"\\w+Rule\"");
        string usings = "using FusedOpt;\n" + (namesOthers ? "using FusedOpt.Rules;\n" : "");
        int at = renamed.IndexOf(Space, StringComparison.Ordinal);
        string[] own = [.. renamed.Substring(0, at).Split('\n').Where(l => l.Length > 0)];
        string begin = string.Concat(own.Select(l => l + "\n")) + usings + "\n" + (space is null ? "" : $"namespace {space};\n\n");
        return begin + renamed.Substring(at + Space.Length).TrimStart('\n');
    }
}
