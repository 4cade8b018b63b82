using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests.Infrastructure;

/// <summary>The programs that documents show.</summary>
internal static class Example
{
    /// <summary>Returns the text of a document of <c>docs</c>.</summary>
    public static string Document(string name) =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", name));

    /// <summary>Returns the first program of a document.</summary>
    public static string First(string document) =>
        Regex.Match(document, "^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    /// <summary>Compiles a program and runs it. Returns the text that it writes.</summary>
    public static string Run(string source)
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(
            source, null, new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)));
        Assert.Empty(Testbed.Problems(compilation));
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        MethodInfo main = Assembly.Load(stream.ToArray()).EntryPoint!;
        TextWriter before = Console.Out;
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        try
        {
            Console.SetOut(output);
            main.Invoke(null, [.. main.GetParameters().Select(_ => (object)Array.Empty<string>())]);
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString();
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
