using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>Whatever half-typed code the generator and the analyzer meet, in whatever culture, they do not throw.</summary>
public class HostileCodeTests
{
    private const string Source = """
        using System;
        using FusedOpt;
        namespace N;
        [Optimize(typeof(Own), Momentum = 0.5, Nesterov = true), Hyperparameter("gamma", 2)]
        public partial class M<T> where T : class
        {
            public float W = 1;
            [Frozen] public double[] D = new double[3];
            public float[] A = [1, 2];
        }
        [UpdateRule(Source = "x")]
        public static partial class Own
        {
            const float Half = 0.5f;
            public static void Update(ref float parameter, float gradient, [State(InitialFrom = nameof(gamma))] ref float s, long step,
                [Range("[0, 1)")] double learningRate = 0.5, double momentum = 0, bool nesterov = false, double gamma = 1)
            {
                Rule.Require(momentum > 0 || !nesterov, "m");
                double c = Math.Pow(momentum, step - 1);
                if (step == 1) { s = -gradient; } else if (gradient > 0f) s += Half * MathF.Abs(gradient);
                float t = s < 0f ? 1f / 3f : MathF.Max(s, (float)c);
                parameter -= (float)learningRate * t;
            }
        }
        """;

    [Fact]
    public Task NoPrefixOfAFileMakesItThrow() =>
        AssertSurvive(Enumerable.Range(0, Source.Length + 1).Select(length => Source[..length]));

    [Fact]
    public Task NoDeletedTokenMakesItThrow() =>
        AssertSurvive(Tokens().Select(token => Source.Remove(token.Span.Start, token.Span.Length)));

    [Fact]
    public Task NoDoubledOrSwappedTokenMakesItThrow() =>
        AssertSurvive(Tokens().Zip(Tokens().Skip(1)).SelectMany(pair => new[]
        {
            Source.Insert(pair.First.Span.Start, pair.First.Text + " "),
            Source[..pair.First.Span.Start] + pair.Second.Text + " " + pair.First.Text + Source[pair.Second.Span.End..],
        }));

    [Fact]
    public void ADeepExpressionIsRefusedAndNotAStackOverflow()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("gradient", 5000));
        GeneratorRunResult result = Testbed.Generate(Source.Replace("-gradient;", sum + ";", StringComparison.Ordinal)).GetRunResult().Results[0];
        Assert.Null(result.Exception);
        Assert.Contains("FOPT0012", result.GeneratedSources[0].SourceText.ToString());
    }

    [Theory]
    [InlineData("sv-SE")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void TheCultureChangesNoByte(string name)
    {
        string[] Generated(CultureInfo culture)
        {
            string[] texts = [];
            var thread = new Thread(() => texts = [.. Testbed.Generate(Source).GetRunResult().Results[0].GeneratedSources.Select(s => s.SourceText.ToString())])
            {
                CurrentCulture = culture,
                CurrentUICulture = culture,
            };
            thread.Start();
            thread.Join();
            return texts;
        }

        // In these cultures -0.5 is not written so; where it is, this test would prove nothing.
        Assert.NotEqual("-0.5 i", string.Create(new CultureInfo(name), $"{-0.5} {"I".ToLower(new CultureInfo(name))}"));
        Assert.Equal(2, Generated(CultureInfo.InvariantCulture).Length);
        Assert.Equal(Generated(CultureInfo.InvariantCulture), Generated(new CultureInfo(name)));
    }

    [Fact]
    public async Task EightDriversAtOnceGiveTheSame()
    {
        string[][] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Testbed.Generate(Source).GetRunResult().Results[0].GeneratedSources.Select(s => s.SourceText.ToString()).ToArray())));
        Assert.All(results, r => Assert.Equal(results[0], r));
        Assert.Equal(2, results[0].Length);
    }

    private static SyntaxToken[] Tokens() => [.. Testbed.Tree(Source, "Source.cs").GetRoot().DescendantTokens().Where(t => t.Span.Length > 0)];

    private static Task AssertSurvive(IEnumerable<string> sources) => Parallel.ForEachAsync(sources, async (source, _) => await AssertSurvives(source));

    private static async Task AssertSurvives(string source)
    {
        CSharpCompilation compilation = Testbed.Compile(source);
        GeneratorDriver driver = Testbed.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        Assert.True(result.Exception is null, $"{result.Exception}\n{source}");

        // Generated code adds no error of its own: what is wrong with it follows from what is wrong with the source.
        if (!compilation.GetParseDiagnostics().Any() && !compilation.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            IEnumerable<Diagnostic> errors = updated.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
            Assert.True(!errors.Any(), $"{string.Join('\n', errors)}\n{source}");
        }

        IEnumerable<Diagnostic> crashes = (await Testbed.Analyze(updated)).Where(d => d.Id == "AD0001");
        Assert.True(!crashes.Any(), $"{string.Join('\n', crashes)}\n{source}");
    }
}
