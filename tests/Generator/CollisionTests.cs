using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>
/// Whatever a member of the user's is that has the name of a generated one: one error at that member, and none of the compiler's in a file
/// that is not on disk.
/// </summary>
public class CollisionTests
{
    private static readonly string[] Always =
    [
        "Gradients", "ParameterGradients", "LearningRate", "StepCount", "Step", "StepAndZeroGradients", "ZeroGradients",
    ];
    private static readonly string[] Modes = ["Train", "Evaluate", "IsTraining"];
    private static readonly string[] Hooks =
    [
        "FusedOptCreateGradients", "FusedOptPrepare", "FusedOptApply", "FusedOptVisit", "FusedOptStepLearningRate",
    ];

    // Members of the interface that are generated under its name alone, and names that others give way to.
    private static readonly string[] Free =
    [
        "Visit", "StepState", "Prepare", "Apply", "GetGradients", "Guard", "Measure", "Dispose", "AcceptParameters", "MakeState",
        "Refused", "AssignParameters", "_gradients", "_stepState", "Begin", "CreateGradients", "PrepareStep", "ApplyStep",
        "VisitParameters",
    ];

    // Each kind of member, with the name in place of the star.
    private static readonly string[] Kinds =
    [
        "public int *;", "private double *;", "public const int * = 1;", "public static int * => 1;", "public int * { get; set; }",
        "public double * { get; set; }", "public long * => 1;",
        "public void *() { }", "public int *(int x) => x;", "public void *<T>(ref T x) { }", "private void *() { }",
        "public event System.Action? * { add { } remove { } }",
        "public class * { }", "private enum * { A }", "public delegate void *();",
    ];

    // The classes around the names of the first column, and where the error stands: the name itself, or the class.
    private static readonly (string Shape, bool IsAtName)[] Shapes =
    [
        .. Kinds.Select(k => ($"[Optimize(RULE)] public partial class CLASS {{ public float W; {k} }}", true)),
        .. Kinds.Take(3).Select(k => ($"[Optimize(RULE)] public partial struct CLASS {{ public float W; {k} }}", true)),
        ("[Optimize(RULE)] public partial class CLASS<*> { public float W; }", true),
        ("[Optimize(RULE)] public partial class CLASS(double *) { public float W; public double Read() => *; }", true),
        ("[Optimize(RULE)] public sealed partial record CLASS(int *) { public float W; }", true),
        ("public class CLASSBase { protected int *; public int Read() => *; } "
            + "[Optimize(RULE)] public partial class CLASS : CLASSBase { public float W; }", false),
        ("public abstract class CLASSBase { public virtual void *() { } } "
            + "[Optimize(RULE)] public partial class CLASS : CLASSBase { public float W; }", false),
    ];

    [Fact]
    public async Task EachIsReportedOnce()
    {
        await AssertReported("Sgd", Always, s => true);
        await AssertReported("ScheduleFreeAdamW", Modes, s => true);
        await AssertReported("Sgd", Hooks, s => s.Contains("partial class", StringComparison.Ordinal));
        await AssertReported("Sgd", Modes, s => false);
        await AssertReported("Sgd", Free, s => false);
    }

