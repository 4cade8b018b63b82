using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>Whatever the project's settings and names, the generated code compiles without a warning.</summary>
public class CompileTests
{
    private const string Everything = """
        using FusedOpt;

        [UpdateRule]
        public static partial class Own
        {
            public static void Update(
                ref float parameter, float gradient, ref float @event, ref float i, ref float length, long step,
                double learningRate = 1e-2, bool flag = true, double TVector = 0.5, double uniforms = 2)
            {
                bool early = step < 3 && flag;
                bool down = gradient < 0f;
                if (early || down)
                    @event = (float)TVector * @event + gradient;
                if (early && gradient > 1f)
                    i -= (float)(uniforms * step);
                length = early ? 1f : 2f;
                float Math = gradient == 0f | gradient != 1f ? i : @event;
                parameter -= (float)learningRate * Math * length * (float)(early ? 1.0 : 2.0);
            }
        }

        [Optimize(typeof(Own))]
        public partial class @class
        {
            public float @params, value, step, gradients, visitor, Equals, Math;
            public float[] model = [], uniforms = [];
            public double[] TVisitor = [];
            private protected double @int;
        }

        [Optimize(Adam)]
        public partial class @Class
        {
            public float Weight;
            public float weight;
            public float[]? Maybe;
            public readonly float[] ReadOnly = [];
        }

        [Optimize(AdamW)]
        public partial class Forms<T>
            where T : IOptimizable, new()
        {
            public T Any = new();
            public T[]? Several;
            public System.Collections.Generic.List<Line> Lines = [];
            public Line Line, Second;
            public readonly @Class @class = new();
            public float[][][] i = [], j = [];
            public System.Memory<double>[] k = [];
            [Parameter(2, 3)] public float[]? Shaped;
            public System.Half @half;
            internal System.Half[,] halves = new System.Half[1, 1];
            public System.Numerics.Quaternion Rotation;
            private Buffer buffer;
            [Parameter(3, WeightDecay = 0), Hyperparameter("beta1", 0.5)] protected internal partial System.Span<float> _arena { get; }
            [Parameter(LearningRateScale = 0.5)] public partial float @float { get; protected set; }
            public int ExpAvgSpan;

            public void Dispose()
            {
            }

            [System.Runtime.CompilerServices.InlineArray(3)]
            internal struct Buffer
            {
                private float _0;
            }
        }

        [Optimize(Sgd)]
        public partial class Derived<T> : Forms<T>
            where T : IOptimizable, new()
        {
            public float[] context = [], path = [];
        }

        [Optimize(Adagrad), Schedule(nameof(@class))]
        public partial class Scheduled
        {
            private static readonly Falling @class = new();
            [SparseGradient] public float[,]? slot;
            [SparseGradient, Parameter(2, 3)] public System.Half[]? row = [];
            [SparseGradient, Parameter(2, 3)] public partial System.Span<float> context { get; }
            [SparseGradient, Parameter(2, 3, InitialAccumulator = 0.1)] protected internal partial System.Span<double> _slotArena { get; }

            internal struct Falling : global::FusedOpt.Schedules.ISchedule
            {
                double global::FusedOpt.Schedules.ISchedule.GetLearningRate(long step) => 1.0 / (1 + step);
            }
        }

        [Optimize(Adagrad)]
        public sealed partial class AlsoScheduled : Scheduled
        {
            [SparseGradient] public double[,] step = new double[2, 2];
            private double StepRate;
        }

        [Optimize(Adam), Schedule(nameof(Rate))]
        public partial struct Measured
        {
            private double FusedOptStepLearningRate => 1;
            internal global::FusedOpt.Schedules.ISchedule? Rate { get; set; }
            public float Weight;
        }

        [Optimize(Ftrl)]
        public partial struct Line
        {
            public float step, Begin;
            public float[] gradients;
            public double? Loss;
        }

        [Optimize(ScheduleFreeAdamW)]
        public partial record struct Pair(int Count)
        {
            public double Weight;
        }

        [Optimize(ScheduleFreeAdamW)]
        public sealed partial class Moved
        {
            public float[,] Grid = new float[2, 3];
            public System.Memory<double> Lent;
        }

        namespace System.@namespace
        {
            public partial class Outer<TVisitor>
                where TVisitor : class, new()
            {
                [Optimize(RmsProp, Momentum = 0.9)]
                internal sealed partial record Inner<T, @in>(int Count)
                {
                    public float Weight;
                    public double[] Table = [];

                    private void FusedOptPrepare() => Refused = 1;

                    private int Refused;
                }
            }
        }

        namespace Project.FusedOpt.Lanes
        {
            class Math;

            [global::FusedOpt.Optimize(global::FusedOpt.Optimizer.AdamW, AmsGrad = true)]
            sealed partial class Model
            {
                public float[] Weights = [];
            }
        }
        """;

