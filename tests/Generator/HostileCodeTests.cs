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
                [Interval("[0, 1)")] double learningRate = 0.5, double momentum = 0, bool nesterov = false, double gamma = 1)
            {
                Rule.Require(momentum > 0 || !nesterov, "m");
                double c = Math.Pow(momentum, step - 1);
                if (step == 1) { s = -gradient; } else if (gradient > 0f) s += Half * MathF.Abs(gradient);
                float t = s < 0f ? 1f / 3f : MathF.Max(s, (float)c);
                parameter -= (float)learningRate * t;
            }
        }
        """;

    // The cost of a source grows with the square of its length: every token is changed, and all of the others are read again.
    private const string Owned = """
        using System;
        using FusedOpt;
        [Optimize(AdamW, WeightDecay = 0.1)]
        public partial class Layer : IDisposable
        {
            [Parameter(3, 4, WeightDecay = 0)] public partial Span<float> Weights { get; }
            [Parameter(LearningRateScale = 0.5)] internal partial float Scale { get; private set; }
            public Half[,] Grid = new Half[2, 3];
            [SparseGradient] public float[,] Table = new float[2, 3];
            public void Dispose() { }
        }
        """;

    private const string Scheduled = """
        using System;
        using FusedOpt;
        [Optimize(Adam), Schedule(nameof(Rate))]
        public partial class Words
        {
            [SparseGradient, Parameter(3, 4)] public partial Span<float> Vectors { get; }
            private static readonly FusedOpt.Schedules.ISchedule Rate = new FusedOpt.Schedules.Constant(1);
        }
        """;

    private const string Derived = """
        using System;
        using System.Collections.Generic;
        using System.Numerics;
        using FusedOpt;
        [Optimize(AdamW)]
        public partial class Layer { public float Bias; }
        [Optimize(Sgd)]
        public sealed partial class Deep : Layer
        {
            public List<Layer> Layers = [];
            [Parameter(LearningRateScale = 2)] public Line Line;
            public float[][][] Ragged = [];
            [Parameter(2, 2)] public Memory<double> Lent = new double[4];
            public readonly Vector3[] Points = [];
        }
        [Optimize(Sgd)]
        public partial struct Line { public float Slope; }
        """;

    private const string Tied = """
        using FusedOpt;
        [Optimize(Ftrl)]
        public partial struct Line { public float Slope; public Tied? Tied; }
        [Optimize(ScheduleFreeAdamW)]
        public partial record Tied(int Count) { public Tied? Next; public float W; }
        """;

    private const string Stages = """
        using FusedOpt;
        [GradientTransform]
        public static partial class Soft { public static void Transform(ref float gradient, float weight, ref float s, double scale = 1) => gradient *= (float)scale * weight + s; }
        [WeightAverage]
        public static partial class Mean
        {
            public static void Average(ref float p, float before, ref float m) => m += p - before;
            public static void Evaluate(ref float p, float m) => p = m;
            public static void Train(ref float p, ref float m) => m = p;
        }
        [Optimize(Sgd), Transform(typeof(Soft)), Average(typeof(Mean))]
        public partial class Staged { public float W; [Hyperparameter("scale", 2, Of = typeof(Soft))] public float[] A = []; }
        """;

    private const string Averaged = """
        using FusedOpt;
        using FusedOpt.Averages;
        [Optimize(Adam), Average(typeof(Ema), Decay = 0.5)]
        public partial class Below : Base { public float H; }
        [Optimize(Adam)] public partial class Base { public float B; }
        """;

    public static TheoryData<string> Sources() => [Source, Owned, Scheduled, Derived, Tied, Stages, Averaged];

    [Theory]
    [MemberData(nameof(Sources))]
    public Task NoPrefixOfAFileMakesItThrow(string source) =>
        AssertSurvive(Enumerable.Range(0, source.Length + 1).Select(length => source[..length]));

    [Theory]
    [MemberData(nameof(Sources))]
    public Task NoDeletedTokenMakesItThrow(string source) =>
        AssertSurvive(Tokens(source).Select(token => source.Remove(token.Span.Start, token.Span.Length)));

    [Theory]
    [MemberData(nameof(Sources))]
    public Task NoDoubledOrSwappedTokenMakesItThrow(string source) =>
        AssertSurvive(Tokens(source).Zip(Tokens(source).Skip(1)).SelectMany(pair => new[]
        {
            source.Insert(pair.First.Span.Start, pair.First.Text + " "),
            source[..pair.First.Span.Start] + pair.Second.Text + " " + pair.First.Text + source[pair.Second.Span.End..],
        }));

    [Fact]
    public void ADeepExpressionIsRefusedAndNotAStackOverflow()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("gradient", 5000));
        GeneratorRunResult result = Testbed.Generate(Source.Replace("-gradient;", sum + ";", StringComparison.Ordinal))
            .GetRunResult().Results[0];
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
            var thread = new Thread(
                () => texts = [.. Testbed.Generate(Source).GetRunResult().Results[0].GeneratedSources.Select(s => s.SourceText.ToString())])
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
        Assert.Equal(3, Generated(CultureInfo.InvariantCulture).Length);
        Assert.Equal(Generated(CultureInfo.InvariantCulture), Generated(new CultureInfo(name)));
    }

    [Fact]
    public async Task EightDriversAtOnceGiveTheSame()
    {
        string[][] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Testbed.Generate(Source).GetRunResult().Results[0].GeneratedSources.Select(s => s.SourceText.ToString()).ToArray())));
        Assert.All(results, r => Assert.Equal(results[0], r));
        Assert.Equal(3, results[0].Length);
    }

    private static SyntaxToken[] Tokens(string source) =>
        [.. Testbed.Tree(source, "Source.cs").GetRoot().DescendantTokens().Where(t => t.Span.Length > 0)];

    private static Task AssertSurvive(IEnumerable<string> sources) =>
        Parallel.ForEachAsync(sources, async (source, _) => await AssertSurvives(source));

    private static async Task AssertSurvives(string source)
    {
        CSharpCompilation compilation = Testbed.Compile(source);
        GeneratorDriver driver = Testbed.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        Assert.True(result.Exception is null, $"{result.Exception}\n{source}");

        // Generated code adds no error of its own: what is wrong with it follows from what is wrong with the source.
        // That a partial property has no second part is what the generated code is for.
        if (!compilation.GetParseDiagnostics().Any()
            && !compilation.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS9248"))
        {
            bool isRefused = result.GeneratedSources.Any(
                g => g.SourceText.ToString().Contains("has no optimizer because of", StringComparison.Ordinal));
            IEnumerable<Diagnostic> errors = updated.GetDiagnostics()
                .Where(d => d.Severity == DiagnosticSeverity.Error && !(isRefused && d.Id == "CS9248"));
            Assert.True(!errors.Any(), $"{string.Join('\n', errors)}\n{source}");
        }

        IEnumerable<Diagnostic> crashes = (await Testbed.AnalyzeFile(updated)).Where(d => d.Id == "AD0001");
        Assert.True(!crashes.Any(), $"{string.Join('\n', crashes)}\n{source}");
    }
}
