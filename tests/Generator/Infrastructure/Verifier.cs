using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

// The shape and the file names of Verify.SourceGenerators with Verify.Xunit, which can take this file's place.
namespace VerifyXunit;

internal static class Verifier
{
    // Set to 1, the received files become the verified ones.
    private const string Accept = "VERIFY_ACCEPT";

    /// <summary>Compares every generated file with the one verified beside the test.</summary>
    public static async Task Verify(GeneratorDriver driver, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        string prefix = Path.GetFileNameWithoutExtension(sourceFile) + "." + method;
        string folder = Path.GetDirectoryName(sourceFile)!;
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);

        var received = result.GeneratedSources.ToDictionary(
            s => $"{prefix}#{Path.GetFileNameWithoutExtension(s.HintName)}",
            s => $"//HintName: {s.HintName}\n{s.SourceText}");
        string[] verified =
        [
            .. Directory.GetFiles(folder, prefix + "#*.verified.cs")
                .Select(f => Path.GetFileName(f).Replace(".verified.cs", "", StringComparison.Ordinal)),
        ];
        var problems = new List<string>();
        foreach (string name in verified.Except(received.Keys))
            problems.Add($"{name}.verified.cs: no such file is generated any more");
        foreach ((string name, string text) in received)
        {
            string path = Path.Combine(folder, name);
            string? expected = File.Exists(path + ".verified.cs") ? await File.ReadAllTextAsync(path + ".verified.cs") : null;
            if (expected == text)
            {
                File.Delete(path + ".received.cs");
                continue;
            }

            bool accept = Environment.GetEnvironmentVariable(Accept) == "1";
            await File.WriteAllTextAsync(
                path + (accept ? ".verified.cs" : ".received.cs"), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            if (!accept)
                problems.Add($"{name}.received.cs: {(expected is null ? "new" : FirstDifference(expected, text))}");
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] left = expected.Split('\n'), right = actual.Split('\n');
        int line = Enumerable.Range(0, Math.Min(left.Length, right.Length))
            .FirstOrDefault(i => left[i] != right[i], Math.Min(left.Length, right.Length));
        return $"line {line + 1}\n  verified: {left.ElementAtOrDefault(line)}\n  received: {right.ElementAtOrDefault(line)}";
    }
}
