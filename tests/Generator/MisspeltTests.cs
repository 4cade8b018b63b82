using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>A message about an unknown name ends with the known name that is nearest.</summary>
public class MisspeltTests
{
    private const string OfAdam =
        "Adam has no hyperparameter '{0}'; use one of LearningRate, Beta1, Beta2, Epsilon, WeightDecay, AmsGrad, BiasCorrection, Maximize";

    [Theory]
    [InlineData("[Optimize(Adam, LearningRat = 0.1)] public partial class Model { public float W; }", "LearningRat", "LearningRate")]
    [InlineData("[Optimize(Adam, lr = 0.1)] public partial class Model { public float W; }", "lr", "LearningRate")]
    [InlineData("[Optimize(Adam, FastMat = true)] public partial class Model { public float W; }", "FastMat", "FastMath")]
    [InlineData("[Optimize(Adam, Sharpness = 0.1)] public partial class Model { public float W; }", "Sharpness", null)]
    [InlineData("[Optimize(Adam)] public partial class Model { [Parameter(Beta_1 = 0.1)] public float W; }", "Beta_1", "Beta1")]
    [InlineData("partial class Model { public float V; } [Optimize(Adam, Epsilom = 0)] public partial class Model { public float W; }", "Epsilom", "Epsilon")]
    public void AnArgumentThatTheCompilerRefusesIsReportedByTheGenerator(string source, string name, string? nearest)
    {
        Diagnostic diagnostic = Assert.Single(Reported("using FusedOpt; " + source));
        string question = nearest is null ? "" : $"; did you mean '{nearest}'?";
        Assert.Equal(OfAdam.Replace("{0}", name, System.StringComparison.Ordinal) + question, diagnostic.GetMessage(null));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(
            ("Source.cs", name),
            (diagnostic.Location.GetLineSpan().Path, ("using FusedOpt; " + source).Substring(diagnostic.Location.SourceSpan.Start, name.Length)));

        // The compiler's error is the reason: a build with it does not run analyzers.
        Assert.Contains(Testbed.Compile("using FusedOpt; " + source).GetDiagnostics(), d => d.Id == "CS0246");
    }

    [Theory]
    [InlineData("[Optimize(Adam, LearningRate = 0.1, FastMath = true)] public partial class Model { [Parameter(LearningRateScale = 1)] public float W; }")]
    [InlineData("[Optimize(Adam, Nesterov = true)] public partial class Model { public float W; }")]
    [InlineData("[Optimize(Adam)] public partial class Model { public float W; [Other.Parameter(LearningRat = 1)] public int V; }")]
    public void AnArgumentOfTheAttributeOrOfAnotherAttributeIsNotReported(string source) => Assert.Empty(Reported(
        $"using FusedOpt; {source} namespace Other {{ public class ParameterAttribute : System.Attribute {{ public int LearningRat; }} }}"));

    [Theory]
    [InlineData("[Optimize(Adam), Hyperparameter(\"beta_one\", 0.5)] public partial class Model { public float W; }", null)]
    [InlineData("[Optimize(Adam), Hyperparameter(\"bta1\", 0.5)] public partial class Model { public float W; }", "Beta1")]
    [InlineData("[Optimize(Adam), Schedule(\"Shedule\")] public partial class Model { public float W; FusedOpt.Schedules.ISchedule Schedule = null!; int Sheduled; }", "Schedule")]
    [InlineData("[Optimize(Adam), Schedule(\"Rate\")] public partial class Model { public float W; FusedOpt.Schedules.ISchedule Schedule = null!; }", null)]
    public async Task AnUnknownNameInATextIsReportedByTheAnalyzer(string source, string? nearest) =>
        await AssertEnd("using FusedOpt; " + source, nearest);

    [Theory]
    [InlineData("learningRat", "learningRate")]
    [InlineData("other", null)]
    public async Task AnUnknownNameInARuleIsReportedByTheAnalyzer(string name, string? nearest) => await AssertEnd(
        $$"""
        using FusedOpt;
        [UpdateRule]
        public static partial class Own
        {
            public static void Update(
                ref float parameter, float gradient, [State(InitialFrom = "{{name}}")] ref float state, double learningRate = 1, bool on = true)
            {
                state = gradient;
                parameter -= (float)learningRate * state;
            }
        }
        """,
        nearest);

    private static async Task AssertEnd(string source, string? nearest)
    {
        CSharpCompilation compilation = Testbed.Compile(source);
        string message = Assert.Single(await Testbed.Analyze(Testbed.WithGenerated(compilation))).GetMessage(null);
        Assert.Equal(nearest is not null, message.EndsWith($"; did you mean '{nearest}'?", System.StringComparison.Ordinal));
        Assert.Equal(nearest is not null, message.Contains("did you mean", System.StringComparison.Ordinal));
    }

    private static Diagnostic[] Reported(string source) => [.. Testbed.Generate(source).GetRunResult().Diagnostics];
}