    public static TheoryData<LanguageVersion, NullableContextOptions, bool> Settings()
    {
        var data = new TheoryData<LanguageVersion, NullableContextOptions, bool>();
        foreach (LanguageVersion version in new[] { LanguageVersion.CSharp13, LanguageVersion.Preview })
        {
            foreach (NullableContextOptions nullable in new[] { NullableContextOptions.Enable, NullableContextOptions.Disable })
            {
                data.Add(version, nullable, true);
                data.Add(version, nullable, false);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void GeneratedCodeHasNoWarnings(LanguageVersion version, NullableContextOptions nullable, bool checkOverflow)
    {
        var parse = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable, checkOverflow: checkOverflow, warningLevel: 9999);
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(Everything, parse, options), parse);

        // The compiler's warnings about the test's own lower-case and annotated names are not about generated code.
        Assert.DoesNotContain(
            Testbed.Problems(compilation), d => d.Id is not ("CS8981" or "CS8632" or "CS0108" or "CS0414") || IsGenerated(d));
        Assert.Equal(13, compilation.SyntaxTrees.Count(t => !Testbed.IsKernel(t)) - 2);
    }

    [Fact]
    public void TheCheckSeesAWarningInGeneratedCode()
    {
        CSharpCompilation compilation = Testbed.Compile(Everything);
        Compilation spoiled = Testbed.WithGenerated(compilation).AddSyntaxTrees(
            Testbed.Tree("// <auto-generated/>\n#nullable enable\nclass Spoiled { string Name; }", "Spoiled.g.cs"));
        Assert.Contains(Testbed.Problems(spoiled), d => d.Id == "CS8618" && IsGenerated(d));
    }

    [Fact]
    public void PublicMembersOfGeneratedCodeAreDocumented()
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile("""
            using FusedOpt;
            /// <summary>Documented.</summary>
            [Optimize(Adam)]
            public partial class Model
            {
                /// <summary>Documented.</summary>
                public float[] Weights = [];
            }
            """));
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Id is "CS1591" or "CS1587" or "CS1570" or "CS1574");
    }

    // Whole numbers from a million on, which a float has with an exponent, and one that no float has.
    [Fact]
    public void LargeCountsAreWholeNumbers()
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile("""
            using System;
            using FusedOpt;

            [Optimize(Adam), GuardGradients(LossScale = 1024, GrowthInterval = 1_000_000, MicroBatches = int.MaxValue)]
            public partial class Counted
            {
                [Parameter(1000, 1000)] public partial Span<float> Weights { get; }
            }

            [Optimize(Adam), GuardGradients(LossScale = 1024, GrowthInterval = 16_777_217)]
            public partial class Odd
            {
                [Parameter(4096, 4096)] public partial Span<float> Weights { get; }
                public float Single;
            }
            """));
        Assert.Empty(Testbed.Problems(compilation));
        string text = string.Concat(compilation.SyntaxTrees.Select(t => t.ToString()));
        Assert.Contains("microBatches: 2147483647", text, System.StringComparison.Ordinal);
        Assert.Contains("growthInterval: 1000000", text, System.StringComparison.Ordinal);
        Assert.Contains("growthInterval: 16777217", text, System.StringComparison.Ordinal);
        Assert.Equal("1e6", Literals.Decimal(1e6f));
    }

    [Fact]
    public void OddRulesCompileToo()
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile("""
            using FusedOpt;

            [UpdateRule(Source = "two\nlines, \u2028 and \"\"\" quotes")]
            public static partial class Bare
            {
                public static void Update(ref float parameter, float gradient, double learningRate = 1, [Interval("[0, 1]", Message = "a\u0085b")] double _1 = 0.5)
                {
                    parameter = 0.5f;
                    gradient = (float)_1;
                }
            }

            [Optimize(typeof(Bare))]
            public partial class Model { public float W; public double[] A = []; }
            """));
        Assert.Empty(Testbed.Problems(compilation));
    }

    // State of every kind that begins at a learning rate with a range and words of its own, under a schedule, in a base class, in a class
    // derived from it and in a structure.
    [Fact]
    public void StateThatBeginsAtTheLearningRateCompilesToo()
    {
        Compilation project = Testbed.WithGenerated(Testbed.Compile(""""
            using System;
            using System.Numerics;
            using FusedOpt;
            using FusedOpt.Schedules;

            [UpdateRule]
            public static partial class Own
            {
                public static void Update(
                    ref float parameter, float gradient, [State(InitialFrom = nameof(learningRate))] ref float each, [State(InitialFrom = nameof(learningRate))] ref double whole,
                    [Interval("(1e-3, 0.5]", Message = "a \"rate\" \\ \n {0} \u2028")] double learningRate = 0.1) => parameter -= each * gradient * (float)whole;
            }

            [UpdateRule]
            public static partial class Wide
            {
                public static void Update(ref float parameter, float gradient, [State(InitialFrom = nameof(learningRate))] ref float each, [Interval("[-inf, inf]")] double learningRate = 0.1) =>
                    parameter -= each * gradient;
            }

            [Optimize(typeof(Own)), Schedule(nameof(BeginState))]
            public partial class Scheduled
            {
                public static readonly ISchedule BeginState = new Constant(0.1);
                public float rate, isAsMade;
                public float[]? Maybe;
                public float[][]? Rows = [];
                public Half[,] Grid = new Half[2, 2];
                public Vector3[] Points = [];
                public Memory<double>[] Lent = [];
                [Parameter(3, LearningRateScale = 2)] public partial Span<float> Owned { get; }
                private double _stateRate = 3;
            }

            [Optimize(typeof(Wide))]
            public sealed partial class Derived : Scheduled
            {
                public float[] More = [];
                [SparseGradient] public float[,] Table = new float[2, 2];
                [SparseGradient, Parameter(2, 2)] public partial Span<float> OwnTable { get; }
            }

            [Optimize(typeof(Own), StatePrecision = StatePrecision.Block8)]
            public partial class Narrow
            {
                public float[] Weights = [];
                public float[][] Rows = [];
                [Parameter(4)] public partial Span<float> Owned { get; }
                [Parameter] public partial float Number { get; set; }
            }

            [Optimize(typeof(Own))]
            public partial struct Structure { public float W; public double D; }
            """"));
        Assert.Empty(Testbed.Problems(project).Where(p => p.Id != "CS0414").Select(p => p.ToString()));
    }

    [Fact]
    public void AFieldOfTheUniformsIsNotTakenForAVariableOfItsName()
    {
        const string Rule = """
            using FusedOpt;

            [UpdateRule]
            public static partial class Capital
            {
                public static void Update(ref float parameter, float gradient, long Step, double learningRate = 1)
                {
                    double Share = learningRate * Step;
                    float RuleMath = (float)Share * global::FusedOpt.RuleMath.Sign(gradient);
                    parameter -= (float)Step * RuleMath;
                }
            }

            [Optimize(typeof(Capital))]
            public partial class Model { public float W; }
            """;
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(Rule));
        Assert.Empty(Testbed.Problems(compilation));
        string generated = compilation.SyntaxTrees.Single(Testbed.IsKernel).ToString();
        Assert.Contains("this.Share = (float)Share;", generated);
    }

    [Fact]
    public void SumsOfOddTreesCompileToo()
    {
        const string Tree = """
            using System;
            using FusedOpt;

            public static partial class Outer
            {
                [Optimize(Adam), SumGradients, GuardGradients(SkipNonFinite = true)]
                private partial class Root<T> where T : Leaf
                {
                    public T? One;
                    public T[]? Many;
                    public System.Collections.Generic.List<T?> List = [];
                    public Copied @class = new(), tree = new(), model = new();
                    public float each, its, summed, of, at;
                    public float[] i = [], gradients = [], context = [];
                    private Hidden _hidden = new(), hidden = new();
                }

                [Optimize(Lamb)]
                private partial class Derived : Root<Leaf>
                {
                    [Parameter(3)] public partial Span<double> _space { get; }
                    [Parameter] public partial double _arena2 { get; set; }
                    public Untold Further = new();
                    public new Copied @class = new();
                }

                [Optimize(Adam), SumGradients, GuardGradients]
                internal sealed partial record Copied
                {
                    public float[] Weights = [], _model = [];
                    public Leaf Leaf = new();
                }

                [Optimize(Adam), SumGradients, GuardGradients, Prune(Sparsity = 0.5)]
                internal partial class Leaf { public Half[][,] Weights = []; }

                internal sealed class Untold : Leaf;

                [Optimize(Sgd), SumGradients, GuardGradients]
                private sealed partial class Hidden { public double Value; }

                private static void Use(Derived model)
                {
                    var gradients = new Derived.ParameterGradients(model);
                    gradients.Further.Weights[0][1, 2] = gradients.Many[0].Weights[1][0, 0] = gradients.One!.Weights[0][0, 0];
                    gradients._space[1] = gradients._arena2 = gradients.tree.Leaf.Weights.Length + gradients.GradientSpan.Length;
                    gradients._hidden.Value = gradients.hidden.Value;
                    model.Step(gradients, model.Gradients);
                    gradients.ZeroGradients();
                }
            }
            """;
        Assert.Empty(Testbed.Problems(Testbed.WithGenerated(Testbed.Compile(Tree))));
    }

    [Fact]
    public void RulesOfReferencedProjectsAreUsedByName()
    {
        MetadataReference library = Testbed.Emit(Testbed.WithGenerated(Testbed.Compile("""
            using FusedOpt;
            namespace Library;
            [UpdateRule]
            public static partial class Theirs
            {
                public static void Update(ref float parameter, float gradient, double learningRate = 0.5) => parameter -= (float)learningRate * gradient;
            }
            """)));
        CSharpCompilation user = Testbed.Compile("""
            using FusedOpt;
            [Optimize(typeof(Library.Theirs))]
            public partial class Model { public float Weight; }
            """, null, null, library);
        Compilation compilation = Testbed.WithGenerated(user);
        Assert.Empty(Testbed.Problems(compilation));
        Assert.Contains("parameter -= learningRate * gradient;", compilation.SyntaxTrees.Last().ToString());
    }

    private static bool IsGenerated(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", System.StringComparison.Ordinal) == true;
}
