using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using FusedOpt.Fuzz.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>
/// Rules and stages from their text, compiled by the C# compiler alone, many at once: as they are, and with every float a double.
/// FusedOpt's generator has no part in it.
/// </summary>
internal static class RuleSource
{
    /// <summary>The methods that say what a rule or a stage does.</summary>
    public static readonly string[] Methods = ["Update", "Transform", "Average"];

    private static readonly string[] Attributes = ["UpdateRule", "GradientTransform", "WeightAverage"];

    private static readonly Dictionary<string, string> Texts = BuiltIn();

    private static readonly Dictionary<string, MethodInfo> Compiled = new(StringComparer.Ordinal);

    /// <summary>The text of a rule or a stage.</summary>
    public static string Of(Type rule) => Texts[rule.Name];

    /// <summary>Returns the rule's text for double fields: float reads as double, and MathF as Math.</summary>
    public static string Widened(string source)
    {
        string wide = Regex.Replace(source, @"\bfloat\b", "double");
        wide = Regex.Replace(wide, @"\bMathF\b", "Math");
        wide = Regex.Replace(wide, @"\bnoise\.\w+\(\d*\)", "((double)$0)"); // a draw becomes a double before anything is computed with it
        return Regex.Replace(wide, @"(?<=\d)f\b", "d");
    }

    /// <summary>Returns true if a rule makes elements depend on each other.</summary>
    public static bool Reduces(string source) =>
        (source.Contains("Reduce.", StringComparison.Ordinal) || source.Contains("Shape.", StringComparison.Ordinal));

    /// <summary>The method of a rule or a stage, which has been given to <see cref="Add"/>.</summary>
    public static MethodInfo Compile(string source)
    {
        if (!Compiled.TryGetValue(source, out MethodInfo? method))
            CompileAll([source]);
        return method ?? Compiled[source];
    }

    /// <summary>Takes in the rules and stages of a source file.</summary>
    public static IReadOnlyList<string> Add(SyntaxTree tree)
    {
        string[] texts = [.. Classes(tree).Select(c => c.ToFullString())];
        foreach ((string text, ClassDeclarationSyntax type) in texts.Zip(Classes(tree)))
            Texts[type.Identifier.Text] = text;
        return texts;
    }

    /// <summary>Compiles rules and stages, as they are and widened.</summary>
    public static void CompileAll(IEnumerable<string> texts)
    {
        string[] all =
        [
            .. texts.SelectMany(t => new[] { t, Widened(t) })
                .Concat(Texts.Values.SelectMany(t => new[] { t, Widened(t) }))
                .Distinct()
                .Where(t => !Compiled.ContainsKey(t)),
        ];
        var source = new StringBuilder("using System;\nusing FusedOpt;\n");
        for (int i = 0; i < all.Length; i++)
            source.Append(FormattableString.Invariant($"namespace Text{i}\n{{\n{OverTensors(all[i])}}}\n"));
        using var stream = new MemoryStream();
        CSharpCompilation compilation = Project.Of([CSharpSyntaxTree.ParseText(source.ToString(), Project.Parse)]);
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        if (!result.Success)
            throw new InvalidOperationException(
                string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        stream.Position = 0;
        foreach (Type type in new AssemblyLoadContext(null)
            .LoadFromStream(stream)
            .GetTypes()
            .Where(t => t.Namespace?.StartsWith("Text", StringComparison.Ordinal) == true))
        {
            if (type.GetMethods().FirstOrDefault(m => m.IsStatic && Methods.Contains(m.Name)) is { } method)
                Compiled[all[int.Parse(type.Namespace![4..], null)]] = method;
        }
    }

    // A rule that runs over many elements; what a mean is of, its text says.
    private static string OverTensors(string source)
    {
        const string Oracle = "global::FusedOpt.Numerics.Tests.Infrastructure.TensorOracle.";
        string text = Regex.Replace(
            source,
            @"\b(?:Reduce|Shape)\.(\w+)/\*(\w+)\*/\(",
            m => Oracle + (m.Groups[1].Value == "Mean" ? "MeanOf" + m.Groups[2].Value : m.Groups[1].Value) + "(");
        return Regex.Replace(text, @"(?<!"")(?<!TensorOracle\.)\b(?:Reduce|Shape)\.", Oracle);
    }

    private static IEnumerable<ClassDeclarationSyntax> Classes(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
        .Where(c => c.AttributeLists.SelectMany(a => a.Attributes).Any(a => Attributes.Contains(a.Name.ToString())));

    private static Dictionary<string, string> BuiltIn()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string resource in typeof(RuleSource).Assembly
            .GetManifestResourceNames()
            .Where(n => n.StartsWith("rules/", StringComparison.Ordinal)))
        {
            using Stream stream = typeof(RuleSource).Assembly.GetManifestResourceStream(resource)!;
            foreach (ClassDeclarationSyntax type in Classes(CSharpSyntaxTree.ParseText(new StreamReader(stream).ReadToEnd())))
                texts[type.Identifier.Text] = type.ToFullString();
        }

        return texts;
    }
}