    [Theory]
    [InlineData(
        "FOPT0008 get_LearningRate", "[Optimize(Adam)] public partial class M { public float W; public double get_LearningRate() => 1; }")]
    [InlineData(
        "FOPT0008 set_LearningRate", "[Optimize(Adam)] public partial class M { public float W; public void set_LearningRate(int x) { } }")]
    [InlineData("", "[Optimize(Adam)] public partial class M { public float W; public void get_Step() { } }")]
    [InlineData("FOPT0008 Step", "[Optimize(Adam)] public partial class M : IOptimizable { public float W; void IOptimizable.Step() { } }")]
    [InlineData(
        "FOPT0008 LearningRate",
        "[Optimize(Adam)] public partial class M : IOptimizable { public float W; "
            + "double IOptimizable.LearningRate { get => 1; set { } } }")]
    [InlineData(
        "FOPT0008 Prepare",
        "[Optimize(Adam)] public partial class M : IOptimizable { public float W; "
            + "void FusedOpt.CompilerServices.IModelNode.Prepare(ref FusedOpt.CompilerServices.StepContext context) { } }")]
    [InlineData(
        "FOPT0008 Visit",
        "[Optimize(Adam)] public partial struct M : IOptimizable { public float W; "
            + "void FusedOpt.CompilerServices.IModelNode.Visit<T>(ref FusedOpt.CompilerServices.ParameterTable<T> table, "
            + "ref FusedOpt.CompilerServices.StepContext context) { } }")]
    [InlineData(
        "FOPT0008 Train",
        "[Optimize(Adam)] public partial class M : IOptimizable { public float W; void IOptimizable.Train() { } }")]
    [InlineData(
        "FOPT0008 Guard",
        "[Optimize(Adam)] public partial class M : IOptimizable { public float W; "
            + "FusedOpt.CompilerServices.GradientGuard? FusedOpt.CompilerServices.IModelNode.Guard => null; }")]
    [InlineData(
        "FOPT0008 GradientNorm",
        "[Optimize(Adam), GuardGradients(MaxNorm = 1)] public partial class M(int GradientNorm) { public float W; "
            + "public int N => GradientNorm; }")]
    [InlineData(
        "FOPT0008 Sparsity",
        "[Optimize(Adam), Prune(Sparsity = 0.5)] public partial class M<Sparsity> { public float[,] W = new float[1, 2]; }")]
    [InlineData(
        "FOPT0008 ParameterSpan",
        "[Optimize(Adam)] public partial class M { [Parameter] public partial float W { get; set; } public class ParameterSpan { } }")]
    [InlineData(
        "",
        "[Optimize(Adam)] public partial class M : System.IDisposable { [Parameter] public partial float W { get; set; } "
            + "void System.IDisposable.Dispose() { } }")]
    [InlineData("", "[Optimize(Adam)] public partial class M { [Parameter] public partial float W { get; set; } public int Dispose; }")]
    [InlineData("FOPT0008 Train", "[Optimize(Adam)] public partial class M : B { public float W; public new void Train() { } }")]
    [InlineData("", "[Optimize(Adam)] public partial class M : B { public float W; public override void Train() => base.Train(); }")]
    [InlineData(
        "FOPT0008 Train", "[Optimize(Adam)] public partial class M : B { public B? Other; public override void Train() => base.Train(); }")]
    [InlineData("FOPT0008 Step", "[Optimize(Adam)] public partial class M : B { public float W; public new void Step() { } }")]
    [InlineData("FOPT0008 Step", "[Optimize(Adam)] public partial class Step { public float W; }")]
    [InlineData("", "[Optimize(Adam)] public sealed partial class FusedOptPrepare { public float W; }")]
    [InlineData(
        "",
        "[Optimize(Adam)] public sealed partial class M(float _stepState, float context, float gradients) { public float W; "
            + "public float Sum() => _stepState + context + gradients; }")]
    public async Task OthersThatMeetAGeneratedMember(string expected, string shape)
    {
        Compilation compilation = Infrastructure.Shapes.Compile(
            "using FusedOpt;\n" + shape + "\n[Optimize(Adam)] public partial class Part { public float W; } [Optimize(Adam)] public "
                + "partial class B { public Part P = new(); }");
        Assert.Empty(Infrastructure.Shapes.InSource(compilation));
        await Infrastructure.Shapes.AssertReported(compilation, expected.Length == 0 ? [] : [expected]);
    }

    // A model's own Train would become the interface's by its name, and be called by the model around it.
    [Theory]
    [InlineData("public void Train() { }", "void global::FusedOpt.IOptimizable.Train()")]
    [InlineData("public virtual bool IsTraining { get; set; }", "bool global::FusedOpt.IOptimizable.IsTraining")]
    [InlineData("private void Train() { }", "")]
    [InlineData("public void Train(int epochs) { }", "")]
    public void AMethodOfTheUsersIsNoPartOfTheInterface(string member, string implementation)
    {
        Compilation compilation = Infrastructure.Shapes.Compile(
            $"using FusedOpt; [Optimize(Adam)] public partial class M {{ public float W; {member} }}");
        Assert.Empty(Testbed.Problems(compilation));
        Assert.Equal(
            implementation.Length > 0,
            Infrastructure.Shapes.Part(compilation, "M")
                .Contains(
                    "IOptimizable." + (member.Contains("Train(", StringComparison.Ordinal) ? "Train" : "IsTraining"),
                    StringComparison.Ordinal));
        INamedTypeSymbol model = compilation.GetTypeByMetadataName("M")!;
        ISymbol interfaceMember = compilation.GetTypeByMetadataName("FusedOpt.IOptimizable")!
            .GetMembers(member.Contains("IsTraining", StringComparison.Ordinal) ? "IsTraining" : "Train")
            .Single();
        Assert.NotEqual(
            model.GetMembers(interfaceMember.Name).Single(),
            model.FindImplementationForInterfaceMember(interfaceMember),
            SymbolEqualityComparer.Default);
    }

    private static async Task AssertReported(string rule, string[] names, Func<string, bool> isTaken)
    {
        var source = new List<string> { "using FusedOpt;" };
        var expected = new List<string>();
        foreach (string name in names)
        {
            foreach ((string shape, bool isAtName) in Shapes)
            {
                string declared = $"C{source.Count}",
                    text = shape.Replace("RULE", rule, StringComparison.Ordinal)
                        .Replace("CLASS", declared, StringComparison.Ordinal)
                        .Replace("*", name, StringComparison.Ordinal);
                source.Add(text);
                if (isTaken(text))
                    expected.Add($"FOPT0008 {(isAtName ? name : declared)}");
            }
        }

        Compilation compilation = Infrastructure.Shapes.Compile(string.Join('\n', source));
        Assert.DoesNotContain(Infrastructure.Shapes.InSource(compilation), d => d.Id is not ("CS0067" or "CS8981" or "CS9113" or "CS0114"));
        await Infrastructure.Shapes.AssertReported(compilation, [.. expected]);
    }
}
