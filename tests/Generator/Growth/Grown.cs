using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FusedOpt.Generator.Tests.Growth;

/// <summary>Sources that grow with a number. Names have one length, so that text grows by what is said and not by digits.</summary>
internal static class Grown
{
    private const string Adam = "[Optimize(Adam)]", Step = "float x = parameter;";

    private static readonly string[] Forms =
    [
        "public float F{0};",
        "public System.Memory<float> F{0} = new float[4];",
        "public float[] F{0} = new float[4];",
        "public System.Half F{0};",
        "public float[][] F{0} = [new float[4]];",
        "[SparseGradient] public float[,] F{0} = new float[4, 4];",
        "public System.Numerics.Vector3 F{0};",
        "public double F{0};",
    ];

    /// <summary>The sources, by the name of the thing that they have many of.</summary>
    public static IReadOnlyDictionary<string, Func<int, string>> Sources { get; } = new Dictionary<string, Func<int, string>>
    {
        ["numbers"] = n => Class(Adam, n, _ => Forms[0]),
        ["numbers of a structure"] = n => Class(Adam, n, _ => Forms[0], kind: "struct"),
        ["memories"] = n => Class(Adam, n, _ => Forms[1]),
        ["arrays"] = n => Class(Adam, n, _ => Forms[2]),
        ["fields of all forms"] = n => Class(Adam, n, i => Forms[i % Forms.Length]),
        ["owned spans"] = n => Class(Adam, n, _ => "[Parameter(4)] public partial System.Span<float> F{0} {{ get; }}"),
        ["owned segments"] = n => Class(
            Adam, n, _ => "[Parameter(4, LearningRateScale = 1{0})] public partial System.Span<float> F{0} {{ get; }}"),
        ["narrow states"] = n => Class("[Optimize(Adam, StatePrecision = StatePrecision.Block8)]", n, _ => Forms[2]),
        ["pruned fields"] = n => Class(
            Adam + "[Prune(Sparsity = 0.5)][GuardGradients(MaxNorm = 1)][SumGradients]", n, _ => "public float[,] F{0} = new float[4, 4];"),
        ["moved fields"] = n => Class("[Optimize(ScheduleFreeAdamW)]", n, _ => Forms[0]),
        ["models"] = n => Class(Adam, n, _ => "public Part F{0} = new();") + Class(Adam, 1, _ => Forms[2], "Part"),
        ["properties that are none"] = n => Class(Adam, n, i => i == 0 ? Forms[0] : "public string F{0} {{ get; set; }} = \"\";"),
        ["classes of one base"] = n => Class(Adam, 1, _ => Forms[0])
            + Each(n, i => Class(Adam, 1, _ => "public float G{0};", $"Derived{Name(i)} : Root")),
        ["statements"] = n => Rule(Step + Each(n, i => $"x = x * {i % 7}f + gradient;\n")),
        ["terms"] = n => Rule(
            Step + Each(n, i => $"x = {i % 7}f * x;\n") + "float sum = "
                + string.Join(" + ", Enumerable.Range(0, Math.Min(n, 100)).Select(i => $"x * {i}f")) + "; x = sum;"),
        ["conditions"] = n => Rule(Step + Each(n, i => $"if (x > {Name(i)}f) x = x * {i % 7}f + gradient;\n")),
        ["conditions in a row"] = n => Rule(Step + Each(n, i => $"if (gradient > {Name(i)}f) x = {i % 7}f;\n")),
    };

    /// <summary>The names of all of them, for tests.</summary>
    public static IEnumerable<object[]> Names => Sources.Keys.Select(n => new object[] { n });

    private static string Class(string attributes, int n, Func<int, string> field, string name = "Root", string kind = "class") => $$"""
        {{attributes}}
        public partial {{kind}} {{name}}
        {
        {{Each(n, i => $"    {string.Format(CultureInfo.InvariantCulture, field(i), Name(i))}\n")}}}

        """;

    private static string Rule(string statements) => $$"""
        [Optimize(typeof(Own))]
        public partial class Root
        {
            public float[] Weights = new float[64];
        }

        [UpdateRule]
        public static partial class Own
        {
            public static void Update(ref float parameter, float gradient, double learningRate = 0.1)
            {
                {{statements}}
                parameter -= (float)learningRate * x;
            }
        }

        """;

    private static string Name(int i) => i.ToString("D4", CultureInfo.InvariantCulture);

    private static string Each(int n, Func<int, string> text) => string.Concat(Enumerable.Range(0, n).Select(text));
}
