using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FusedOpt.GeneratorBenchmark.Scaling;

/// <summary>The projects that are measured, one for each thing that a project can have many of.</summary>
internal static class Shapes
{
    private const string Adam = "[Optimize(Adam)]";
    private const string FourFloats = "public float[] F{0} = new float[4];";
    private const string Floats = "public float[] F{0} = new float[64];";
    private const string OwnedSpan = "public partial System.Span<float> F{0} {{ get; }}";
    private const string Decay = "WeightDecay = 1e-6 * ({0} + 1)";
    private const string Guarded = "[Prune(Sparsity = 0.5)][GuardGradients(MaxNorm = 1)][SumGradients]";
    private const string NarrowAdam = "[Optimize(Adam, StatePrecision = StatePrecision.Block8)]";
    private const string Property = "public string F{0} {{ get; set; }} = \"\";";

    private static readonly string[] Mixed =
    [
        "public System.Numerics.Vector3 F{0};",
        "public System.Half F{0};",
        "public float[][] F{0} = [new float[4], new float[4]];",
        "[SparseGradient] public float[,] F{0} = new float[4, 4];",
        "public System.Memory<float> F{0} = new float[4];",
        "public double F{0};",
        "public float[,] F{0} = new float[4, 4];",
        "public System.Half[] F{0} = new System.Half[4];",
    ];

    /// <summary>All projects, in the order that they are measured.</summary>
    public static IReadOnlyList<Shape> All { get; } =
    [
        new("float fields", n => Class(Adam, n, _ => "public float F{0};"), 5000),
        new("float[] fields", n => Class(Adam, n, _ => FourFloats), 5000),
        new("owned spans", n => Class(Adam, n, _ => "[Parameter(4)] " + OwnedSpan), 5000),
        new("owned numbers", n => Class(Adam, n, _ => "public partial float F{0} {{ get; set; }}", "[Parameter] "), 5000),
        new("fields of eight forms", n => Class(Adam, n, i => Mixed[i % Mixed.Length]), 5000),
        new("fields in a structure", n => Class(Adam, n, _ => "public float F{0};", kind: "struct"), 5000),
        new(
            "learning rate scales",
            n => Class(Adam, n, _ => "[Parameter(LearningRateScale = 1e-3 * ({0} + 2))] public float F{0};"),
            2500),
        new("own hyperparameters", n => Class(Adam, n, _ => $"[Parameter({Decay})] {FourFloats}"), 500),
        new("owned, own hyperparameters", n => Class(Adam, n, _ => $"[Parameter(4, {Decay})] {OwnedSpan}"), 500),
        new("pruned, guarded and summed", n => Class(Adam + Guarded, n, _ => "public float[,] F{0} = new float[4, 4];"), 2500),
        new("narrow state", n => Class(NarrowAdam, n, _ => FourFloats), 2500),
        new("unmarked properties", n => Class(Adam, n, i => i == 0 ? "public float F{0};" : Property), 5000),
        new(
            "fields of one model",
            n => Class(Adam, n, _ => "public Part F{0} = new();") + Class(Adam, 1, _ => FourFloats, name: "Part"),
            5000),
        new(
            "models, each of its class",
            n => Class(Adam, n, _ => "public Part{0} F{0} = new();") + Each(n, i => Class(Adam, 1, _ => Floats, name: $"Part{i}")),
            500),
        new("submodels", n => Class(Adam, 1, _ => "public Part0 F{0} = new();") + Each(n, i => Submodel(i, n)), 500),
        new(
            "classes of one base",
            n => Class(Adam, 1, _ => Floats)
                + Each(n, i => Class(Adam, 1, _ => "public float[] G{0} = new float[64];", name: $"Derived{i} : Root")),
            500),
        new("bases of a class", n => Each(n, i => Base(i, n)), 100),
        new("stages", n => Class(Adam + Each(n, i => $"[Transform(typeof(Stage{i}))]"), 1, _ => Floats) + Each(n, Stage), 100),
        new("statements of a rule", n => OwnRule("", Each(n, i => $"x = x * {i % 7}f + gradient;\n")), 2500),
        new("variables of a rule", n => OwnRule("", Each(n, i => $"float y{i} = x * {i % 7}f + gradient; x = x + y{i} * y{i};\n")), 2500),
        new("conditions of a rule", n => OwnRule("", Each(n, i => $"if (x > {i}f) x = x * {i % 7}f + gradient;\n")), 500),
        new("calls of a helper", n => OwnRule("", Each(n, _ => "x = Blend(x, gradient);\n")), 2500),
        new(
            "states of a rule",
            n => OwnRule(Each(n, i => $", ref float s{i}"), Each(n, i => $"s{i} = 0.9f * s{i} + x; x += s{i};\n")),
            100),
        new("hyperparameters of a rule", n => OwnRule("", Each(n, i => $"x *= (float)h{i};\n"), Each(n, i => $", double h{i} = 0.5")), 500),
    ];

    private static string Class(
        string attributes, int n, Func<int, string> field, string each = "", string name = "Root", string kind = "class") => $$"""
        {{attributes}}
        public partial {{kind}} {{name}}
        {
        {{Each(n, i => $"    {each}{string.Format(CultureInfo.InvariantCulture, field(i), i)}\n")}}}

        """;

    // Part i has numbers and part i + 1; the last part has numbers alone.
    private static string Submodel(int i, int n)
    {
        string next = i == n - 1 ? "public float F{0};" : $"public Part{i + 1} F{{0}} = new();";
        return Class(Adam, 2, f => f == 0 ? Floats : next, name: $"Part{i}");
    }

    // Each class derives from the one before; the last is the class that is stepped.
    private static string Base(int i, int n)
    {
        string name = i == n - 1 ? "Root" : $"Derived{i}", parent = i > 0 ? $" : Derived{i - 1}" : "";
        return Class(Adam, 1, _ => $"public float[] F{i} = new float[64];", name: name + parent);
    }

    private static string Stage(int i) => $$"""
        [GradientTransform]
        public static partial class Stage{{i}}
        {
            public static void Transform(ref float gradient) => gradient *= {{i % 7}}f;
        }

        """;

    private static string OwnRule(string states, string statements, string hyperparameters = "") => $$"""
        [Optimize(typeof(Own))]
        public partial class Root
        {
            public float[] Weights = new float[64];
        }

        [UpdateRule]
        public static partial class Own
        {
            public static void Update(ref float parameter, float gradient{{states}}, double learningRate = 0.1{{hyperparameters}})
            {
                float x = parameter;
        {{statements}}
                parameter -= (float)learningRate * x;
            }

            private static float Blend(float a, float b) => a + 0.5f * (b - a);
        }

        """;

    private static string Each(int n, Func<int, string> text) => string.Concat(Enumerable.Range(0, n).Select(text));
}
