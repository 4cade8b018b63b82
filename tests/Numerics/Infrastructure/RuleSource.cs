using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>
/// Rules from their text, compiled by the C# compiler alone: changed on purpose for controls, or with every float a double.
/// FusedOpt's generator has no part in it.
/// </summary>
internal static class RuleSource
{
    private static readonly MetadataReference[] References =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];

    private static readonly ConcurrentDictionary<string, MethodInfo> Compiled = new(StringComparer.Ordinal);

    public static string Of(Type rule)
    {
        using Stream stream = typeof(RuleSource).Assembly.GetManifestResourceStream($"rules/{rule.Name}.cs")!;
        return new StreamReader(stream).ReadToEnd();
    }

    /// <summary>Returns the rule's text for double fields: float reads as double, and MathF as Math.</summary>
    public static string Widened(string source)
    {
        string wide = Regex.Replace(source, @"\bfloat\b", "double");
        wide = Regex.Replace(wide, @"\bMathF\b", "Math");
        return Regex.Replace(wide, @"(?<=\d)f\b", "d");
    }

    /// <summary>Returns true if a rule makes elements depend on each other.</summary>
    public static bool Reduces(string source) =>
        (source.Contains("Reduce.", StringComparison.Ordinal) || source.Contains("Shape.", StringComparison.Ordinal));

    /// <summary>A rule that runs over many elements, through <see cref="TensorOracle"/>.</summary>
    private static string OverTensors(string source) =>
        Regex.Replace(source, @"(?<!"")\b(?:Reduce|Shape)\.", $"global::{typeof(TensorOracle).FullName}.");

    /// <summary>The methods that say what a rule or a stage does.</summary>
    public static readonly string[] Methods = ["Update", "Transform", "Average"];

    /// <summary>The <c>Update</c> of the one rule in the source, or what a stage has in its place.</summary>
    public static MethodInfo Compile(string source) => Compiled.GetOrAdd(source, CompileAnew);

    private static MethodInfo CompileAnew(string source) =>
        Load(source).GetTypes().SelectMany(t => t.GetMethods()).Single(m => Methods.Contains(m.Name) && m.IsStatic);

    /// <summary>The rules of a source, each of which runs over many elements.</summary>
    public static Assembly Load(string source)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Rule" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(OverTensors(source))],
            References,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics) + source);
        return Assembly.Load(stream.ToArray());
    }
}
