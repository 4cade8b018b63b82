using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Generator.Tests.Lines;

/// <summary>Rules with states of rows and columns over every form of field, and with everything that goes around a rule.</summary>
public class LineKindTests
{
    // A state of each rate becomes one value for all, or is not read, or is not changed; some have one sweep and some have several.
    private static readonly LineRule[] Rules =
    [
        new("Row", "Constant", "None", "Both"), new("Row", "Uniform", "Tensor", "Before"), new("Column", "Constant", "Column", "Before"),
        new("Column", "Tensor", "None", "Both"),
        new("Row", "Row", "None", "Nothing"), new("Column", "Unchanged", "Row", "Before"), new("Row", "Other", "Row", "After"),
        new("Column", "Column", "None", "After"),
    ];

    private static readonly (string Suffix, string Attributes, string Members)[] Around =
    [
        ("Forms", "", """
            public Half[,] Halves = new Half[3, 5];
            public float[][] Jagged = [new float[5], new float[2]];
            public float[][,] Grids = [new float[3, 5], new float[2, 2]];
            public double[,,] Cube = new double[2, 3, 5];
            public System.Numerics.Matrix4x4 Transform;
            public System.Numerics.Vector3[] Points = new System.Numerics.Vector3[4];
            public float Scalar;
            public double Wide;
            public Memory<float> Lent = new float[6];
            [Parameter(3, 5)] public Memory<double> Shaped = new double[15];
            [Parameter(3, 5)] public partial Span<float> Owned { get; }
            [Parameter] public partial float OwnedScalar { get; set; }
            """),
        ("Narrow", ", StatePrecision = StatePrecision.BFloat16", "public float[,] W = new float[3, 5]; public Half[,] H = new Half[3, 5];"),
        ("Blocks",
            ", StatePrecision = StatePrecision.Block8",
            "public float[,] W = new float[3, 5]; public double[,] D = new double[3, 5];"),
        ("Fast", ", FastMath = true", "public float[,] W = new float[3, 5]; public double[] D = new double[5];"),
        ("Pruned",
            "), Prune(Sparsity = 0.5",
            "public float[,] W = new float[3, 5]; public Half[,] H = new Half[3, 5]; public float[] V = new float[5];"),
        ("Summed",
            "), SumGradients, GuardGradients(MaxNorm = 1",
            "public float[,] W = new float[3, 5]; public Half[,] H = new Half[3, 5]; public float[] V = new float[5];"),
        ("Staged",
            "), Transform(typeof(RowScale)), Average(typeof(ColumnMean)",
            "public float[,] W = new float[3, 5]; public Half[,] H = new Half[3, 5]; public double[] V = new double[5];"),
    ];

    private const string Stages = """
        [GradientTransform]
        public static partial class RowScale
        {
            public static void Transform(ref float gradient, [State(Per = Per.Row, Initial = 1)] ref float scale) { gradient *= scale; scale = 0.5f; }
        }

        [WeightAverage]
        public static partial class ColumnMean
        {
            public static void Average(ref float parameter, float before, [State(Per = Per.Column)] ref float mean, ref float kept) { mean = 0.5f * mean + 1f; kept += mean * (parameter - kept); }
            public static void Evaluate(ref float parameter, ref float kept) { float other = parameter; parameter = kept; kept = other; }
            public static void Train(ref float parameter, ref float kept) { float other = parameter; parameter = kept; kept = other; }
        }

        """;

    private static readonly Lazy<Assembly> Models = new(
        () => LineRun.Load(
            "using System; using FusedOpt;\n" + Stages
                + string.Concat(Rules.Select(r => r.Source() + string.Concat(AroundOf(r).Select(a => Model(r, a)))))));

    private static readonly Lazy<Assembly> Singles = new(
        () => RuleSource.Load("using FusedOpt;\n" + string.Concat(Rules.Select(r => r.Source()))));

    private static readonly Lazy<Assembly> Wide = new(
        () => RuleSource.Load(RuleSource.Widened("using FusedOpt;\n" + string.Concat(Rules.Select(r => r.Source())))));

    private static readonly Lazy<Assembly> Changed = new(
        () => RuleSource.Load(RuleSource.Widened("using FusedOpt;\n" + string.Concat(Rules.Select(r => r.Source(change: "1.25f"))))));

    private static readonly Dictionary<string, ParameterShape> Shapes = new()
    {
        ["Halves"] = new(3, 5, IsMatrix: true),
        ["Jagged[0]"] = ParameterShape.Vector(5),
        ["Jagged[1]"] = ParameterShape.Vector(2),
        ["Grids[0]"] = new(3, 5, IsMatrix: true),
        ["Grids[1]"] = new(2, 2, IsMatrix: true),
        ["Cube"] = new(6, 5, IsMatrix: true),
        ["Transform"] = new(4, 4, IsMatrix: true),
        ["Points"] = ParameterShape.Vector(12),
        ["Scalar"] = ParameterShape.Vector(1),
        ["Wide"] = ParameterShape.Vector(1),
        ["Lent"] = ParameterShape.Vector(6),
        ["Shaped"] = new(3, 5, IsMatrix: true),
        ["Owned"] = new(3, 5, IsMatrix: true),
        ["OwnedScalar"] = ParameterShape.Vector(1),
    };

    [Fact]
    public void EveryFormOfFieldHasTheBitsOfItsElements()
    {
        foreach (LineRule rule in Rules)
        {
            string? difference = LineRun.Difference(
                Create(rule, "Forms"), Shapes, Method(Singles.Value, rule), Method(Wide.Value, rule), Inputs.Ordinary);
            Assert.True(difference is null, difference);
            Assert.NotNull(
                LineRun.Difference(
                    Create(rule, "Forms"), Shapes, Method(Singles.Value, rule), Method(Changed.Value, rule), Inputs.Ordinary));
        }
    }

    [Fact]
    public void WhateverGoesAroundARuleCompilesAndSteps()
    {
        foreach (LineRule rule in Rules)
        {
            foreach ((string suffix, _, _) in AroundOf(rule))
            {
                IOptimizable model = Create(rule, suffix);
                Writer.Parameters(model, Values.Fill(15, 1, Inputs.Ordinary));
                Memory before = Memory.Of(model);
                for (int step = 0; step < 3; step++)
                {
                    Writer.Gradients(model, Values.Fill(15, step, Inputs.Ordinary));
                    model.Step();
                }

                Assert.NotNull(before.Difference(Memory.Of(model)));
                Assert.DoesNotContain(Memory.Of(model).Arrays.Values.OfType<float[]>().SelectMany(a => a), float.IsNaN);
            }
        }
    }

    // Half of what goes around for each rule, and all of it for every two.
    private static IEnumerable<(string Suffix, string Attributes, string Members)> AroundOf(LineRule rule) =>
        Around.Where((a, i) => a.Suffix == "Forms" || (i + Array.IndexOf(Rules, rule)) % 2 == 0);

    private static string Model(LineRule rule, (string Suffix, string Attributes, string Members) around) => $$"""

        [Optimize(typeof({{rule.Name}}){{around.Attributes}})]
        public partial class {{rule.Name}}{{around.Suffix}}
        {
            {{around.Members}}
        }

        """;

    private static IOptimizable Create(LineRule rule, string suffix) =>
        (IOptimizable)Activator.CreateInstance(Models.Value.GetType(rule.Name + suffix)!)!;

    private static MethodInfo Method(Assembly assembly, LineRule rule) => assembly.GetType(rule.Name)!.GetMethod("Update")!;
}
